#include "weir/text/links.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define SPACE " \t\r\n"

struct slice {
    const char *p;
    size_t n;
};

/* A parameter's value behind its `=`, quoted or not; `*p` moves behind it. */
static struct slice read_value(const char **p)
{
    struct slice value;
    if (**p != '"') {
        value = (struct slice){*p, strcspn(*p, SPACE ";,")};
        *p += value.n;
        return value;
    }
    value.p = ++*p;
    while (**p != '\0' && **p != '"')
        *p += **p == '\\' && (*p)[1] != '\0' ? 2 : 1;
    value.n = (size_t)(*p - value.p);
    *p += **p == '"';
    return value;
}

static bool has_word(struct slice words, const char *word)
{
    const char *end = words.p + words.n;
    for (const char *p = words.p; p < end;) {
        size_t n = strcspn(p, SPACE);
        n = n < (size_t)(end - p) ? n : (size_t)(end - p);
        if (n == strlen(word) && strncasecmp(p, word, n) == 0)
            return true;
        p += n < (size_t)(end - p) ? n + 1 : n;
    }
    return false;
}

/* Reads the parameters up to the next link: is one of them `rel` with that relation? The first rel counts. */
static bool read_parameters(const char **p, const char *relation)
{
    bool has_rel = false, matches = false;
    while (**p != '\0' && **p != ',') {
        *p += strspn(*p, SPACE ";");
        struct slice name = {*p, strcspn(*p, SPACE "=;,")};
        *p += name.n;
        *p += strspn(*p, SPACE);
        if (**p != '=')
            continue;
        ++*p;
        *p += strspn(*p, SPACE);
        struct slice value = read_value(p);
        if (!has_rel && name.n == 3 && strncasecmp(name.p, "rel", 3) == 0) {
            has_rel = true;
            matches = has_word(value, relation);
        }
    }
    return matches;
}

char *links_find(struct arena *arena, const char *field, const char *relation)
{
    for (const char *p = field; *p != '\0';) {
        p += strspn(p, SPACE ",");
        const char *close = *p == '<' ? strchr(p, '>') : NULL;
        struct slice target = {p + 1, close != NULL ? (size_t)(close - p - 1) : 0};
        if (close != NULL)
            p = close + 1;
        if (read_parameters(&p, relation) && close != NULL)
            return arena_copy(arena, target.p, target.n);
    }
    return NULL;
}
