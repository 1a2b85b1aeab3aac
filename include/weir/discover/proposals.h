#ifndef WEIR_DISCOVER_PROPOSALS_H
#define WEIR_DISCOVER_PROPOSALS_H
/*
 * proposals — the sources behind a reading list's links, as text for feeds.conf.
 *
 * What sites of a known kind do is a rule (candidates.h): by rule nothing is fetched, and what is proposed is
 * a good guess. discover/verify.h asks the web. What has no feed is listed as a comment, with the reason.
 * Pure.
 *
 *     proposals_gather(&reading, &arena, &list);
 *     proposals_verify(&list, user_agent, &arena);      with --online
 *     proposals_write(&list, &arena, &out);
 */
#include "weir/discover/wechat.h"
#include "weir/list/reading.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* A feed, an account or a host, and how many links led to it. */
struct proposal {
    const char *feed; /* "" when there is none */
    const char *host;
    const char **links; /* the first for most; of WeChat's articles every one, since any may be of another
                           account */
    size_t n_links;
    const char *title;  /* of the first link's entry */
    const char *reason; /* why there is no feed; "" when nobody knows */
    const char *seen;   /* what was found when it was asked: "Atom 1.0, 10 items"; "" when it was not */
    struct wechat_account account; /* name NULL: none */
};

struct proposal_list {
    struct proposal *proposals;
    size_t n;
};

/* What the rules say of the links, in their order. In `arena`. */
void proposals_gather(const struct reading *reading, struct arena *arena, struct proposal_list *out);

/* Appends a `[source …]` section for each feed, in the order of the links; those of WeChat's accounts with
 * mirrors to fill in, commented out; then what has no feed. */
void proposals_write(const struct proposal_list *list, struct arena *arena, struct buf *out);

#endif
