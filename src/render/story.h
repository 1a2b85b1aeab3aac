#ifndef WEIR_RENDER_STORY_H
#define WEIR_RENDER_STORY_H
/*
 * story — one story as HTML, the same on every page: title, who and where, the beginning of its text with the
 * matched terms marked, topics, and unfolded on request why it is here and where else it was seen.
 */
#include <stdbool.h>

#include "weir/feed/feed.h"
#include "weir/render/words.h"
#include "weir/text/buf.h"

struct story_frame {
    enum language language;
    const char *root;              /* relative path to the published root */
    const char *topic;             /* the one under which it stands, not named again; "" for none */
    const char *heading;           /* element of the title: "h3" */
    const struct category *topics; /* term → label */
    size_t n_topics;
    const char *const *sought; /* what was searched for, marked beside the matched terms */
    size_t n_sought;
    bool has_buttons; /* to keep and to dismiss: weir serves the page, and knows who asks */
    bool images;      /* are shown; else they are links */
    bool is_compact;  /* title and facts alone */
    const char *day;  /* shown beside the source; "" where the page is by day */
};

void story_write(const struct story_frame *frame, const struct item *item, struct buf *out);

#endif
