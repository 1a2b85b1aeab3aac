/*
 * person — name and mail address out of one string.
 */
#include "person.h"

#include <string.h>

static bool is_outer(char c)
{
    return c != '\0' && strchr(" \t\r\n<>()\"", c) != NULL;
}

static const char *trimmed(struct arena *arena, const char *s, size_t n)
{
    while (n > 0 && is_outer(*s)) {
        s++;
        n--;
    }
    while (n > 0 && is_outer(s[n - 1]))
        n--;
    return arena_copy(arena, s, n);
}

/* An address as far as feeds are concerned: word@word.word, among the separators that feeds put around it. */
static bool find_email(const char *s, size_t *start, size_t *n)
{
    static const char separators[] = " \t\r\n<>()\"',;:[]&";
    for (const char *at = strchr(s, '@'); at != NULL; at = strchr(at + 1, '@')) {
        const char *from = at, *to = at + 1 + strcspn(at + 1, separators);
        while (from > s && strchr(separators, from[-1]) == NULL)
            from--;
        if (from < at && memchr(at, '.', (size_t)(to - at)) != NULL &&
            memchr(at + 1, '@', (size_t)(to - at - 1)) == NULL) {
            *start = (size_t)(from - s);
            *n = (size_t)(to - from);
            return true;
        }
    }
    return false;
}

struct person person_parse(struct arena *arena, const char *s)
{
    struct person person = {.name = "", .email = "", .url = ""};
    size_t start, n;
    if (!find_email(s, &start, &n)) {
        person.name = arena_strdup(arena, s);
        return person;
    }
    person.email = arena_copy(arena, s + start, n);
    const char *before = trimmed(arena, s, start),
               *after = trimmed(arena, s + start + n, strlen(s + start + n));
    size_t mailto = strlen(before) >= 7 ? strlen(before) - 7 : 0;
    if (strcmp(before + mailto, "mailto:") == 0)
        before = trimmed(arena, before, mailto);
    person.name = *before != '\0' ? before : after;
    return person;
}
