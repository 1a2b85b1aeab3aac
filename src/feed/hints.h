#ifndef WEIR_FEED_HINTS_H
#define WEIR_FEED_HINTS_H
/*
 * hints — how often the publisher wishes to be asked: RSS 2.0 <ttl>, <skipHours>, <skipDays>,
 * mod_syndication.
 */
#include "reading.h"

struct feed_hints hints_read(struct reading *r, const struct node *channel);

#endif
