/* Every occurrence of every phrase, and none else: held against a search that cannot be wrong. */
#include "test.h"
#include "weir/text/buf.h"
#include "weir/topic/trie.h"

static void note(uint32_t phrase, size_t first, size_t end, void *arg)
{
    buf_addf(arg, "%u@%zu-%zu ", phrase, first, end);
}

static uint32_t add(struct trie *trie, const char *phrase, bool goes_on)
{
    struct tokens tokens;
    tokens_init(&tokens, 10000);
    tokens_read(&tokens, phrase, strlen(phrase), goes_on ? TOKENS_OPEN_END : TOKENS_FOLDED);
    uint32_t number = trie_add(trie, &tokens, goes_on);
    tokens_release(&tokens);
    return number;
}

static void check_found(const struct trie *trie, const char *text, const char *want)
{
    struct tokens tokens;
    struct buf got = BUF_INIT(100000);
    tokens_init(&tokens, 100000);
    tokens_read(&tokens, text, strlen(text), TOKENS_FOLDED);
    trie_scan(trie, &tokens, note, &got);
    check_string(text, got.data, want);
    tokens_release(&tokens);
    buf_release(&got);
}

static void finds_phrases_however_they_are_joined(void **state)
{
    (void)state;
    struct trie *trie = trie_new();
    check_number("first", add(trie, "language model", false), 0);
    check_number("second", add(trie, "知识蒸馏", false), 1);
    check_number("prefix", add(trie, "distill", true), 2);
    check_number("compound", add(trie, "pretraining", false), 3);
    check_number("the same, apart", add(trie, "pre-training", false), 3);
    check_number("of three", add(trie, "end2end", false), 4);
    check_number("a name", add(trie, "GPT4", false), 5);
    check_number("not an article", add(trie, "A100", false), 6);
    check_number("numbers", add(trie, "20 24", false), 7);
    check_number("prefix behind a word", add(trie, "neural net", true), 8);
    check_number("again", add(trie, "Language Models", false), 0);
    check_found(trie, "A language-model, a Language. Model", "0@1-3 ");
    check_found(trie, "languagemodels", "0@0-1 ");
    check_found(trie, "基于知识 蒸馏的", "1@2-6 ");
    check_found(trie, "知识，蒸馏", "");
    check_found(trie, "distilling undistilled distill", "2@0-1 2@2-3 ");
    check_found(trie, "pretraining", "3@0-1 ");
    check_found(trie, "end-2-end end to end", "4@0-3 ");
    check_found(trie, "GPT-4 GPT-40 gpt 4", "5@0-2 5@4-6 ");
    check_found(trie, "a 100 A-100 A100", "6@2-4 6@4-5 ");
    check_found(trie, "2024 20 24", "7@1-3 ");
    check_found(trie, "neural networks", "8@0-2 "); /* and not once more for neuralnet* */
    check_found(trie, "pre", "");
    trie_free(trie);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 16;
}

#define LONGEST 6 /* words of a phrase */

/* Few words, so that overlaps and shared beginnings are frequent; none of them is two others joined. */
static size_t make_text(uint32_t *seed, size_t n_words, char *out)
{
    static const char *const words[] = {"ab", "cde", "字", "f", "符"};
    size_t n = 0;
    for (size_t i = 0; i < n_words; i++)
        n += (size_t)sprintf(out + n, "%s%s", i > 0 ? " " : "", words[next_random(seed) % 5]);
    return n;
}

static bool stands_at(const struct tokens *text, size_t at, const struct tokens *phrase)
{
    for (size_t i = 0; i < phrase->n; i++)
        if (at + i >= text->n || text->all[at + i].hash != phrase->all[i].hash)
            return false;
    return true;
}

static void finds_what_a_plain_search_finds(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct trie *trie = trie_new();
        struct tokens phrases[40], text;
        uint32_t numbers[40], n = 1 + next_random(&seed) % 40, n_distinct = 0;
        char line[2000];
        for (uint32_t i = 0; i < n; i++) {
            size_t size = make_text(&seed, 1 + next_random(&seed) % LONGEST, line);
            tokens_init(&phrases[i], 1000);
            tokens_read(&phrases[i], line, size, TOKENS_FOLDED);
            numbers[i] = trie_add(trie, &phrases[i], false);
            n_distinct += numbers[i] == n_distinct;
        }
        tokens_init(&text, 10000);
        tokens_read(&text, line, make_text(&seed, 200, line), TOKENS_FOLDED);
        struct buf want = BUF_INIT(1 << 20), got = BUF_INIT(1 << 20);
        for (size_t at = 0; at < text.n; at++)
            for (size_t length = 1; length <= LONGEST; length++)
                for (uint32_t number = 0, i; number < n_distinct; number++) {
                    for (i = 0; numbers[i] != number; i++)
                        ;
                    if (phrases[i].n == length && stands_at(&text, at, &phrases[i]))
                        note(number, at, at + length, &want);
                }
        trie_scan(trie, &text, note, &got);
        check_string(line, got.data, want.data);
        for (uint32_t i = 0; i < n; i++)
            tokens_release(&phrases[i]);
        tokens_release(&text);
        trie_free(trie);
        buf_release(&want);
        buf_release(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_phrases_however_they_are_joined),
        cmocka_unit_test(finds_what_a_plain_search_finds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
