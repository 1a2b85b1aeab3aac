#ifndef WEIR_RENDER_STATUS_PAGE_H
#define WEIR_RENDER_STATUS_PAGE_H
/*
 * status_page — the page about the sources: what fails, what fell silent, and the rhythm of each over the
 * last weeks. It tells what moves with content or trouble; when a source is polled next, `weir status` tells.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/render/words.h"
#include "weir/text/buf.h"

/* Weeks of the rhythm, the last one under way. */
#define STATUS_WEEKS 12

struct status_source {
    const char *title, *feed_url, *home_page_url;
    const char *trouble;         /* "failing", "silent", "mirror"; "" when all is well */
    const char *text;            /* why and since when; "" when all is well */
    int64_t new_at;              /* the last new item; DATE_NONE when there was none */
    size_t counts[STATUS_WEEKS]; /* items published a week, oldest first */
};

struct status_page {
    enum language language;
    const char *title; /* of the list */
    const char *timezone;
    bool has_search;                     /* as in struct page */
    const struct status_source *sources; /* in the configuration's order */
    size_t n_sources;
};

/* Failing sources first, then silent ones, then those that a mirror serves, then the rest: as long as the
 * page is short in full, then by their names, at last by their number. */
void status_page_write(const struct status_page *page, struct buf *out);

#endif
