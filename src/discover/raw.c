#include "weir/discover/raw.h"

#include <stdbool.h>
#include <string.h>

#include "weir/text/url.h"

/*
 * A host; what stands in the path between a project and the reference of a page of its files, of its folders;
 * and where the raw text is: $p is the project, $f the reference and the path of the file.
 */
static const struct rule {
    const char *host, *file, *folder, *raw;
    const char *newest; /* the reference that a project's page shows */
} rules[] = {
    {"github.com", "/blob/", "/tree/", "https://raw.githubusercontent.com/$p/$f", "HEAD"},
    {"gitlab.com", "/-/blob/", "/-/tree/", "https://gitlab.com/$p/-/raw/$f", "HEAD"},
    {"gitee.com", "/blob/", "/tree/", "https://gitee.com/$p/raw/$f", "master"},
    {"codeberg.org", "/src/", "/src/", "https://codeberg.org/$p/raw/$f", "branch/main"},
    {"bitbucket.org", "/src/", "/src/", "https://bitbucket.org/$p/raw/$f", "HEAD"},
};

#define README "/README.md"

static const struct rule *find_rule(const char *url, struct arena *arena)
{
    const char *host = url_host(arena, url);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(host, rules[i].host) == 0 ||
            (strncmp(host, "www.", 4) == 0 && strcmp(host + 4, rules[i].host) == 0))
            return &rules[i];
    return NULL;
}

/* The path without the slashes at its ends. */
static char *trimmed(struct url_part path, struct arena *arena)
{
    while (path.n > 0 && path.p[0] == '/')
        path.p++, path.n--;
    while (path.n > 0 && path.p[path.n - 1] == '/')
        path.n--;
    return arena_copy(arena, path.n > 0 ? path.p : "", path.n);
}

static const char *fill(const struct rule *rule, const char *project, const char *file, struct arena *arena)
{
    const char *p = strstr(rule->raw, "$p"), *f = strstr(rule->raw, "$f");
    return arena_printf(arena, "%.*s%s%.*s%s", (int)(p - rule->raw), rule->raw, project, (int)(f - p - 2),
                        p + 2, file);
}

static bool is_document(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    return slash != NULL && dot != NULL && dot > slash;
}

const char *raw_address(const char *url, struct arena *arena)
{
    const struct rule *rule = find_rule(url, arena);
    if (rule == NULL)
        return arena_strdup(arena, url);
    char *path = trimmed(url_split(url).path, arena);
    char *file = strstr(path, rule->file), *folder = strstr(path, rule->folder);
    char *slash = strchr(path, '/');
    if (file != NULL && is_document(file)) {
        *file = '\0';
        return fill(rule, path, file + strlen(rule->file), arena);
    }
    if (folder != NULL) {
        *folder = '\0';
        return fill(rule, path, arena_printf(arena, "%s%s", folder + strlen(rule->folder), README), arena);
    }
    bool is_project =
        slash != NULL && (strchr(slash + 1, '/') == NULL || strcmp(rule->host, "gitlab.com") == 0);
    if (!is_project || strstr(path, "/raw/") != NULL || strstr(path, "/-/") != NULL)
        return arena_strdup(arena, url);
    return fill(rule, path, arena_printf(arena, "%s%s", rule->newest, README), arena);
}
