/*
 * search_query — a person's query becomes FTS5's, quoted so that nothing in it is FTS5's syntax.
 */
#include <string.h>

#include "weir/store/search.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"
#include "weir/text/utf8.h"

/* One thing to look for: [-][field:]word, [-][field:]"a phrase". */
struct wanted {
    const char *field; /* "" for everywhere */
    const char *text;
    bool is_excluded, is_prefix;
};

/* The fields, and which of them FTS5 knows as columns. */
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
static bool next_wanted(const char **s, struct arena *arena, struct wanted *out)
{
    const char *p = *s;
    *out = (struct wanted){.field = "", .text = ""};
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
    size_t n = strlen(text), step;
    for (size_t i = 0; i < n; i += step) {
        uint32_t c;
        step = utf8_next(text + i, n - i, &c);
        if (step == 0)
            return false;
        if (utf8_is_word(c))
            return true;
    }
    return false;
}

/* title : "text" * */
static void write_match(struct buf *out, const struct wanted *wanted)
{
    if (out->n > 0)
        buf_addc(out, ' ');
    if (*wanted->field != '\0')
        buf_addf(out, "%s : ", wanted->field);
    buf_addc(out, '"');
    for (const char *s = wanted->text; *s != '\0'; s++) {
        if (*s == '"')
            buf_addc(out, '"');
        buf_addc(out, *s);
    }
    buf_addc(out, '"');
    if (wanted->is_prefix)
        buf_adds(out, " *");
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
static int take(const struct wanted *wanted, int64_t now, struct arena *arena, struct search *out,
                struct buf *match, struct buf *without, struct error *err)
{
    if (strcmp(wanted->field, "since") == 0)
        return read_since(wanted->text, now, &out->since_at, err);
    if (strcmp(wanted->field, "topic") == 0)
        out->topic = wanted->text;
    else if (strcmp(wanted->field, "source") == 0)
        out->source = wanted->text;
    else if (has_word(wanted->text) && wanted->is_excluded)
        write_match(without, wanted);
    else if (has_word(wanted->text)) {
        write_match(match, wanted);
        out->words = arena_grow(arena, out->words, out->n_words, sizeof *out->words);
        out->words[out->n_words++] = arena_printf(arena, "%s%s", wanted->text, wanted->is_prefix ? "*" : "");
    }
    return 0;
}

int search_parse(const char *query, int64_t now, struct arena *arena, struct search *out, struct error *err)
{
    struct buf match = BUF_INIT(4 * SEARCH_LIMIT_QUERY), without = BUF_INIT(4 * SEARCH_LIMIT_QUERY);
    struct wanted wanted;
    int rc = 0;
    *out = (struct search){.match = "", .topic = "", .source = "", .since_at = DATE_NONE};
    if (strlen(query) > SEARCH_LIMIT_QUERY)
        return error_set(err, STATUS_USAGE, "the query is longer than %d bytes", SEARCH_LIMIT_QUERY);
    while (rc == 0 && next_wanted(&query, arena, &wanted))
        rc = take(&wanted, now, arena, out, &match, &without, err);
    if (rc == 0 && match.n == 0)
        rc = error_set(err, STATUS_USAGE, "nothing to look for; give at least one word");
    if (without.n > 0)
        out->match = arena_printf(arena, "(%s) NOT (%s)", match.data, without.data);
    else
        out->match = arena_copy(arena, match.data, match.n);
    buf_release(&match);
    buf_release(&without);
    return rc;
}
