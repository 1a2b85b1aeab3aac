#ifndef WEIR_STORE_DETAILS_H
#define WEIR_STORE_DETAILS_H
/*
 * details — the lists of an item as compact JSON, one text a row instead of five tables that nothing ever
 * searches.
 *
 *     {"authors":[["name","email","url"]],"categories":[["term","scheme","label"]],…}
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"

#define DETAILS_LIMIT ((size_t)64 << 20) /* of JSON an item; the parser's limits keep it far below */

/* Appends authors, contributors, categories, links, origin, arxiv and id_is_permalink; what is empty is left
 * out. */
void details_write(const struct item *item, struct buf *out);

/* Fills them again; what is no such JSON leaves them empty. */
void details_read(const char *json, struct arena *arena, struct item *out);

/* The matched terms of a hit: [["term","field",boost],…]. */
void terms_write(const struct hit *hit, struct buf *out);
void terms_read(const char *json, struct arena *arena, struct hit *out);

#endif
