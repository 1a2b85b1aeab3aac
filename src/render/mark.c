/*
 * mark — folds the text character by character, remembering where each came from, and looks for folded
 * phrases.
 */
#include "mark.h"

#include <string.h>

#include "weir/text/arena.h"
#include "weir/text/utf8.h"
#include "weir/text/xml.h"

/* The text as it is searched: folded, hyphens as spaces; `from[i]` is the byte of the text that byte i came
 * from. */
struct searched {
    struct buf folded;
    size_t *from;
};

struct phrase_wanted {
    const char *text; /* folded, unless exact */
    size_t n;
    bool is_prefix, is_exact;
};

static void fold_character(const char *s, size_t n, struct buf *out)
{
    if (n == 1 && (*s == '-' || *s == ' '))
        buf_addc(out, ' ');
    else
        utf8_fold(s, n, out);
}

static void searched_init(struct searched *searched, const char *text, size_t n, struct arena *arena)
{
    size_t step, n_from = 0;
    buf_init(&searched->folded, BUF_LIMIT_OUTPUT);
    searched->from = NULL;
    for (size_t i = 0; i <= n; i += step) {
        uint32_t c;
        step = i < n ? utf8_next(text + i, n - i, &c) : 1;
        if (step == 0)
            break;
        if (i < n)
            fold_character(text + i, step, &searched->folded);
        for (size_t end = i < n ? searched->folded.n : n_from + 1; n_from < end; n_from++) {
            searched->from = arena_grow(arena, searched->from, n_from, sizeof *searched->from);
            searched->from[n_from] = i;
        }
    }
}

/* Is there a border of words in `text` at byte i? CJK has one everywhere. */
static bool is_border(const char *text, size_t n, size_t i)
{
    if (i == 0 || i >= n)
        return true;
    size_t start = i - 1;
    while (start > 0 && ((unsigned char)text[start] & 0xc0) == 0x80)
        start--;
    uint32_t before, after;
    if (utf8_next(text + start, n - start, &before) == 0 || utf8_next(text + i, n - i, &after) == 0)
        return true;
    return !utf8_is_word(before) || !utf8_is_word(after) || utf8_is_cjk(before) || utf8_is_cjk(after);
}

/* Where the match that ends at byte `end` really ends: behind a plural s, or behind the whole word of a
 * prefix; 0 when it ends inside a word. */
static size_t match_end(const struct phrase_wanted *phrase, const char *text, size_t n, size_t end)
{
    if (phrase->is_prefix) {
        uint32_t c;
        while (!is_border(text, n, end))
            end += utf8_next(text + end, n - end, &c);
        return end;
    }
    if (is_border(text, n, end))
        return end;
    if (text[end] == 's' && is_border(text, n, end + 1))
        return end + 1;
    return 0;
}

static void find_phrase(const struct phrase_wanted *phrase, const char *text, size_t n,
                        const struct searched *searched, bool *is_marked)
{
    const char *hay = phrase->is_exact ? text : searched->folded.data;
    size_t n_hay = phrase->is_exact ? n : searched->folded.n;
    for (const char *p = hay; (p = memmem(p, n_hay - (size_t)(p - hay), phrase->text, phrase->n)) != NULL;
         p++) {
        size_t i = (size_t)(p - hay);
        size_t start = phrase->is_exact ? i : searched->from[i];
        size_t end = phrase->is_exact ? i + phrase->n : searched->from[i + phrase->n];
        if (!is_border(text, n, start) || (end = match_end(phrase, text, n, end)) <= start)
            continue;
        memset(is_marked + start, true, end - start);
    }
}

static const char *skip_field(const char *term)
{
    static const char *const fields[] = {"title:", "text:", "author:", "category:", "source:"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strncmp(term, fields[i], strlen(fields[i])) == 0) {
            term += strlen(fields[i]);
            return term + strspn(term, " ");
        }
    }
    return term;
}

/* The operand of `n` bytes: `=KD`, `distill*`, `knowledge distillation`. */
static struct phrase_wanted read_phrase(const char *s, size_t n, struct arena *arena)
{
    struct phrase_wanted phrase = {0};
    if (n > 0 && *s == '=') {
        phrase.is_exact = true;
        s++, n--;
    }
    if (n > 0 && s[n - 1] == '*') {
        phrase.is_prefix = true;
        n--;
    }
    struct buf folded = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0, step; i < n && !phrase.is_exact; i += step) {
        uint32_t c;
        step = utf8_next(s + i, n - i, &c);
        if (step == 0)
            break;
        fold_character(s + i, step, &folded);
    }
    phrase.text = phrase.is_exact ? arena_copy(arena, s, n) : arena_copy(arena, folded.data, folded.n);
    phrase.n = phrase.is_exact ? n : folded.n;
    buf_release(&folded);
    return phrase;
}

static void find_term(const char *term, const char *text, size_t n, const struct searched *searched,
                      bool *is_marked, struct arena *arena)
{
    const char *s = skip_field(term);
    if (*s == '/')
        return;
    while (*s != '\0') {
        const char *plus = strstr(s, " + ");
        size_t length = plus != NULL ? (size_t)(plus - s) : strlen(s);
        struct phrase_wanted phrase = read_phrase(s, length, arena);
        if (phrase.n > 0)
            find_phrase(&phrase, text, n, searched, is_marked);
        s += length + (plus != NULL ? 3 : 0);
    }
}

void mark_text(struct buf *out, const char *text, const struct hit *hits, size_t n_hits)
{
    struct arena arena;
    struct searched searched;
    size_t n = strlen(text);
    arena_init(&arena);
    searched_init(&searched, text, n, &arena);
    bool *is_marked = arena_alloc(&arena, n + 1);
    for (size_t i = 0; i < n_hits; i++) {
        for (size_t k = 0; k < hits[i].n_terms; k++)
            find_term(hits[i].terms[k].term, text, n, &searched, is_marked, &arena);
    }
    for (size_t from = 0, to; from < n; from = to) {
        to = from + 1;
        while (to < n && is_marked[to] == is_marked[from])
            to++;
        if (is_marked[from])
            buf_adds(out, "<mark>");
        xml_text(out, arena_copy(&arena, text + from, to - from));
        if (is_marked[from])
            buf_adds(out, "</mark>");
    }
    buf_release(&searched.folded);
    arena_release(&arena);
}
