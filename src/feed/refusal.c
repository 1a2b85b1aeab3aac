/*
 * refusal — a table of what is sent in the place of feeds.
 */
#include "refusal.h"

#include <string.h>
#include <strings.h>

#define AN_HTML_PAGE "an HTML page; `weir discover` finds the feeds behind it"

static const struct kind {
    const char *root, *is;
} kinds[] = {
    {"html", AN_HTML_PAGE},
    {"head", AN_HTML_PAGE},
    {"title", AN_HTML_PAGE},
    {"meta", AN_HTML_PAGE},
    {"body", AN_HTML_PAGE},
    {"div", AN_HTML_PAGE},
    {"p", AN_HTML_PAGE},
    {"opml", "an OPML list of subscriptions, not one of them"},
    {"OAI-PMH", "an OAI-PMH answer, which is a harvest of records"},
    {"urlset", "a sitemap"},
    {"sitemapindex", "a sitemap"},
    {"rdf:RDF", "RDF without a channel"},
    {"svg", "an SVG picture"},
    {"service", "an Atom service document (RFC 5023)"},
    {"categories", "an Atom category document (RFC 5023)"},
    {"Error", "the error message of a file store"},
};

int refusal(const char *root, const char *s, size_t n, struct error *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcasecmp(kinds[i].root, root) == 0)
            return error_set(err, STATUS_NOT_A_FEED, "no feed but %s", kinds[i].is);
    if (*root != '\0')
        return error_set(err, STATUS_NOT_A_FEED, "no feed but XML with the root element <%.60s>", root);
    size_t space = 0;
    while (space < n && strchr(" \t\r\n", s[space]) != NULL)
        space++;
    if (space == n)
        return error_set(err, STATUS_NOT_A_FEED, "empty");
    return error_set(err, STATUS_NOT_A_FEED, "no feed but text that begins \"%.*s\"",
                     n - space < 40 ? (int)(n - space) : 40, s + space);
}
