#ifndef WEIR_DISCOVER_VERIFY_H
#define WEIR_DISCOVER_VERIFY_H
/*
 * verify — asks the web what becomes of proposals: a feed by rule is fetched and parsed, a link without a
 * rule is looked behind as `discover` does, and an article of WeChat is asked for its account.
 */
#include "weir/discover/discover.h"
#include "weir/discover/proposals.h"
#include "weir/text/error.h"

#define VERIFY_LIMIT_ARTICLES 100 /* of WeChat, whose host soon asks whether we are human */

/* Replaces the list by what was found; what has no feed says why. Takes as long as its hosts do, and draws
 * progress on a terminal. */
int proposals_verify(struct proposal_list *list, const struct discover_manner *manner, struct arena *arena,
                     struct error *err);

#endif
