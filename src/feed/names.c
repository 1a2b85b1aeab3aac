/*
 * names — namespaces as they are met: right, misspelt, undeclared.
 */
#include "xmltree.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

struct namespace
{
    enum vocabulary vocabulary;
    const char *uri; /* without scheme, www. and the last / or # */
};

/* Right ones first within a vocabulary, then those that real feeds use instead. */
static const struct namespace namespaces[] = {
    {VOC_ATOM, "w3.org/2005/atom"},
    {VOC_ATOM, "purl.org/atom/ns"}, /* 0.3 */
    {VOC_ATOM, "purl.org/atom/0.3"},
    {VOC_ATOM, "purl.org/atom"},
    {VOC_ATOM, "example.com/newformat"}, /* 0.2, printed in its draft */
    {VOC_ATOM, "example.com/necho"},
    {VOC_ATOM, "purl.org/echo"},
    {VOC_ATOM, "uri/of/echo/namespace"},
    {VOC_ATOM, "purl.org/pie"},
    {VOC_ATOM, "ietf.org/html.charters/atompub-charter.html"},
    {VOC_DC, "purl.org/dc/elements/1.1"},
    {VOC_DC, "purl.org/dc/elements/1.0"},
    {VOC_DC, "purl.org/dc/elements"},
    {VOC_DC, "purl.org/rss/1.0/modules/dc"},
    {VOC_CONTENT, "purl.org/rss/1.0/modules/content"},
    {VOC_CONTENT, "purl.org/rss/1.0/modules/content/encoded"},
    {VOC_XHTML, "w3.org/1999/xhtml"},
    {VOC_XHTML, "w3.org/tr/xhtml1"},
    {VOC_MEDIA, "search.yahoo.com/mrss"},
    {VOC_MEDIA, "video.search.yahoo.com/mrss"},
    {VOC_MEDIA, "api.maven.com/mrss"},
    {VOC_MEDIA, "tools.search.yahoo.com/mrss"},
    {VOC_MEDIA, "rssboard.org/media-rss"},
    {VOC_ITUNES, "itunes.com/dtds/podcast-1.0.dtd"},
    {VOC_ITUNES, "example.com/dtds/podcast-1.0.dtd"},
    {VOC_ITUNES, "itunes.apple.com/dtds/podcast-1.0.dtd"},
    {VOC_ITUNES, "itunes.com/dtds/podcast"},
    {VOC_GOOGLEPLAY, "google.com/schemas/play-podcasts/1.0"},
    {VOC_GOOGLEPLAY, "google.com/schemas/play-podcasts/1.0/play-podcasts.xsd"},
    {VOC_RDF, "w3.org/1999/02/22-rdf-syntax-ns"},
    {VOC_RSS, "purl.org/rss/1.0"},
    {VOC_RSS, "purl.org/net/rss1.1"},
    {VOC_RSS, "my.netscape.com/rdf/simple/0.9"}, /* 0.90 */
    {VOC_RSS, "channel.netscape.com/rdf/simple/0.9"},
    {VOC_RSS, "my.netscape.com/publish/formats/rss-0.91.dtd"},
    {VOC_RSS, "backend.userland.com/rss"},
    {VOC_RSS, "backend.userland.com/rss2"},
    {VOC_RSS, "backend.userland.com/rss091"},
    {VOC_RSS, "blogs.law.harvard.edu/tech/rss"},
    {VOC_RSS, "cyber.law.harvard.edu/rss"},
    {VOC_RSS, "cyber.law.harvard.edu/rss/rss.html"},
    {VOC_RSS, "rssboard.org/rss-specification"},
    {VOC_DCTERMS, "purl.org/dc/terms"},
    {VOC_SY, "purl.org/rss/1.0/modules/syndication"},
    {VOC_ARXIV, "arxiv.org/schemas/atom"},
    {VOC_FEEDBURNER, "rssnamespace.org/feedburner/ext/1.0"},
    {VOC_CC, "backend.userland.com/creativecommonsrssmodule"},
    {VOC_CC, "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html"},
    {VOC_CC, "web.resource.org/cc"},
    {VOC_CC, "creativecommons.org/ns"},
    {VOC_WFW, "wellformedweb.org/commentapi"},
    {VOC_ADMIN, "webns.net/mvcb"},
    {VOC_XML, "w3.org/xml/1998/namespace"},
};

/* What a prefix means when nobody declared it. */
static const struct {
    const char *prefix;
    enum vocabulary vocabulary;
} customary[] = {
    {"dc", VOC_DC},
    {"dcterms", VOC_DCTERMS},
    {"content", VOC_CONTENT},
    {"media", VOC_MEDIA},
    {"itunes", VOC_ITUNES},
    {"atom", VOC_ATOM},
    {"atom10", VOC_ATOM},
    {"a10", VOC_ATOM},
    {"xhtml", VOC_XHTML},
    {"sy", VOC_SY},
    {"arxiv", VOC_ARXIV},
    {"feedburner", VOC_FEEDBURNER},
    {"creativecommons", VOC_CC},
    {"cc", VOC_CC},
    {"wfw", VOC_WFW},
    {"googleplay", VOC_GOOGLEPLAY},
    {"admin", VOC_ADMIN},
    {"rdf", VOC_RDF},
    {"rss", VOC_RSS},
};

static bool starts_with(const char *s, const char *start)
{
    return strncasecmp(s, start, strlen(start)) == 0;
}

enum vocabulary names_of_uri(const char *uri)
{
    uri += strspn(uri, " \t\r\n");
    if (starts_with(uri, "http://"))
        uri += strlen("http://");
    else if (starts_with(uri, "https://"))
        uri += strlen("https://");
    if (starts_with(uri, "www."))
        uri += strlen("www.");
    size_t n = strlen(uri);
    while (n > 0 && strchr("/# \t\r\n", uri[n - 1]) != NULL)
        n--;
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        if (strncasecmp(uri, namespaces[i].uri, n) == 0 && namespaces[i].uri[n] == '\0' && n > 0)
            return namespaces[i].vocabulary;
    return VOC_OTHER;
}

/* `core` for a name without a prefix. */
static enum vocabulary of_prefix(const char *prefix, enum vocabulary core)
{
    if (prefix == NULL)
        return core;
    for (size_t i = 0; i < sizeof customary / sizeof *customary; i++)
        if (strcasecmp(prefix, customary[i].prefix) == 0)
            return customary[i].vocabulary;
    return VOC_OTHER;
}

static enum vocabulary find_vocabulary(const struct names *names, const char *prefix, const char *uri)
{
    if (uri == NULL)
        return of_prefix(prefix, names->core);
    enum vocabulary found = names_of_uri(uri);
    return found == VOC_OTHER && prefix == NULL ? names->core : found;
}

/* libxml2 2.9 loses bytes of a name that goes over the end of what it has read: such a name may end amid a
 * character. */
static char *copy_name(struct arena *arena, const char *local)
{
    size_t n = strlen(local);
    if (utf8_valid(local, n))
        return arena_copy(arena, local, n);
    struct buf whole = BUF_INIT(3 * n + 3);
    utf8_repair(local, n, &whole);
    char *copy = arena_copy(arena, whole.data, whole.n);
    buf_release(&whole);
    return copy;
}

static struct kind *new_kind(struct names *names, const char *local, const char *prefix, const char *uri)
{
    struct kind *kind = arena_alloc(names->arena, sizeof *kind);
    kind->local = copy_name(names->arena, local);
    char *name = arena_strdup(names->arena, kind->local);
    for (char *c = name; *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c | 0x20);
    kind->name = name;
    kind->has_prefix = prefix != NULL;
    kind->key[0] = local;
    kind->key[1] = prefix;
    kind->key[2] = uri;
    kind->vocabulary = find_vocabulary(names, prefix, uri);
    names->has_base |= kind->vocabulary == VOC_XML && strcmp(name, "base") == 0;
    names->has_language |= kind->vocabulary == VOC_XML && strcmp(name, "lang") == 0;
    return kind;
}

struct kind *names_kind(struct names *names, const char *local, const char *prefix, const char *uri)
{
    uintptr_t sum = (uintptr_t)local + 3 * (uintptr_t)prefix + 5 * (uintptr_t)uri;
    struct kind **cached = &names->cached[(sum ^ sum >> 8) % NAMES_N_CACHED];
    const struct kind *kind = *cached;
    if (kind == NULL || kind->key[0] != local || kind->key[1] != prefix || kind->key[2] != uri)
        *cached = new_kind(names, local, prefix, uri);
    return *cached;
}
