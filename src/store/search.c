/* A person's query, and the stories that it finds. */
#include "weir/store/search.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

#include "select.h"
#include "weir/store/db.h"
#include "weir/text/buf.h"
#include "weir/text/tokens.h"

/* The fields; a column is one in whose words one looks, the others narrow down. */
static const struct field {
    const char *name;
    bool is_column;
} fields[] = {{"title", true}, {"author", true}, {"topic", false}, {"source", false}, {"since", false}};

static const struct field *find_field(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (strlen(fields[i].name) == n && memcmp(fields[i].name, s, n) == 0)
            return &fields[i];
    }
    return NULL;
}

/* Takes the next one off `*s`; false at the end. */
static bool next_word(const char **s, struct arena *arena, struct search_word *out)
{
    const char *p = *s;
    *out = (struct search_word){.field = "", .text = ""};
    p += strspn(p, " \t\n");
    if (*p == '\0')
        return false;
    if (*p == '-') {
        out->is_excluded = true;
        p++;
    }
    size_t n_name = strspn(p, "abcdefghijklmnopqrstuvwxyz");
    const struct field *field = p[n_name] == ':' ? find_field(p, n_name) : NULL;
    if (field != NULL) {
        out->field = field->name;
        p += n_name + 1;
    }
    if (*p == '"') {
        size_t n = strcspn(p + 1, "\"");
        out->text = arena_copy(arena, p + 1, n);
        out->is_quoted = true;
        p += n + 1 + (p[n + 1] == '"');
    } else {
        size_t n = strcspn(p, " \t\n");
        out->is_prefix = (field == NULL || field->is_column) && n > 1 && p[n - 1] == '*';
        out->text = arena_copy(arena, p, n - out->is_prefix);
        p += n;
    }
    *s = p;
    return true;
}

static bool has_word(const char *text)
{
    struct tokens tokens;
    tokens_init(&tokens, 4 * SEARCH_LIMIT_QUERY);
    tokens_read(&tokens, text, strlen(text), TOKENS_FOLDED);
    bool has = tokens.n > 0;
    tokens_release(&tokens);
    return has;
}

/* A duration before now ("30d") or a date. */
static int read_since(const char *text, int64_t now, int64_t *out, struct error *err)
{
    int64_t duration = date_duration(text);
    *out = duration >= 0 ? now - duration : date_parse(text);
    if (*out == DATE_NONE)
        return error_set(err, STATUS_USAGE, "since:%s is no time; write since:30d or since:2026-11-20", text);
    return 0;
}

/* Narrows down, or adds to what is matched or left out. */
static int take(const struct search_word *word, int64_t now, struct arena *arena, struct search *out,
                size_t *n_found, struct error *err)
{
    if (strcmp(word->field, "since") == 0)
        return read_since(word->text, now, &out->since_at, err);
    if (strcmp(word->field, "topic") == 0)
        out->topic = word->text;
    else if (strcmp(word->field, "source") == 0)
        out->source = word->text;
    else if (has_word(word->text)) {
        out->words = arena_grow(arena, out->words, out->n_words, sizeof *out->words);
        out->words[out->n_words++] = *word;
        *n_found += !word->is_excluded;
    }
    return 0;
}

static void add_other(struct search_word *word, const char *text, struct arena *arena)
{
    if (word->n_others == SEARCH_LIMIT_OTHERS)
        return;
    word->others = arena_grow(arena, word->others, word->n_others, sizeof *word->others);
    word->others[word->n_others++] = text;
}

/* May a word be two, of which the second has two letters? Letters and digits always may; "away" is not "a
 * way".
 */
static bool may_split(const char *key, size_t n, size_t at)
{
    if (!isalnum((unsigned char)key[at]) || !isalnum((unsigned char)key[at - 1]))
        return false;
    bool is_digit = isdigit((unsigned char)key[at]), is_article = at == 1 && strchr("ai", *key) != NULL;
    return is_digit != (isdigit((unsigned char)key[at - 1]) != 0) ||
           (!is_digit && !is_article && at + 2 <= n);
}

/* Two words as one, and a word as two; returns whether it is one word. */
static bool join_and_split(struct search_word *word, struct arena *arena)
{
    struct tokens tokens;
    tokens_init(&tokens, 4 * SEARCH_LIMIT_QUERY);
    tokens_read(&tokens, word->text, strlen(word->text), TOKENS_OPEN_END);
    bool is_word = tokens.n == 1 && !tokens.all[0].is_character;
    const char *text = tokens.text.data;
    for (size_t i = 1; i < tokens.n; i++)
        if (!tokens.all[i].is_character && !tokens.all[i - 1].is_character && tokens.all[i].gap != GAP_BREAK)
            add_other(word,
                      arena_printf(arena, "%.*s%s", (int)tokens.all[i].at - 1, text, tokens_key(&tokens, i)),
                      arena);
    for (size_t at = 1; is_word && at < tokens.text.n; at++)
        if (may_split(text, tokens.text.n, at))
            add_other(word, arena_printf(arena, "%.*s %s", (int)at, text, text + at), arena);
    tokens_release(&tokens);
    return is_word;
}

/* May the word be one with another beside it? */
static bool is_plain(const struct search_word *word)
{
    return !word->is_quoted && !word->is_excluded && *word->field == '\0';
}

/* However words are written, apart, with a hyphen or as one, they are found. */
static void find_others(struct search *search, struct arena *arena)
{
    bool was_word = false;
    for (size_t i = 0; i < search->n_words; i++) {
        struct search_word *word = &search->words[i], *before = word - 1;
        bool is_word = join_and_split(word, arena) && is_plain(word);
        if (is_word && was_word && !before->is_prefix && !word->is_prefix) {
            const char *both = arena_printf(arena, "%s%s", before->text, word->text);
            add_other(before, both, arena);
            add_other(word, both, arena);
        }
        was_word = is_word;
    }
}

int search_parse(const char *query, int64_t now, struct arena *arena, struct search *out, struct error *err)
{
    struct search_word word;
    size_t n_found = 0;
    int rc = 0;
    *out = (struct search){.topic = "", .source = "", .since_at = DATE_NONE};
    if (strlen(query) > SEARCH_LIMIT_QUERY)
        return error_set(err, STATUS_USAGE, "the query is longer than %d bytes", SEARCH_LIMIT_QUERY);
    while (rc == 0 && next_word(&query, arena, &word))
        rc = take(&word, now, arena, out, &n_found, err);
    if (rc == 0 && n_found == 0 && (out->n_words > 0 || *out->topic == '\0' || *out->source != '\0'))
        rc = error_set(err, STATUS_USAGE, "nothing to look for; give at least one word, or a topic: alone");
    find_others(out, arena);
    return rc;
}

/* Ids rise with time: of items that were seen earlier none need be looked at. A story's first item may be
 * older than its others, never younger. */
static int find_first_item(struct store *store, int64_t since_at, int64_t *id, struct error *err)
{
    struct db_rows *row;
    *id = 0;
    if (since_at == DATE_NONE)
        return 0;
    int found =
        db_row(store, "SELECT id FROM item WHERE first_seen_at >= ? ORDER BY first_seen_at, id LIMIT 1",
               DB_VALUES(db_int(since_at)), &row, err);
    *id = found > 0 ? db_int_at(row, 0) : INT64_MAX;
    if (found > 0)
        db_done(row);
    return found < 0 ? -1 : 0;
}

/* The names of the sources that the search is for, each behind a line break; "" when it is for all. */
static int find_sources(struct store *store, const char *pattern, struct arena *arena, const char **out,
                        struct error *err)
{
    struct buf names = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct db_rows *row;
    int found =
        *pattern != '\0' ? db_query(store, "SELECT name, title FROM source", DB_NO_VALUES, &row, err) : 0;

    if (*pattern != '\0')
        buf_addc(&names, '\n');
    while (*pattern != '\0' && found >= 0 && (found = db_step(store, row, err)) > 0) {
        const char *name = db_text_at(row, 0, arena);
        if (fnmatch(pattern, name, 0) == 0 || strcmp(pattern, db_text_at(row, 1, arena)) == 0)
            buf_addf(&names, "%s\n", name);
    }
    *out = arena_copy(arena, names.data, names.n);
    buf_release(&names);
    return found;
}

int store_search(struct store *store, const struct search *search, enum search_order order, size_t limit,
                 struct arena *arena, struct feed *out, struct error *err)
{
    int64_t *ids = NULL, first;
    const char *sources;
    size_t n = 0;
    struct db_rows *row;
    if (find_first_item(store, search->since_at, &first, err) < 0 ||
        find_sources(store, search->source, arena, &sources, err) < 0)
        return -1;
    int found =
        search->n_words > 0
            ? db_search(store, search, order, sources, first, limit, arena, &row, err)
            : db_query(store,
                       "SELECT h.story FROM hit h JOIN story s ON s.id = h.story WHERE h.topic = ?"
                       " AND s.first_seen_at >= ? GROUP BY h.story ORDER BY max(h.sort_at) DESC, h.story DESC"
                       " LIMIT ?",
                       DB_VALUES(db_text(search->topic),
                                 db_int(search->since_at == DATE_NONE ? 0 : search->since_at),
                                 db_int((int64_t)limit)),
                       &row, err);
    while (found >= 0 && (found = db_step(store, row, err)) > 0) {
        ids = arena_grow(arena, ids, n, sizeof *ids);
        ids[n++] = db_int_at(row, 0);
    }
    return found < 0 ? -1 : select_stories(store, ids, n, arena, out, err);
}
