/*
 * jsonload — slices by counting brackets; a tree strictly, then forgivingly, then as far as it goes.
 */
#include "jsonload.h"

#include <stdint.h>
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

size_t json_cost(struct json_slice json)
{
    size_t cost = 0, next;
    for (size_t i = 0; i < json.n; i = next) {
        char c = json.s[i];
        next = c == '"' ? pass_string(json.s, json.n, i) : i + 1;
        cost += c == '"' ? 96 + next - i : c == '{' ? 240 : c == '[' ? 120 : c == ',' ? 48 : 0;
    }
    return cost;
}

static size_t pass_space(struct json_slice json, size_t i)
{
    while (i < json.n && memchr(" \t\r\n", json.s[i], 4) != NULL)
        i++;
    return i;
}

/* Past the value at `i`, whatever its brackets are. */
static size_t pass_value(struct json_slice json, size_t i)
{
    size_t depth = 0;
    while (i < json.n) {
        char c = json.s[i];
        if (depth == 0 && (c == ',' || c == ']' || c == '}'))
            break;
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        i = c == '"' ? pass_string(json.s, json.n, i) : i + 1;
    }
    return i;
}

bool json_find_items(struct json_slice json, struct json_slice *items)
{
    size_t i = pass_space(json, 0), n_found = 0;
    if (i == json.n || json.s[i] != '{')
        return false;
    for (i++; (i = pass_space(json, i)) < json.n && json.s[i] == '"'; i++) {
        size_t name = i, colon = pass_space(json, pass_string(json.s, json.n, i));
        if (colon >= json.n || json.s[colon] != ':')
            return false;
        size_t value = pass_space(json, colon + 1);
        i = pass_value(json, value);
        if (json.n - name > 7 && memcmp(json.s + name, "\"items\"", 7) == 0) {
            if (++n_found > 1 || i == json.n || json.s[value] != '[')
                return false;
            size_t end = i;
            while (end > value + 1 && json.s[end - 1] != ']')
                end--;
            if (end == value + 1)
                return false;
            *items = (struct json_slice){json.s + value + 1, end - value - 2};
        }
        if (i == json.n || json.s[i] != ',')
            break;
    }
    return n_found == 1;
}

bool json_next(struct json_slice *list, struct json_slice *element)
{
    size_t start = pass_space(*list, 0), end = pass_value(*list, start);
    *element = (struct json_slice){list->s + start, end - start};
    if (start == list->n) {
        list->n = 0;
        return false;
    }
    bool more = end < list->n && list->s[end] == ',';
    if (end == start || (end < list->n && !more) || (more && pass_space(*list, end + 1) == list->n))
        return false;
    *list = (struct json_slice){list->s + end + more, list->n - end - more};
    return true;
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
