#include "tokenizer.h"

#include <stdlib.h>

#include "rank.h"
#include "weir/text/tokens.h"

#define LIMIT_KEYS ((size_t)1 << 30) /* FTS5 hands over no text that is longer */

typedef int emit_token(void *context, int flags, const char *token, int n, int from, int to);

static int tokenize(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text, int n,
                    emit_token *emit)
{
    struct tokens *tokens = (struct tokens *)tokenizer;
    int rc = SQLITE_OK;
    (void)flags;
    tokens_read(tokens, text, (size_t)n, TOKENS_FOLDED);
    for (size_t i = 0; i < tokens->n && rc == SQLITE_OK; i++) {
        const struct token *token = &tokens->all[i];
        /* Stands between characters where a clause ends, so that no phrase goes across; no word is like it.
         */
        if (i > 0 && token->gap == GAP_BREAK && token->is_character && token[-1].is_character)
            rc = emit(context, 0, ",", 1, (int)token[-1].to, (int)token->from);
        if (rc == SQLITE_OK)
            rc = emit(context, 0, tokens_key(tokens, i), token->n, (int)token->from, (int)token->to);
    }
    return rc;
}

static int create(void *context, const char **arguments, int n, Fts5Tokenizer **out)
{
    struct tokens *tokens = malloc(sizeof *tokens);
    (void)context, (void)arguments, (void)n;
    if (!tokens)
        return SQLITE_NOMEM;
    tokens_init(tokens, LIMIT_KEYS);
    *out = (Fts5Tokenizer *)tokens;
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
    tokens_release((struct tokens *)tokenizer);
    free(tokenizer);
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
