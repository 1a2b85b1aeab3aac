#include "weir/story/mention.h"

#include <string.h>

#include "arxiv_id.h"
#include "weir/story/identity.h"

/* How texts write it, behind "arxiv" in any case. */
static const char *const leads[] = {".org/abs/", ".org/pdf/", ".org/html/", ":", ": ", "："};

static size_t lead_length(const char *s)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (strncmp(s, leads[i], strlen(leads[i])) == 0) {
            size_t n = strlen(leads[i]);
            return s[n] == ' ' ? n + 1 : n;
        }
    return 0;
}

const char *mention_paper(struct arena *arena, const struct item *item)
{
    const char *html = item->content_html[0] != '\0' ? item->content_html : item->summary_html;
    const char *end = html + strnlen(html, MENTION_LIMIT_HTML), *paper = "";
    int version;

    if (item->arxiv.id[0] != '\0')
        return "";
    for (const char *p = html; (p = strcasestr(p, "arxiv")) != NULL && p < end;) {
        const char *id;
        size_t n;
        p += strlen("arxiv");
        n = lead_length(p);
        if (n == 0 || arxiv_id_take(arena, p + n, &id, &version) == 0)
            continue;
        if (paper[0] != '\0' && strcmp(paper, id) != 0)
            return "";
        paper = id;
    }
    if (paper[0] == '\0' || identity_arxiv(arena, item->url, &version)[0] != '\0')
        return "";
    return arena_printf(arena, "arxiv:%s", paper);
}
