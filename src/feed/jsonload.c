/*
 * jsonload — strict first, then forgiving, then as far as it goes.
 */
#include "jsonload.h"

#include <stdbool.h>
#include <string.h>

#define N_CUTS 3 /* places that are tried from the last one back */

/* Levels whose members are taken out one by one: the root and the lists in it. */
#define N_LEVELS 2

/* Where a document can be cut, and what is open there. */
struct cut {
    size_t at;
    size_t n_open;
    char closing[N_LEVELS];
};

/* Past the string that begins at `i`; `n` when it has no end. */
static size_t pass_string(const char *json, size_t n, size_t i)
{
    for (i++; i < n && json[i] != '"'; i++)
        i += json[i] == '\\';
    return i < n ? i + 1 : n;
}

/* A comma with nothing behind it, as JavaScript allows and JSON does not. */
static void drop_trailing_commas(char *json, size_t n)
{
    size_t comma = n, next;
    for (size_t i = 0; i < n; i = next) {
        char c = json[i];
        next = c == '"' ? pass_string(json, n, i) : i + 1;
        if (c == ' ')
            continue;
        if ((c == '}' || c == ']') && comma < n)
            json[comma] = ' ';
        comma = c == ',' ? i : n;
    }
}

/* The last place before `n` behind a complete member of the first levels. */
static struct cut find_cut(const char *json, size_t n)
{
    struct cut now = {.at = 0}, last = {.at = 0};
    size_t depth = 0, next;
    for (size_t i = 0; i < n; i = next) {
        char c = json[i];
        next = c == '"' ? pass_string(json, n, i) : i + 1;
        if (c == '{' || c == '[') {
            if (depth < N_LEVELS)
                now.closing[depth] = c == '{' ? '}' : ']';
            depth++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                break;
            depth--;
        }
        if (depth == 0 || depth > N_LEVELS || (c != ',' && c != '}' && c != ']'))
            continue;
        now.at = c == ',' ? i : next;
        now.n_open = depth;
        last = now;
    }
    return last;
}

static json_t *load_whole_part(char *json, size_t n, size_t flags)
{
    json_t *root = NULL;
    for (int i = 0; i < N_CUTS && root == NULL; i++) {
        struct cut cut = find_cut(json, n);
        if (cut.at == 0)
            break;
        for (size_t end = cut.at, open = cut.n_open; open > 0;)
            json[end++] = cut.closing[--open];
        json_error_t ignored;
        root = json_loadb(json, cut.at + cut.n_open, flags, &ignored);
        n = cut.at - 1;
    }
    return root;
}

json_t *jsonload(const char *json, size_t n, struct arena *arena, json_error_t *error)
{
    const size_t strict = JSON_ALLOW_NUL, forgiving = strict | JSON_DISABLE_EOF_CHECK;
    error->text[0] = '\0';
    json_t *root = json_loadb(json, n, strict, error);
    if (root != NULL)
        return root;
    char *copy = arena_alloc(arena, n + N_LEVELS + 1);
    for (size_t i = 0; i < n; i++)
        copy[i] = (unsigned char)json[i] < 0x20 ? ' ' : json[i];
    drop_trailing_commas(copy, n);
    json_error_t again;
    root = json_loadb(copy, n, forgiving, &again);
    if (root != NULL)
        return root;
    size_t reached = again.position > 0 && (size_t)again.position < n ? (size_t)again.position : n;
    return load_whole_part(copy, reached, strict);
}
