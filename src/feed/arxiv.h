#ifndef WEIR_FEED_ARXIV_H
#define WEIR_FEED_ARXIV_H
/*
 * arxiv — what arXiv's daily feeds and its query API say of a paper (info.arxiv.org/help/rss_specifications,
 * …/help/api/user-manual): the fields of its namespace, ids, and its habits.
 */
#include "gather.h"

/*
 * Completes an item out of what was gathered: finds id and version in its id or address, and takes "arXiv:…
 * Announce Type: … Abstract:" off the summary. Leaves others alone.
 */
void arxiv_complete(struct arena *arena, struct item *item);

/* Of a paper's authors in one element, its own or the feed's, makes several: "Ann Ek (MIT), Bo Li" is two
 * people and a place. */
void arxiv_split_authors(struct arena *arena, struct item *item);

#endif
