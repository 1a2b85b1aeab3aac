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
static void write_simple(char *at, uint32_t c)
{
    uint32_t simple = han_simplified(c);
    at[0] = (char)(0xe0 | simple >> 12);
    at[1] = (char)(0x80 | (simple >> 6 & 0x3f));
    at[2] = (char)(0x80 | (simple & 0x3f));
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
            write_simple(out->data + i, c);
    }
}

/* Folds bytes from..to and hands them over as one token. */
static int emit(struct cutting *cutting, int from, int to)
{
    buf_clear(&cutting->token);
    if (!fold_ascii(cutting->text + from, to - from, &cutting->token))
        fold_other(cutting->text + from, (size_t)(to - from), &cutting->token);
    size_t n =
        cutting->token.n < LIMIT_TOKEN ? cutting->token.n : utf8_prefix(cutting->token.data, LIMIT_TOKEN);
    return n == 0 ? SQLITE_OK : cutting->emit(cutting->context, 0, cutting->token.data, (int)n, from, to);
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

/* Marks of voice stand behind the kana that they belong to: half-width カ and ゛ are one character, ガ. */
static bool is_mark(uint32_t c)
{
    return c == 0x3099 || c == 0x309a || c == 0xff9e || c == 0xff9f;
}

/* Stands between the characters on both sides of a mark or space, so that no phrase goes across; no word is
 * like it. */
static int part(struct cutting *cutting, int from, int to)
{
    static const char token[] = ",";
    return cutting->emit(cutting->context, 0, token, sizeof token - 1, from, to);
}

static int cut_character(struct cutting *cutting, int from, int *end)
{
    int step;
    uint32_t c = character(cutting, from, &step);
    *end = from + step;
    if (c >= 0x4e00 && c <= 0x9fff) { /* nearly all of them; nothing but its script is to be folded */
        char token[3];
        write_simple(token, c);
        return cutting->emit(cutting->context, 0, token, sizeof token, from, *end);
    }
    while (is_mark(character(cutting, *end, &step)))
        *end += step;
    return emit(cutting, from, *end);
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
    return emit(cutting, from, i);
}

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
                    emit_token *emit_to)
{
    (void)tokenizer, (void)flags;
    struct cutting cutting = {
        .text = text, .n = n, .context = context, .emit = emit_to, .token = BUF_INIT(1 << 20)};
    int rc = SQLITE_OK;
    int run_end = 0; /* behind the last CJK character; 0 when a word came since */
    for (int i = 0, step; i < n && rc == SQLITE_OK;) {
        uint32_t c = character(&cutting, i, &step);
        if (c < 0x80 ? is_ascii_word((char)c) : utf8_is_word(c) && !utf8_is_cjk(c)) {
            rc = cut_word(&cutting, i, &i);
            run_end = 0;
        } else if (c >= 0x80 && utf8_is_cjk(c)) {
            if (run_end > 0 && run_end < i)
                rc = part(&cutting, run_end, i);
            if (rc == SQLITE_OK)
                rc = cut_character(&cutting, i, &i);
            run_end = i;
        } else
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
