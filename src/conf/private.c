/* What of a source's addresses must not leave feeds.conf. */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "weir/conf/conf.h"
#include "weir/text/url.h"

/* Names of query parameters that hold tokens: whole, or at the end ("access_token"). */
static const char *const secret_names[] = {"code", "auth", "pass", "pwd", "sid", "sig", "session"};
static const char *const secret_ends[] = {"token", "secret",    "password", "passwd",
                                          "key",   "signature", "sessionid"};

static bool ends_with(struct url_part name, const char *end, bool is_whole)
{
    size_t n = strlen(end);
    return (is_whole ? name.n == n : name.n >= n) && strncasecmp(name.p + name.n - n, end, n) == 0;
}

static bool is_secret_name(struct url_part name)
{
    bool is_it = false;
    for (size_t i = 0; i < sizeof secret_names / sizeof *secret_names; i++)
        is_it = is_it || ends_with(name, secret_names[i], true);
    for (size_t i = 0; i < sizeof secret_ends / sizeof *secret_ends; i++)
        is_it = is_it || ends_with(name, secret_ends[i], false);
    return is_it;
}

static bool has_token(const char *address)
{
    struct url url = url_split(address);
    bool found = url.user.p != NULL;
    const char *end = url.query.p != NULL ? url.query.p + url.query.n : NULL;
    for (const char *p = url.query.p; p != NULL && p < end && !found;) {
        size_t n_name = 0, n_left = (size_t)(end - p);
        while (n_name < n_left && p[n_name] != '=' && p[n_name] != '&')
            n_name++;
        found = is_secret_name((struct url_part){p, n_name});
        const char *next = memchr(p, '&', n_left);
        p = next != NULL ? next + 1 : NULL;
    }
    return found;
}

/* A host of the user's own network: a literal address of RFC 1918, 4193, 6598 or 3927, or a name that only
 * such a network knows (RFC 6761, 6762, 8375). */
static bool is_private_host(const char *address)
{
    static const char *const names[] = {"localhost", ".localhost", ".local",
                                        ".lan",      ".internal",  ".home.arpa"};
    struct arena arena;
    struct in_addr v4;
    struct in6_addr v6;
    arena_init(&arena);
    const char *host = url_host(&arena, address);
    struct url_part part = {host, strlen(host)};
    bool is_it = strchr(host, '.') == NULL && strchr(host, ':') == NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        is_it = is_it || ends_with(part, names[i], names[i][0] != '.');
    if (inet_pton(AF_INET, host, &v4) == 1) {
        uint32_t a = ntohl(v4.s_addr);
        is_it = a >> 24 == 10 || a >> 24 == 127 || a >> 20 == 0xAC1 || a >> 16 == 0xC0A8 ||
                a >> 16 == 0xA9FE || a >> 22 == 0x191;
    } else if (inet_pton(AF_INET6, host, &v6) == 1) {
        is_it = IN6_IS_ADDR_LOOPBACK(&v6) || IN6_IS_ADDR_LINKLOCAL(&v6) || (v6.s6_addr[0] & 0xFE) == 0xFC;
    }
    arena_release(&arena);
    return is_it;
}

bool conf_is_private(const struct source *source)
{
    bool is_it = source->is_private;
    for (size_t i = 0; i < source->n_urls; i++)
        is_it = is_it || has_token(source->urls[i]) || is_private_host(source->urls[i]);
    return is_it;
}

/* Every place of `secret` in the text becomes `instead`. */
static const char *replace(const char *text, const char *secret, const char *instead, struct arena *arena)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *at;
    size_t n = strlen(secret);
    if (n == 0 || strstr(text, secret) == NULL)
        return text;
    for (; (at = strstr(text, secret)) != NULL; text = at + n) {
        buf_add(&out, text, (size_t)(at - text));
        buf_adds(&out, instead);
    }
    buf_adds(&out, text);
    const char *result = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return result;
}

/* An address without who logs in and without its query. */
static const char *without_token(const char *address, struct arena *arena)
{
    struct url url = url_split(address);
    return arena_printf(arena, "%.*s://%.*s%s%.*s%.*s%s", (int)url.scheme.n, url.scheme.p, (int)url.host.n,
                        url.host.p, url.port.p != NULL ? ":" : "", (int)url.port.n,
                        url.port.p != NULL ? url.port.p : "", (int)url.path.n,
                        url.path.p != NULL ? url.path.p : "", url.query.p != NULL ? "?…" : "");
}

const char *conf_published_text(const struct source *source, const char *text, struct arena *arena)
{
    for (size_t i = 0; i < source->n_urls && conf_is_private(source); i++) {
        text = replace(text, source->urls[i], "its address", arena);
        text = replace(text, without_token(source->urls[i], arena), "its address", arena);
        text = replace(text, url_host(arena, source->urls[i]), "its host", arena);
    }
    return text;
}

const char *conf_logged_text(const struct source *source, const char *text, struct arena *arena)
{
    if (source->is_private)
        return conf_published_text(source, text, arena);
    for (size_t i = 0; i < source->n_urls; i++)
        if (has_token(source->urls[i]))
            text = replace(text, source->urls[i], without_token(source->urls[i], arena), arena);
    return text;
}
