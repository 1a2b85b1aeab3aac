#ifndef WEIR_STORE_SEARCH_H
#define WEIR_STORE_SEARCH_H
/*
 * search — finding stored stories by their words, Chinese included.
 *
 *     知识蒸馏 "knowledge distillation" distill* title:BERT author:hinton topic:nlp source:arxiv-* since:30d
 * -whisky
 *
 * Words, phrases in quotes and prefixes must all occur; `-` leaves out; title:, author: look there alone.
 * topic:, source: (a glob, or a title) and since: (a duration or a date) narrow down; topic: may stand alone,
 * for all its stories, the newest first. What makes no difference to words is said in text/tokens.h, and
 * pre-training, pretraining and pre training are one; a run of Chinese, Japanese or Korean characters is
 * found as it stands, from one character on.
 */
#include "weir/store/store.h"

/* One thing to look for: [-][field:]word, [-][field:]"a phrase". */
struct search_word {
    const char *field; /* "title", "author"; "" for everywhere */
    const char *text;
    const char **others; /* other ways to write it, one of which may occur instead; prefixes as it is */
    size_t n_others;
    bool is_quoted;
    bool is_prefix;   /* what begins so */
    bool is_excluded; /* must not occur */
};

/* A query, taken apart. */
struct search {
    struct search_word *words;
    size_t n_words;
    const char *topic;  /* "" for any */
    const char *source; /* its name, `*` and `?` for any characters; "" for any */
    int64_t since_at;   /* first seen then or later; DATE_NONE for ever */
};

#define SEARCH_LIMIT_QUERY   1000 /* bytes */
#define SEARCH_LIMIT_RESULTS 50   /* shown, unless somebody asks for more … */
#define SEARCH_LIMIT_ASKED   1000 /* … and then */
#define SEARCH_LIMIT_OTHERS  24   /* ways to write a word */

/* How many items that match are looked at, the newest: what half of all match is nothing to rank. More where
 * topic: or source: leaves most of them out. */
#define SEARCH_LIMIT_LOOKED   5000
#define SEARCH_LIMIT_FILTERED 20000

/* Reads a query. STATUS_USAGE, with what is wrong, for one that looks for nothing, is too long, or whose
 * since: is no moment. Pure. */
int search_parse(const char *query, int64_t now, struct arena *arena, struct search *out, struct error *err);

enum search_order {
    SEARCH_BEST_FIRST, /* a hit in the title counts most, repetition ever less; then the newest */
    SEARCH_NEWEST_FIRST,
};

/* The stories that match, at most `limit`, of the newest SEARCH_LIMIT_LOOKED items that do (with topic: or
 * source: of the newest SEARCH_LIMIT_FILTERED, whatever their topics and sources). As store_select. */
int store_search(struct store *store, const struct search *search, enum search_order order, size_t limit,
                 struct arena *arena, struct feed *out, struct error *err);

/*
 * What is stored is not found at once: it waits, across restarts too, until somebody calls this, behind a
 * poll and not in it. Makes the next `limit` items that wait (INDEX_LIMIT_SLICE at most) found, in one
 * transaction; `*n` says how many they were: fewer than `limit` when all are done.
 */
int store_index(struct store *store, size_t limit, size_t *n, struct error *err);
#define INDEX_LIMIT_SLICE ((size_t)1000)

/* How many items wait. */
int store_count_unindexed(struct store *store, size_t *n, struct error *err);

#endif
