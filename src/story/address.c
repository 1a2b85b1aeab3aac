#include "address.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "percent.h"
#include "punycode.h"
#include "tracking.h"
#include "weir/text/buf.h"
#include "weir/text/url.h"

/* Hosts that are one site. */
static const struct {
    const char *alias, *host;
} host_aliases[] = {
    {"hf.co", "huggingface.co"},      {"twitter.com", "x.com"},
    {"dx.doi.org", "doi.org"},        {"youtube-nocookie.com", "youtube.com"},
    {"old.reddit.com", "reddit.com"}, {"new.reddit.com", "reddit.com"},
    {"np.reddit.com", "reddit.com"},
};

/* Sites that read the first segments of a path without regard to case. */
static const struct {
    const char *hosts;
    int n_segments;
} caseless[] = {{"github.com gitlab.com", 2}};

/* Labels in front of a host that serve the same pages in another dress. */
static const char *const dresses[] = {"www.", "m.", "mobile.", "amp.", "wap."};

static const char *const index_files[] = {"index.html", "index.htm", "index.php"};

/* Takes one dress off when a name with a dot remains: "m.example.org", but not "m.org". */
static const char *host_undress(const char *host)
{
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++) {
        size_t n = strlen(dresses[i]);
        if (strncmp(host, dresses[i], n) == 0 && strchr(host + n, '.'))
            return host + n;
    }
    return host;
}

const char *address_host(struct arena *arena, struct url_part part)
{
    struct buf out = BUF_INIT(ADDRESS_LIMIT_BYTES);
    const char *host, *wiki;

    while (part.n > 0 && part.p[part.n - 1] == '.')
        part.n--;
    for (size_t at = 0; at <= part.n;) {
        const char *dot = memchr(part.p + at, '.', part.n - at);
        size_t n = dot ? (size_t)(dot - part.p) - at : part.n - at;
        if (at > 0)
            buf_addc(&out, '.');
        punycode_add_label(part.p + at, n, &out);
        at += n + 1;
    }
    host = host_undress(host_undress(arena_copy(arena, out.data, out.n)));
    buf_release(&out);
    wiki = strstr(host, ".m.wiki");
    if (wiki)
        host = arena_printf(arena, "%.*s%s", (int)(wiki - host), host, wiki + 2);
    for (size_t i = 0; i < sizeof host_aliases / sizeof *host_aliases; i++)
        if (strcmp(host, host_aliases[i].alias) == 0)
            return host_aliases[i].host;
    return host;
}

static bool ends_with(const char *s, size_t n, const char *tail)
{
    size_t n_tail = strlen(tail);

    return n >= n_tail && strncasecmp(s + n - n_tail, tail, n_tail) == 0;
}

/* Is the last segment an article's (2026/11/20, long-slug-of-words), so that "/amp" below it is its AMP form
 * and no page about amplifiers? */
static bool is_article(const char *path, size_t n)
{
    size_t start = n, n_hyphens = 0, n_digits = 0;

    while (start > 0 && path[start - 1] != '/')
        start--;
    for (size_t i = start; i < n; i++) {
        n_hyphens += path[i] == '-';
        n_digits += path[i] >= '0' && path[i] <= '9';
    }
    return n_hyphens >= 2 || n_digits > 0;
}

/* The path without session id, AMP, index file and slash at its end. */
static char *path_canonical(struct arena *arena, struct url_part part)
{
    char *path = percent_normal_path(arena, part);
    char *session = strcasestr(path, ";jsessionid=");
    size_t n;

    if (session)
        *session = '\0';
    n = strlen(path);
    for (size_t i = 0; i < sizeof index_files / sizeof *index_files; i++) {
        size_t n_file = strlen(index_files[i]);
        if (ends_with(path, n, index_files[i]) && path[n - n_file - 1] == '/') {
            n -= n_file;
            break;
        }
    }
    while (n > 1 && path[n - 1] == '/')
        n--;
    if (ends_with(path, n, "/amp") && is_article(path, n - 4))
        n -= 4;
    else if (ends_with(path, n, ".amp.html"))
        n = (size_t)(stpcpy(path + n - 9, ".html") - path);
    path[n] = '\0';
    return path;
}

static void path_fold(const char *host, char *path)
{
    for (size_t i = 0; i < sizeof caseless / sizeof *caseless; i++) {
        int n = 0;
        if (!host_is_among(host, caseless[i].hosts))
            continue;
        for (char *p = path; *p != '\0' && (n += *p == '/') <= caseless[i].n_segments; p++)
            *p = (char)tolower((unsigned char)*p);
    }
}

/* A parameter's name without the "amp;" that unescaping too few times left in front. */
static struct url_part without_amp(struct url_part name)
{
    while (name.n >= 4 && strncasecmp(name.p, "amp;", 4) == 0) {
        name.p += 4;
        name.n -= 4;
    }
    return name;
}

static void read_params(struct arena *arena, struct url_part query, struct address *out)
{
    for (size_t at = 0; at < query.n;) {
        const char *p = query.p + at, *end = memchr(p, '&', query.n - at);
        size_t n = end ? (size_t)(end - p) : query.n - at;
        const char *equals = memchr(p, '=', n);
        struct url_part name = {.p = p, .n = equals ? (size_t)(equals - p) : n};
        struct url_part value = {.p = equals ? equals + 1 : "", .n = equals ? n - name.n - 1 : 0};

        at += n + 1;
        name = without_amp(name);
        if (name.n == 0 || tracking_is(out->host, name, value))
            continue;
        out->params = arena_grow(arena, out->params, out->n_params, sizeof *out->params);
        out->params[out->n_params++] = (struct address_param){
            .name = percent_normal(arena, name), .value = equals ? percent_normal(arena, value) : NULL};
    }
}

static bool part_is(struct url_part part, const char *s)
{
    return part.n == strlen(s) && strncasecmp(part.p, s, part.n) == 0;
}

/* Resolved, so that dot segments and stray white space are gone; too long an address is cut. */
static const char *address_bounded(struct arena *arena, const char *text)
{
    const char *target = url_resolve(arena, "", text);

    return strlen(target) > ADDRESS_LIMIT_BYTES ? arena_copy(arena, target, ADDRESS_LIMIT_BYTES) : target;
}

bool address_parse(struct arena *arena, const char *text, struct address *out)
{
    struct url url = url_split(address_bounded(arena, text));
    bool https = part_is(url.scheme, "https");
    char *path;

    memset(out, 0, sizeof *out);
    if ((!https && !part_is(url.scheme, "http")) || url.host.n == 0)
        return false;
    out->host = address_host(arena, url.host);
    out->port = url.port.n == 0 || part_is(url.port, https ? "443" : "80")
                    ? ""
                    : arena_copy(arena, url.port.p, url.port.n);
    path = path_canonical(arena, url.path);
    path_fold(out->host, path);
    out->path = path;
    read_params(arena, url.query, out);
    out->fragment = "";
    if (url.fragment.n > 1 && (url.fragment.p[0] == '!' || url.fragment.p[0] == '/'))
        out->fragment = percent_normal(arena, url.fragment);
    return true;
}

const char *address_param(const struct address *address, const char *name)
{
    for (size_t i = 0; i < address->n_params; i++)
        if (strcasecmp(address->params[i].name, name) == 0)
            return address->params[i].value ? address->params[i].value : "";
    return NULL;
}

char *address_write(struct arena *arena, const struct address *address)
{
    struct buf out = BUF_INIT(4 * ADDRESS_LIMIT_BYTES);
    char *copy;

    buf_addf(&out, "https://%s%s%s%s", address->host, address->port[0] ? ":" : "", address->port,
             address->path);
    for (size_t i = 0; i < address->n_params; i++) {
        const struct address_param *param = &address->params[i];
        buf_addf(&out, "%c%s", i == 0 ? '?' : '&', param->name);
        if (param->value)
            buf_addf(&out, "=%s", param->value);
    }
    if (address->fragment[0] != '\0')
        buf_addf(&out, "#%s", address->fragment);
    copy = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return copy;
}
