/* Every occurrence of every pattern, and none else: held against a search that cannot be wrong. */
#include "test.h"
#include "weir/text/buf.h"
#include "weir/topic/automaton.h"

static void note(uint32_t pattern, size_t end, void *arg)
{
    buf_addf(arg, "%u@%zu ", pattern, end);
}

static int compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    int order = memcmp(x->bytes, y->bytes, x->n < y->n ? x->n : y->n);
    return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

/* By their beginnings; of patterns that begin together the shorter first. */
static void search_plainly(const struct pattern *patterns, uint32_t n, const char *text, size_t size,
                           struct buf *out)
{
    for (size_t start = 0; start < size; start++)
        for (size_t end = start + 1; end <= size; end++)
            for (uint32_t p = 0; p < n; p++)
                if (patterns[p].n == end - start && memcmp(text + start, patterns[p].bytes, end - start) == 0)
                    note(p, end, out);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

#define LONGEST 30 /* a few steps of the automaton, and what is left over */

static char a_letter(int round, uint32_t *seed)
{
    static const char letters[] = "ab \xE7\x9F\xFF";
    return letters[next_random(seed) % (round % 2 ? 2 : sizeof letters - 1)];
}

/* Few letters make overlaps, suffixes and shared beginnings frequent, and two of them alone make long
 * patterns occur. */
static void finds_what_a_plain_search_finds(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 300; round++) {
        char store[40][LONGEST], text[200];
        struct pattern patterns[40];
        uint32_t n = 0, wanted = 1 + next_random(&seed) % 40;
        for (uint32_t i = 0; i < wanted; i++) {
            size_t length = 1 + next_random(&seed) % (round % 2 ? LONGEST : 7);
            for (size_t k = 0; k < length; k++)
                store[i][k] = a_letter(round, &seed);
            patterns[i] = (struct pattern){store[i], length};
        }
        qsort(patterns, wanted, sizeof *patterns, compare);
        for (uint32_t i = 0; i < wanted; i++)
            if (n == 0 || compare(&patterns[n - 1], &patterns[i]) != 0)
                patterns[n++] = patterns[i];
        for (size_t k = 0; k < sizeof text; k++)
            text[k] = a_letter(round, &seed);
        if (round % 2)
            for (uint32_t i = 0; i < n; i++)
                memcpy(text + next_random(&seed) % (sizeof text - LONGEST), patterns[i].bytes, patterns[i].n);
        struct buf got = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);
        struct automaton *automaton = automaton_new(patterns, n);
        automaton_scan(automaton, text, sizeof text, note, &got);
        search_plainly(patterns, n, text, sizeof text, &want);
        check_string("occurrences", got.data, want.data);
        automaton_free(automaton);
        buf_release(&got);
        buf_release(&want);
    }
}

/* What one word shares with another may end anywhere within a step, and so may the text. */
static void bears_every_length(void **state)
{
    (void)state;
    char word[2 * LONGEST];
    memset(word, 'a', sizeof word);
    struct pattern patterns[LONGEST];
    for (uint32_t i = 0; i < LONGEST; i++)
        patterns[i] = (struct pattern){word, i + 1};
    for (uint32_t n = 1; n <= LONGEST; n++)
        for (size_t size = 1; size <= sizeof word; size++) {
            struct buf got = BUF_INIT(1 << 20), want = BUF_INIT(1 << 20);
            struct automaton *automaton = automaton_new(patterns + n - 1, LONGEST + 1 - n);
            char *text = memcpy(malloc(size), word, size); /* so that a byte too far is seen */
            automaton_scan(automaton, text, size, note, &got);
            search_plainly(patterns + n - 1, LONGEST + 1 - n, text, size, &want);
            check_string("occurrences", got.data, want.data);
            free(text);
            automaton_free(automaton);
            buf_release(&got);
            buf_release(&want);
        }
}

static void is_silent_without_patterns(void **state)
{
    (void)state;
    struct buf got = BUF_INIT(100);
    struct automaton *automaton = automaton_new(NULL, 0);
    automaton_scan(automaton, "anything", 8, note, &got);
    check_string("nothing", got.data, "");
    automaton_free(automaton);
    buf_release(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_a_plain_search_finds),
        cmocka_unit_test(bears_every_length),
        cmocka_unit_test(is_silent_without_patterns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
