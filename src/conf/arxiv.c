#include "arxiv.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/url.h"

#define API "https://export.arxiv.org/api/query?search_query="

#define QUERY_LIMIT ((size_t)4 << 10)

struct word {
    const char *p;
    size_t n;
};

static bool word_is(struct word word, const char *s)
{
    return strlen(s) == word.n && memcmp(s, word.p, word.n) == 0;
}

static bool is_operator(struct word word)
{
    return word_is(word, "AND") || word_is(word, "OR") || word_is(word, "ANDNOT");
}

/* The archives of arXiv; subject classes stand behind a dot. */
static bool is_category(struct word word)
{
    static const char *const archives[] = {"astro-ph", "cond-mat", "cs",      "econ",     "eess",
                                           "gr-qc",    "hep-ex",   "hep-lat", "hep-ph",   "hep-th",
                                           "math",     "math-ph",  "nlin",    "nucl-ex",  "nucl-th",
                                           "physics",  "q-bio",    "q-fin",   "quant-ph", "stat"};
    const char *dot = memchr(word.p, '.', word.n);
    struct word archive = {word.p, dot != NULL ? (size_t)(dot - word.p) : word.n};
    for (size_t i = 0; i < sizeof archives / sizeof *archives; i++)
        if (word_is(archive, archives[i]))
            return true;
    return false;
}

static bool is_field(struct word word)
{
    static const char *const fields[] = {"ti", "au", "abs", "co", "jr", "cat", "rn", "id", "all"};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (word_is(word, fields[i]))
            return true;
    return false;
}

/* A parenthesis, or a word up to the next one or white space; what stands in quotes belongs to the word. */
static struct word next_word(const char **rest)
{
    const char *p = *rest + strspn(*rest, " \t");
    struct word word = {p, 0};
    if (*p == '(' || *p == ')') {
        word.n = 1;
    } else {
        for (bool quoted = false; *p != '\0' && (quoted || strchr(" \t()", *p) == NULL); p++)
            quoted = quoted != (*p == '"');
        word.n = (size_t)(p - word.p);
    }
    *rest = word.p + word.n;
    return word;
}

static int add_term(struct word word, struct arena *arena, struct buf *out, struct error *err)
{
    const char *colon = memchr(word.p, ':', word.n), *quote = memchr(word.p, '"', word.n);
    if (quote != NULL && (word.p[word.n - 1] != '"' || quote == word.p + word.n - 1))
        return error_set(err, STATUS_CONFIG, "a quotation mark is left open in %.*s", (int)word.n, word.p);
    if (colon != NULL && (quote == NULL || colon < quote)) {
        struct word field = {word.p, (size_t)(colon - word.p)};
        if (!is_field(field))
            return error_set(err, STATUS_CONFIG,
                             "arXiv has no field \"%.*s\"; it has ti au abs co jr cat rn id all",
                             (int)field.n, field.p);
        buf_addf(out, "%.*s:", (int)field.n, field.p);
        word.n -= field.n + 1;
        word.p = colon + 1;
    } else {
        buf_adds(out, is_category(word) ? "cat:" : "all:");
    }
    if (word.n == 0)
        return error_set(err, STATUS_CONFIG, "a field without a word behind it");
    buf_adds(out, url_escape(arena, arena_copy(arena, word.p, word.n)));
    return 0;
}

/* Terms and operators take turns; parentheses stand where terms do. */
static int add_query(const char *query, struct arena *arena, struct buf *out, struct error *err)
{
    bool wants_term = true;
    int depth = 0;
    for (struct word word = next_word(&query); word.n > 0; word = next_word(&query)) {
        bool opens = *word.p == '(', closes = *word.p == ')';
        if (wants_term == (is_operator(word) || closes))
            return error_set(err, STATUS_CONFIG, "\"%.*s\" stands where %s", (int)word.n, word.p,
                             wants_term ? "a word is wanted" : "AND, OR or ANDNOT is wanted");
        depth += opens - closes;
        if (depth < 0)
            return error_set(err, STATUS_CONFIG, "a parenthesis closes that was never opened");
        if (opens || closes)
            buf_adds(out, opens ? "%28" : "%29");
        else if (is_operator(word))
            buf_addf(out, "+%.*s+", (int)word.n, word.p);
        else if (add_term(word, arena, out, err) < 0)
            return -1;
        wants_term = opens || is_operator(word);
    }
    if (wants_term)
        return error_set(err, STATUS_CONFIG, "a word is missing at the end");
    return depth == 0 ? 0 : error_set(err, STATUS_CONFIG, "a parenthesis is left open");
}

char *arxiv_query_url(const char *query, struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(QUERY_LIMIT);
    char *url = NULL;
    buf_adds(&out, API);
    if (add_query(query, arena, &out, err) == 0) {
        buf_addf(&out, "&sortBy=submittedDate&sortOrder=descending&start=0&max_results=%d", ARXIV_RESULTS);
        if (out.full)
            error_set(err, STATUS_LIMIT, "more than %zu bytes are no query", QUERY_LIMIT);
        else
            url = arena_copy(arena, out.data, out.n);
    }
    buf_release(&out);
    return url;
}
