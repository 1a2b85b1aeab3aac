#include "weir/publish/subscriptions.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "weir/render/opml.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

#define NAME_LIMIT 40 /* bytes of a section's name: it is typed in `weir status NAME` */

/* What is being imported, and what is there already. */
struct import {
    const struct conf *conf;
    struct arena *arena;
    const char **names; /* given so far */
    size_t n_names, n_known, n_refused;
};

/* "feed:https://…" and "feed://…" are how browsers hand an address to a feed reader. */
static const char *web_address(struct arena *arena, const char *url)
{
    if (strncasecmp(url, "feed://", 7) == 0)
        return arena_printf(arena, "http://%s", url + 7);
    if (strncasecmp(url, "feed:", 5) == 0)
        return url + 5;
    bool is_bare = isalnum((unsigned char)*url) && strchr(url, ':') == NULL && strchr(url, '.') != NULL;
    return is_bare ? arena_printf(arena, "https://%s", url) : url;
}

/* Why feeds.conf cannot take the address; NULL when it can. */
static const char *refuse(const char *url)
{
    if (strchr(url, ' ') != NULL)
        return "there is a space in the address";
    if (!url_is_http(url))
        return "no http or https address";
    if (url_split(url).user.p != NULL)
        return "a password would be published with the address; write a section with user and password-file";
    return NULL;
}

static bool is_known(const struct conf *conf, const char *url)
{
    for (size_t i = 0; conf != NULL && i < conf->n_sources; i++)
        for (size_t k = 0; k < conf->sources[i].n_urls; k++)
            if (strcmp(conf->sources[i].urls[k], url) == 0)
                return true;
    return false;
}

static bool is_taken(const struct import *import, const char *name)
{
    for (size_t i = 0; i < import->n_names; i++)
        if (strcmp(import->names[i], name) == 0)
            return true;
    return import->conf != NULL && conf_source(import->conf, name) != NULL;
}

/* Small letters, letters and digits of any script, one hyphen for all else: "Lil'Log" → "lil-log". */
static char *plain_name(const char *text, struct arena *arena)
{
    struct buf folded = BUF_INIT(FEED_LIMIT_TITLE * 4), name = BUF_INIT(FEED_LIMIT_TITLE * 4);
    utf8_fold(text, strlen(text), &folded);
    for (size_t i = 0; i < folded.n;) {
        uint32_t c;
        size_t length = utf8_next(folded.data + i, folded.n - i, &c);
        if (utf8_is_word(c))
            buf_add(&name, folded.data + i, length);
        else if (name.n > 0 && name.data[name.n - 1] != '-')
            buf_addc(&name, '-');
        i += length;
    }
    size_t n = name.n > 0 ? utf8_prefix(name.data, NAME_LIMIT) : 0;
    while (n > 0 && name.data[n - 1] == '-')
        n--;
    char *copy = arena_copy(arena, name.data, n);
    buf_release(&folded);
    buf_release(&name);
    return copy;
}

static const char *give_name(struct import *import, const char *title, const char *url)
{
    const char *base = plain_name(title, import->arena);
    if (*base == '\0')
        base = plain_name(url_host(import->arena, url), import->arena);
    const char *name = base;
    for (unsigned i = 2; is_taken(import, name); i++)
        name = arena_printf(import->arena, "%s-%u", base, i);
    import->names = arena_grow(import->arena, import->names, import->n_names, sizeof *import->names);
    import->names[import->n_names++] = name;
    return name;
}

/* A comment begins behind white space, and nothing in feeds.conf quotes it. */
static bool can_stand_as_value(const char *title)
{
    if (*title == '\0' || *title == '#' || *title == ';')
        return false;
    return strstr(title, " #") == NULL && strstr(title, " ;") == NULL;
}

static void write_source(struct import *import, const struct opml_feed *s, const char *url, struct buf *out)
{
    buf_addf(out, "\n[source %s]\n", give_name(import, s->title, url));
    if (*s->folder != '\0')
        buf_addf(out, can_stand_as_value(s->folder) ? "group = %s\n" : "# from the folder %s\n", s->folder);
    if (*s->home_page_url != '\0')
        buf_addf(out, "# home page: %s\n", s->home_page_url);
    if (can_stand_as_value(s->title))
        buf_addf(out, "title = %s\n", s->title);
    buf_addf(out, "url   = %s\n", url);
}

void subscriptions_import(const char *name, const struct opml_feed *subscriptions, size_t n,
                          const struct conf *conf, struct arena *arena, struct buf *out)
{
    struct import import = {.conf = conf, .arena = arena};
    struct buf sections = BUF_INIT(BUF_LIMIT_OUTPUT), refused = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; i < n; i++) {
        const char *url = web_address(arena, subscriptions[i].feed_url);
        const char *reason = subscriptions[i].refused != NULL ? subscriptions[i].refused : refuse(url);
        if (reason != NULL) {
            import.n_refused++;
            buf_addf(&refused, "# %s%s%s: %s\n", subscriptions[i].title,
                     *subscriptions[i].title != '\0' && *url != '\0' ? ": " : "", url, reason);
        } else if (is_known(conf, url)) {
            import.n_known++;
        } else {
            write_source(&import, &subscriptions[i], url, &sections);
        }
    }
    buf_addf(out, "# %s: %zu new", name, import.n_names);
    if (import.n_known > 0)
        buf_addf(out, ", %zu already in %s", import.n_known, conf->file);
    if (import.n_refused > 0)
        buf_addf(out, ", %zu that cannot be taken (see the end)", import.n_refused);
    buf_addf(out, "\n%s%s%s", sections.n > 0 ? sections.data : "", refused.n > 0 ? "\n" : "",
             refused.n > 0 ? refused.data : "");
    buf_release(&sections);
    buf_release(&refused);
}

void subscriptions_export(const struct site *site, bool with_private, struct arena *arena, struct buf *out)
{
    const struct conf *conf = site->conf;
    struct opml_source *sources = arena_alloc(arena, (conf->n_sources + 1) * sizeof *sources);
    size_t n = 0;
    for (size_t i = 0; i < conf->n_sources; i++)
        if (with_private || !conf_is_private(&conf->sources[i]))
            sources[n++] = (struct opml_source){.title = site_source_title(site, conf->sources[i].name),
                                                .feed_url = conf->sources[i].urls[0],
                                                .group = conf->sources[i].group,
                                                .home_page_url = site->sources[i].home_page_url};
    opml_write(conf->title, sources, n, out);
}
