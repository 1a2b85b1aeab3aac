#ifndef WEIR_FEED_READERS_H
#define WEIR_FEED_READERS_H
/*
 * readers — the functions that the tables of fields.c name: each reads one element that does not compete, and
 * adds what it says to the lists.
 */
#include "gather.h"

/* atom.c: RFC 4287 and its drafts */
void atom_author(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void atom_contributor(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void atom_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void atom_link(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void atom_source(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void atom_out_of_line(struct reading *r, const struct node *node, struct gathered *g, size_t rank);

/* rss.c: RSS 0.9x to 2.0 */
void rss_author(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void rss_contributor(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void rss_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void rss_enclosure(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void rss_source(struct reading *r, const struct node *node, struct gathered *g, size_t rank);

/* modules.c: the vocabularies that live in other formats */
void media_content(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void media_group(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void media_credit(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void keywords(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void itunes_category(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void itunes_owner(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void itunes_duration(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void license_link(struct reading *r, const struct node *node, struct gathered *g, size_t rank);
void comments_feed(struct reading *r, const struct node *node, struct gathered *g, size_t rank);

/* arxiv.c */
void arxiv_field(struct reading *r, const struct node *node, struct gathered *g, size_t rank);

#endif
