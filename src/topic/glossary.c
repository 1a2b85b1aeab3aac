#include "glossary.h"

#include <string.h>

#include "fold.h"

void glossary_init(struct glossary *glossary, struct arena *arena)
{
    *glossary = (struct glossary){.arena = arena};
    vocabulary_init(&glossary->keys, arena);
}

static void add_name(struct glossary *g, const char *key, const char *text, bool is_related)
{
    uint32_t n_before = g->keys.n, k = vocabulary_add(&g->keys, key, strlen(key));
    if (k == n_before) {
        g->entries = arena_grow(g->arena, g->entries, n_before, sizeof *g->entries);
        g->entries[k] = (struct glossary_names){0};
    }
    struct glossary_names *entry = &g->entries[k];
    entry->names = arena_grow(g->arena, entry->names, entry->n, sizeof *entry->names);
    entry->names[entry->n++] = (struct glossary_name){.text = text, .is_related = is_related};
}

/* Folded and without borders: what a phrase is looked up by. */
static const char *key_of(const char *name, struct folded *folded, struct arena *arena)
{
    fold_text(name, strlen(name), FOLD_PLAIN, folded);
    size_t n = folded->text.n;
    const char *p = folded->text.data;
    while (n > 0 && *p == ' ')
        p++, n--;
    while (n > 0 && p[n - 1] == ' ')
        n--;
    return arena_copy(arena, p, n);
}

#define LIMIT_NAMES 16 /* of one kind in one line */

/* The names of one column. */
static size_t split(const char *s, size_t n, const char **names, struct arena *arena)
{
    size_t n_names = 0;
    for (size_t at = 0; at < n && n_names < LIMIT_NAMES;) {
        const char *comma = memchr(s + at, ',', n - at);
        size_t end = comma ? (size_t)(comma - s) : n, from = at, to = end;
        while (from < to && s[from] == ' ')
            from++;
        while (to > from && s[to - 1] == ' ')
            to--;
        if (to > from)
            names[n_names++] = arena_copy(arena, s + from, to - from);
        at = end + 1;
    }
    return n_names;
}

/* Each name of the line leads to the others; of the related ones, acronyms do. */
static void add_line(struct glossary *g, const char *line, size_t n, struct folded *folded)
{
    const char *names[3][LIMIT_NAMES];
    size_t n_names[3] = {0};
    for (int column = 0; column < 3 && n > 0; column++) {
        const char *tab = memchr(line, '\t', n);
        size_t width = tab ? (size_t)(tab - line) : n;
        n_names[column] = split(line, width, names[column], g->arena);
        line += tab ? width + 1 : width;
        n -= tab ? width + 1 : width;
    }
    for (int column = 0; column < 3; column++)
        for (size_t i = 0; i < n_names[column]; i++) {
            const char *name = names[column][i];
            if (column == 2 && *name != '=')
                continue;
            const char *key = key_of(name, folded, g->arena);
            for (int other = 0; other < 3; other++)
                for (size_t k = 0; k < n_names[other]; k++)
                    if (names[other][k] != name)
                        add_name(g, key, names[other][k], other == 2);
        }
}

void glossary_add(struct glossary *glossary, const char *text, size_t n)
{
    struct folded folded;
    folded_init(&folded, 100000);
    for (size_t at = 0; at < n;) {
        const char *newline = memchr(text + at, '\n', n - at);
        size_t end = newline ? (size_t)(newline - text) : n;
        if (end > at && text[at] != '#')
            add_line(glossary, text + at, end - at, &folded);
        at = end + 1;
    }
    folded_release(&folded);
}

const struct glossary_names *glossary_find(const struct glossary *glossary, const char *key, size_t n)
{
    uint32_t k = vocabulary_find(&glossary->keys, key, n);
    return k == VOCABULARY_NONE ? NULL : &glossary->entries[k];
}
