#include "weir/discover/verify.h"

#include <ev.h>
#include <string.h>

#include "weir/discover/discover.h"
#include "weir/fetch/fetch.h"
#include "weir/system/log.h"

static void append(struct proposal_list *list, struct proposal proposal, struct arena *arena)
{
    list->proposals = arena_grow(arena, list->proposals, list->n, sizeof *list->proposals);
    list->proposals[list->n++] = proposal;
}

/* The feed that was found, unless another link led there, too. */
static void append_feed(struct proposal_list *list, struct proposal proposal, const struct discovered *found,
                        struct arena *arena)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->proposals[i].feed, found->url) == 0) {
            list->proposals[i].n_links += proposal.n_links;
            return;
        }
    proposal.feed = found->url;
    proposal.seen = arena_printf(arena, "%s, %zu item%s: %s", found->format, found->n_items,
                                 found->n_items == 1 ? "" : "s", found->title);
    append(list, proposal, arena);
}

/* Looks behind the feed by rule, then behind the link itself. */
static void verify_feed(struct proposal_list *list, struct proposal proposal,
                        const struct discover_manner *manner, struct arena *arena)
{
    struct discovered *found;
    struct error err = {0};
    size_t n = 0;
    int rc = -1;
    if (*proposal.feed != '\0')
        rc = discover(proposal.feed, manner, arena, &found, &n, &err);
    if (rc < 0)
        rc = discover(proposal.links[0], manner, arena, &found, &n, &err);
    if (rc == 0) {
        append_feed(list, proposal, &found[0], arena);
        return;
    }
    proposal.feed = "";
    proposal.reason = arena_strdup(arena, err.text);
    append(list, proposal, arena);
}

/* Articles of WeChat that are being asked for their accounts. */
struct articles {
    struct arena *arena;
    struct proposal_list *list;
    size_t n_unknown; /* that do not say */
    const char *why;  /* the first of them does not */
};

struct article {
    struct articles *all;
    const char *link, *title;
};

static void note_account(struct articles *all, const struct article *article,
                         const struct wechat_account *account)
{
    struct proposal_list *list = all->list;
    for (size_t i = 0; i < list->n; i++) {
        const char *name = list->proposals[i].account.name;
        if (name != NULL && strcmp(name, account->name) == 0) {
            list->proposals[i].n_links++;
            return;
        }
    }
    const char **links = arena_alloc(all->arena, sizeof *links);
    links[0] = article->link;
    append(list,
           (struct proposal){.feed = "",
                             .host = "mp.weixin.qq.com",
                             .links = links,
                             .n_links = 1,
                             .title = "",
                             .reason = "",
                             .seen = "",
                             .account = *account},
           all->arena);
}

static void on_article(const struct fetch_response *response, void *arg)
{
    const struct article *article = arg;
    struct articles *all = article->all;
    struct wechat_account account;
    if (response->outcome == FETCH_OK &&
        wechat_read_account(response->body, response->body_n, all->arena, &account)) {
        note_account(all, article, &account);
        return;
    }
    if (all->n_unknown++ == 0)
        all->why = response->outcome == FETCH_OK
                       ? "the page names no account: it is gone, or asks whether we are human"
                       : arena_strdup(all->arena, response->error);
}

static int verify_articles(struct proposal_list *list, struct proposal proposal,
                           const struct discover_manner *manner, struct arena *arena, struct error *err)
{
    struct articles all = {.arena = arena, .list = list};
    struct fetch *fetch;
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    if (loop == NULL)
        return error_set(err, STATUS_SOFTWARE, "no event loop: the system gives none");
    int rc = fetch_new(loop, &fetch_limits_default, manner->user_agent, &fetch, err);
    if (rc == 0) {
        size_t n = proposal.n_links < VERIFY_LIMIT_ARTICLES ? proposal.n_links : VERIFY_LIMIT_ARTICLES;
        struct article *articles = arena_alloc(arena, n * sizeof *articles);
        for (size_t i = 0; i < n; i++) {
            articles[i] = (struct article){.all = &all, .link = proposal.links[i]};
            const struct fetch_request request = {
                .url = proposal.links[i], .allow_private = manner->allow_private, .is_hearsay = true};
            fetch_start(fetch, &request, on_article, &articles[i]);
        }
        while (fetch_n_pending(fetch) > 0)
            ev_run(loop, EVRUN_ONCE);
        fetch_free(fetch);
    }
    ev_loop_destroy(loop);
    if (rc == 0 && all.n_unknown > 0) {
        proposal.n_links = all.n_unknown;
        proposal.reason = all.why;
        append(list, proposal, arena);
    }
    return rc;
}

int proposals_verify(struct proposal_list *list, const struct discover_manner *manner, struct arena *arena,
                     struct error *err)
{
    struct proposal_list found = {0};
    int rc = 0;
    for (size_t i = 0; i < list->n && rc == 0; i++) {
        const struct proposal *proposal = &list->proposals[i];
        log_progress("%zu of %zu: %s", i + 1, list->n, proposal->host);
        if (wechat_is_article(proposal->links[0]))
            rc = verify_articles(&found, *proposal, manner, arena, err);
        else if (*proposal->reason != '\0')
            append(&found, *proposal, arena);
        else
            verify_feed(&found, *proposal, manner, arena);
    }
    log_progress_end();
    *list = found;
    return rc;
}
