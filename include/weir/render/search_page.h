#ifndef WEIR_RENDER_SEARCH_PAGE_H
#define WEIR_RENDER_SEARCH_PAGE_H
/*
 * search_page — the form, and what was found.
 */
#include "weir/feed/feed.h"
#include "weir/render/words.h"
#include "weir/text/buf.h"

struct search_page {
    enum language language;
    const char *title; /* of the list */
    const char *timezone;
    const char *query;        /* as it was asked; "" for the empty form */
    const char *fault;        /* what is wrong with it, one line; "" for nothing */
    const struct feed *feed;  /* what was found; categories: topics' term → label */
    const char *const *words; /* to be marked */
    size_t n_words;
};

/* The form alone when the query is "", else with the fault or what was found. */
void search_page_write(const struct search_page *page, struct buf *out);

#endif
