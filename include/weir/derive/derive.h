#ifndef WEIR_DERIVE_DERIVE_H
#define WEIR_DERIVE_DERIVE_H
/*
 * derive — what a reading list says its topics are, as text for feeds.conf.
 *
 * Headings become topics; their words, the glossary's names for them, and the phrases of the entries under
 * them become terms, each with a boost that says how sure it makes us. How common a phrase is elsewhere comes
 * from the lists themselves, from background items (the store, feed documents), and from a table that weir
 * carries. The result is plain text in the language of topic.h, with a comment that says where the terms came
 * from. The same input gives the same bytes.
 *
 *     struct derive_input input = {.lists = lists, .n_lists = 1};
 *     derive_topics(&input, &arena, &out, err);
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/text/error.h"

struct derive_list {
    const char *name; /* for messages */
    const char *text; /* Markdown; of a glossary, the lines of glossary_check.h */
    size_t n;
};

struct derive_input {
    const struct derive_list *lists;
    size_t n_lists;
    const struct derive_list *glossaries; /* the user's, added to the one that weir carries */
    size_t n_glossaries;
    const struct feed *const *background; /* ordinary items of the stream */
    size_t n_background;
};

/* Items of the background that are read; the first ones. */
#define DERIVE_LIMIT_BACKGROUND 20000

/* Appends `[topic …]` sections. Fails with STATUS_NOT_A_FEED when no list has a heading with entries under
 * it. */
int derive_topics(const struct derive_input *input, struct arena *arena, struct buf *out, struct error *err);

#endif
