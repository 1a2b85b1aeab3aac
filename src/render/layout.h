#ifndef WEIR_RENDER_LAYOUT_H
#define WEIR_RENDER_LAYOUT_H
/*
 * layout — the frame that all pages share: head, way home, feeds.
 */
#include <stdbool.h>

#include "weir/render/words.h"
#include "weir/text/buf.h"

struct layout {
    enum language language;
    const char *title; /* of the page, for the browser's tab */
    const char *home;  /* title of the list, leading back to the index */
    const char *root;  /* relative path to the published root */
    const char *feed;  /* address of the page's feed under the root, without extension: "feed", "topics/kd" */
    bool has_search;   /* there is a /search */
    bool has_json;     /* the feed stands there as JSON Feed too */
};

/* From <!doctype> to the end of the page's header, and the end of the page. */
void layout_open(const struct layout *layout, struct buf *out);
void layout_close(struct buf *out);

/* <a href> with its text escaped; the text alone when `href` is "". */
void layout_link(struct buf *out, const char *href, const char *text);

#endif
