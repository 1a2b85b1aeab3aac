#include "tokenizer.h"

#include <string.h>

#include "rank.h"
#include "weir/text/buf.h"
#include "weir/text/han.h"
#include "weir/text/utf8.h"

/* A token longer than this is no word; it is cut. */
#define LIMIT_TOKEN 256

typedef int emit_token(void *context, int flags, const char *token, int n, int from, int to);

struct cutting {
    const char *text;
    int n;
    bool is_query;
    void *context;
    emit_token *emit;
    struct buf token; /* scratch */
};

/* ASCII folds to lower case; most text is ASCII, and this is most of the work. False when it is not. */
static bool fold_ascii(const char *s, int n, struct buf *out)
{
    char lower[LIMIT_TOKEN];
    if (n > LIMIT_TOKEN)
        return false;
    for (int i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 0x80)
            return false;
        lower[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] + ('a' - 'A') : s[i]);
    }
    return buf_add(out, lower, (size_t)n) == 0;
}

/* Traditional characters become simplified, which take as many bytes: three. */
static void simplify_at(char *at, uint32_t c)
{
    uint32_t simple = han_simplified(c);
    at[0] = (char)(0xe0 | simple >> 12);
    at[1] = (char)(0x80 | (simple >> 6 & 0x3f));
    at[2] = (char)(0x80 | (simple & 0x3f));
}

/* Nor do one or two ideographs need more, which are most of a Chinese text's tokens. */
static bool fold_han(const char *s, int n, struct buf *out)
{
    char simple[6];
    if (n != 3 && n != 6)
        return false;
    for (int i = 0; i < n; i += 3) {
        uint32_t c =
            (uint32_t)(s[i] & 0x0f) << 12 | (uint32_t)(s[i + 1] & 0x3f) << 6 | (uint32_t)(s[i + 2] & 0x3f);
        if ((s[i] & 0xf0) != 0xe0 || c < 0x4e00 || c > 0x9fff)
            return false;
        simplify_at(simple + i, c);
    }
    return buf_add(out, simple, (size_t)n) == 0;
}

static void fold_other(const char *s, size_t n, struct buf *out)
{
    uint32_t c;
    utf8_fold(s, n, out);
    for (size_t i = 0, step; i < out->n; i += step) {
        step = utf8_next(out->data + i, out->n - i, &c);
        if (step == 0)
            return;
        if (step == 3)
            simplify_at(out->data + i, c);
    }
}

/* Folds bytes from..to and hands them over as one token; with FTS5_TOKEN_COLOCATED at the place of the one
 * before. */
static int emit(struct cutting *cutting, int from, int to, int flags)
{
    buf_clear(&cutting->token);
    if (!fold_ascii(cutting->text + from, to - from, &cutting->token) &&
        !fold_han(cutting->text + from, to - from, &cutting->token))
        fold_other(cutting->text + from, (size_t)(to - from), &cutting->token);
    size_t n =
        cutting->token.n < LIMIT_TOKEN ? cutting->token.n : utf8_prefix(cutting->token.data, LIMIT_TOKEN);
    return n == 0 ? SQLITE_OK : cutting->emit(cutting->context, flags, cutting->token.data, (int)n, from, to);
}

static bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The character at byte i, its length in `*step`; 0 behind the end. */
static uint32_t character(const struct cutting *cutting, int i, int *step)
{
    uint32_t c = 0;
    size_t n = i < cutting->n ? utf8_next(cutting->text + i, (size_t)(cutting->n - i), &c) : 0;
    *step = n > 0 ? (int)n : 1;
    return n > 0 ? c : 0;
}

/* Is there no word at byte i or behind it? */
static bool is_last(const struct cutting *cutting, int i)
{
    int step;
    while (i < cutting->n && !utf8_is_word(character(cutting, i, &step)))
        i += step;
    return i >= cutting->n;
}

/*
 * The pairs of a CJK run that begins at `from`, each with its first character at the same place, and the last
 * character. A query looks for the pairs alone; when it ends in a run it leaves the last character out, since
 * the text may go on behind it, unless that is all there is. Leaves the run's end in `*end`.
 */
static int cut_run(struct cutting *cutting, int from, int *end)
{
    int i = from, step, next, rc = SQLITE_OK;
    character(cutting, i, &step);
    for (; rc == SQLITE_OK && utf8_is_cjk(character(cutting, i + step, &next)); i += step, step = next) {
        rc = emit(cutting, i, i + step + next, 0);
        if (rc == SQLITE_OK && !cutting->is_query)
            rc = emit(cutting, i, i + step, FTS5_TOKEN_COLOCATED);
    }
    if (rc == SQLITE_OK && (i == from || !cutting->is_query || !is_last(cutting, i + step)))
        rc = emit(cutting, i, i + step, 0);
    *end = i + step;
    return rc;
}

static int cut_word(struct cutting *cutting, int from, int *end)
{
    int i = from, step;
    while (i < cutting->n) {
        if (is_ascii_word(cutting->text[i])) {
            i++;
            continue;
        }
        uint32_t c = character(cutting, i, &step);
        if (!utf8_is_word(c) || utf8_is_cjk(c))
            break;
        i += step;
    }
    *end = i;
    return emit(cutting, from, i, 0);
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
                    emit_token *emit_to)
{
    (void)tokenizer;
    struct cutting cutting = {.text = text,
                              .n = n,
                              .is_query = (flags & FTS5_TOKENIZE_QUERY) != 0,
                              .context = context,
                              .emit = emit_to,
                              .token = BUF_INIT(1 << 20)};
    int rc = SQLITE_OK;
    for (int i = 0, step; i < n && rc == SQLITE_OK;) {
        if (is_ascii_word(text[i])) {
            rc = cut_word(&cutting, i, &i);
            continue;
        }
        if ((unsigned char)text[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t c = character(&cutting, i, &step);
        if (utf8_is_cjk(c))
            rc = cut_run(&cutting, i, &i);
        else if (utf8_is_word(c))
            rc = cut_word(&cutting, i, &i);
        else
            i += step;
    }
    buf_release(&cutting.token);
    return rc;
}

static int create(void *context, const char **arguments, int n, Fts5Tokenizer **out)
{
    static char stateless;
    (void)context, (void)arguments, (void)n;
    *out = (Fts5Tokenizer *)&stateless;
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

/* FTS5 hands out its interface through a bound pointer (sqlite.org/fts5.html §7). */
static fts5_api *find_api(sqlite3 *sqlite)
{
    fts5_api *api = NULL;
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(sqlite, "SELECT fts5(?1)", -1, &statement, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

int tokenizer_register(sqlite3 *sqlite)
{
    static fts5_tokenizer tokenizer = {.xCreate = create, .xDelete = destroy, .xTokenize = tokenize};
    fts5_api *api = find_api(sqlite);
    if (api == NULL)
        return SQLITE_ERROR;
    int rc = api->xCreateTokenizer(api, "weir", NULL, &tokenizer, NULL);
    return rc == SQLITE_OK ? rank_register(api) : rc;
}
