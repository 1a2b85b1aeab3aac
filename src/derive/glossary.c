#include "glossary.h"

#include <string.h>

#include "weir/text/tokens.h"

void glossary_init(struct glossary *glossary, struct arena *arena)
{
    *glossary = (struct glossary){.arena = arena};
    vocabulary_init(&glossary->keys, arena);
}

static struct glossary_names *find_or_add(struct glossary *g, const char *key)
{
    uint32_t n_before = g->keys.n, k = vocabulary_add(&g->keys, key, strlen(key));
    if (k == n_before) {
        g->entries = arena_grow(g->arena, g->entries, n_before, sizeof *g->entries);
        g->entries[k] = (struct glossary_names){0};
    }
    return &g->entries[k];
}

static void add_name(struct glossary *g, const char *key, const char *text, bool is_related)
{
    struct glossary_names *entry = find_or_add(g, key);
    for (size_t i = 0; i < entry->n; i++)
        if (strcmp(entry->names[i].text, text) == 0) {
            entry->names[i].is_related = is_related;
            return;
        }
    if (entry->n == GLOSSARY_LIMIT_OTHERS)
        return;
    entry->names = arena_grow(g->arena, entry->names, entry->n, sizeof *entry->names);
    entry->names[entry->n++] = (struct glossary_name){.text = text, .is_related = is_related};
}

/* What a phrase is looked up by. */
static const char *key_of(const char *name, struct tokens *tokens, struct arena *arena)
{
    tokens_read(tokens, name, strlen(name), TOKENS_FOLDED);
    return arena_copy(arena, tokens->text.data, tokens->text.n);
}

/* Bytes of a comma at `s`, which has `n`: the ideographic ones serve, too. */
static size_t comma_at(const char *s, size_t n)
{
    static const char *const commas[] = {",", "\xEF\xBC\x8C", "\xE3\x80\x81"}; /* , ， 、 */
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        size_t length = strlen(commas[i]);
        if (length <= n && memcmp(s, commas[i], length) == 0)
            return length;
    }
    return 0;
}

/* The names of one column. */
static void split(const char *s, size_t n, size_t column, struct arena *arena, struct glossary_line *out)
{
    for (size_t at = 0, comma = 0; at < n; at += comma) {
        size_t from = at, *n_names = &out->n_names[column];
        while (at < n && (comma = comma_at(s + at, n - at)) == 0)
            at++;
        size_t to = at;
        while (from < to && s[from] == ' ')
            from++;
        while (to > from && s[to - 1] == ' ')
            to--;
        if (to > from && (*n_names == GLOSSARY_LIMIT_NAMES || to - from > GLOSSARY_LIMIT_NAME))
            out->is_too_long = true;
        else if (to > from)
            out->names[column][(*n_names)++] = arena_copy(arena, s + from, to - from);
    }
}

bool glossary_next_line(const char *text, size_t n, size_t *at, struct arena *arena,
                        struct glossary_line *out)
{
    *out = (struct glossary_line){0};
    if (*at >= n)
        return false;
    const char *line = text + *at, *newline = memchr(line, '\n', n - *at);
    size_t left = newline ? (size_t)(newline - line) : n - *at;
    if (*at == 0 && left >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) /* spreadsheets write it */
        line += 3, left -= 3, *at = 3;
    *at += left + 1;
    left -= left > 0 && line[left - 1] == '\r';
    if (left == 0 || *line == '#')
        return true;
    for (const char *end = line + left; line <= end; out->n_columns++) {
        const char *tab = memchr(line, '\t', (size_t)(end - line)), *stop = tab ? tab : end;
        if (out->n_columns < GLOSSARY_COLUMNS)
            split(line, (size_t)(stop - line), out->n_columns, arena, out);
        line = stop + 1;
    }
    return true;
}

/* Each name of the line leads to the others; of the related ones, acronyms do. */
static void add_line(struct glossary *g, const struct glossary_line *line, struct tokens *tokens)
{
    for (int column = 0; column < GLOSSARY_COLUMNS; column++)
        for (size_t i = 0; i < line->n_names[column]; i++) {
            const char *name = line->names[column][i];
            if (column == 2 && *name != '=')
                continue;
            const char *key = key_of(name, tokens, g->arena);
            for (int other = 0; other < GLOSSARY_COLUMNS; other++)
                for (size_t k = 0; k < line->n_names[other]; k++)
                    if (line->names[other][k] != name)
                        add_name(g, key, line->names[other][k], other == 2);
        }
}

void glossary_add(struct glossary *glossary, const char *text, size_t n)
{
    struct tokens tokens;
    struct glossary_line line;
    tokens_init(&tokens, 100000);
    for (size_t at = 0; glossary_next_line(text, n, &at, glossary->arena, &line);)
        add_line(glossary, &line, &tokens);
    tokens_release(&tokens);
}

const struct glossary_names *glossary_find(const struct glossary *glossary, const char *key, size_t n)
{
    uint32_t k = vocabulary_find(&glossary->keys, key, n);
    return k == VOCABULARY_NONE ? NULL : &glossary->entries[k];
}
