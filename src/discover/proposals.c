#include "weir/discover/proposals.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "weir/discover/candidates.h"
#include "weir/text/url.h"

/* Hosts whose feeds cannot be told from a link. */
static const struct known {
    const char *host, *reason;
} known[] = {
    {"mp.weixin.qq.com", "an article's address does not name its account; its page does: --online asks it"},
    {"arxiv.org",
     "a paper does not name its category: https://rss.arxiv.org/rss/cs.CL and its like are the feeds"},
    {"zhuanlan.zhihu.com", "an article does not name its column, and there is no feed but through a bridge"},
    {"openreview.net", "there is no feed"},
    {"aclanthology.org", "one feed for all papers would be too much"},
    {"aclweb.org", "papers have moved to aclanthology.org, where one feed for all would be too much"},
    {"doi.org", "it only leads elsewhere"},
};

static const char *plain_host(struct arena *arena, const char *url)
{
    const char *host = url_host(arena, url);
    return host + (strncmp(host, "www.", 4) == 0 ? 4 : 0);
}

static const char *reason_for(const char *host)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(host, known[i].host) == 0)
            return known[i].reason;
    return "";
}

/* "https://github.com/someone": thanks, not reading. */
static bool is_person(const char *host, const char *url)
{
    struct url_part path = url_split(url).path;
    return strcmp(host, "github.com") == 0 && (path.n < 2 || memchr(path.p + 1, '/', path.n - 1) == NULL);
}

static void count_link(struct proposal *proposal, const char *link, struct arena *arena)
{
    bool is_kept = proposal->n_links == 0 || wechat_is_article(link);
    if (is_kept) {
        proposal->links = arena_grow(arena, proposal->links, proposal->n_links, sizeof *proposal->links);
        proposal->links[proposal->n_links] = link;
    }
    proposal->n_links++;
}

static void add_link(struct proposal_list *list, const struct list_entry *entry, struct arena *arena)
{
    size_t n = 0;
    struct proposal p = {
        .feed = "", .host = plain_host(arena, entry->url), .title = entry->title, .seen = ""};
    if (*p.host == '\0' || is_person(p.host, entry->url))
        return;
    p.reason = reason_for(p.host);
    const char **feeds = *p.reason ? NULL : candidates_by_rule(entry->url, arena, &n);
    if (n > 0)
        p.feed = feeds[0];
    for (size_t i = 0; i < list->n; i++) {
        struct proposal *other = &list->proposals[i];
        if (strcmp(other->feed, p.feed) == 0 && (*p.feed || strcmp(other->host, p.host) == 0)) {
            count_link(other, entry->url, arena);
            return;
        }
    }
    count_link(&p, entry->url, arena);
    list->proposals = arena_grow(arena, list->proposals, list->n, sizeof *list->proposals);
    list->proposals[list->n++] = p;
}

void proposals_gather(const struct reading *reading, struct arena *arena, struct proposal_list *out)
{
    *out = (struct proposal_list){0};
    for (size_t i = 0; i < reading->n_entries; i++)
        add_link(out, &reading->entries[i], arena);
}

/* "github-com-owner-repo": of the host and the feed's path, without what all feeds are called. */
static const char *name_of(const struct proposal *p, struct arena *arena)
{
    struct buf name = BUF_INIT(200);
    struct url_part path = url_split(p->feed).path;
    char *text = arena_printf(arena, "%s%.*s", p->host, (int)path.n, path.p ? path.p : "");
    static const char *const ends[] = {"/releases.atom", "/feed.xml", "/feed/", "/feed",
                                       ".atom",          ".rss",      "/rss"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(text), end = strlen(ends[i]);
        if (n > end && strcmp(text + n - end, ends[i]) == 0)
            text[n - end] = '\0';
    }
    for (const char *c = text; *c; c++) {
        bool is_word = isalnum((unsigned char)*c) || *c == '_' || (unsigned char)*c >= 0x80;
        if (is_word || (name.n > 0 && name.data[name.n - 1] != '-'))
            buf_addc(&name, is_word ? *c : '-');
    }
    const char *copy = arena_copy(arena, name.data, name.n);
    buf_release(&name);
    return copy;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void write_links(const struct proposal *p, struct buf *out)
{
    buf_addf(out, "# %zu link%s, the first: %s\n", p->n_links, plural(p->n_links),
             *p->title ? p->title : p->links[0]);
}

static void write_feed(const struct proposal *p, struct arena *arena, struct buf *out)
{
    buf_addf(out, "%s[source %s]\n", out->n > 0 ? "\n" : "", name_of(p, arena));
    write_links(p, out);
    if (*p->seen)
        buf_addf(out, "# asked: %s\n", p->seen);
    buf_addf(out, "url = %s\n", p->feed);
}

/* WeChat has no feeds, so which mirror it is to be is the user's to say. */
static void write_account(const struct proposal *p, struct buf *out)
{
    const struct wechat_account *account = &p->account;
    buf_addf(out, "%s# [source %s]\n", out->n > 0 ? "\n" : "", account->name);
    write_links(p, out);
    if (*account->id)
        buf_addf(out, "# the account's id: %s\n", account->id);
    buf_addf(out, "# title  = %s\n", account->name);
    if (*account->number)
        buf_addf(out, "# url    = http://127.0.0.1:4000/feeds/MP_WXS_%s.atom      (a WeWe-RSS of your own)\n",
                 account->number);
    if (*account->biz)
        buf_addf(out, "# mirror = https://RSSHUB/freewechat/profile/%s\n", account->biz);
    buf_adds(out, "# mirror = https://wechat2rss.xlab.app/feed/….xml      (its list has the account's)\n");
}

static void write_without(const struct proposal *p, struct buf *out)
{
    buf_addf(out, "# %s (%zu link%s): ", p->host, p->n_links, plural(p->n_links));
    if (*p->reason)
        buf_addf(out, "%s\n", p->reason);
    else
        buf_addf(out, "see what `weir discover %s` finds\n", p->links[0]);
}

void proposals_write(const struct proposal_list *list, struct arena *arena, struct buf *out)
{
    bool any = false;
    for (size_t i = 0; i < list->n; i++) {
        const struct proposal *p = &list->proposals[i];
        if (*p->feed)
            write_feed(p, arena, out);
        else if (p->account.name != NULL)
            write_account(p, out);
    }
    for (size_t i = 0; i < list->n; i++) {
        const struct proposal *p = &list->proposals[i];
        if (*p->feed || p->account.name != NULL)
            continue;
        if (!any)
            buf_addf(out, "%s# No feed is known for these:\n", out->n > 0 ? "\n" : "");
        any = true;
        write_without(p, out);
    }
}
