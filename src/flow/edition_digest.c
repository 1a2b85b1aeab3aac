/*
 * edition_digest — the sections, counts and troubles of a day or a week.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "trends.h"
#include "trouble.h"
#include "weir/flow/edition.h"

/* How much a second source, and a day's age in a week, count beside the score. */
#define WEIGHT_SOURCES   0.15
#define WEIGHT_FRESHNESS 0.1

/* A story beside its rank within the section. */
struct ranked {
    struct item *item;
    double rank;
};

/* The score, then (in logarithm) how many sources brought it, then how new it is in the span. */
static double rank_of(const struct item *item, const struct span *span)
{
    double freshness = (double)(item->first_seen_at - span->from_at) / (double)(span->to_at - span->from_at);
    return item->hits[0].score + WEIGHT_SOURCES * log2(1 + (double)item->n_also) +
           WEIGHT_FRESHNESS * freshness;
}

/* Best first; the uid makes the order total. */
static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank > y->rank ? -1 : 1;
    return strcmp(x->item->uid, y->item->uid);
}

/* The stories of the span whose best topic it is, best first. */
static void fill_section(struct digest_section *section, const struct feed *feed, const struct span *span,
                         struct arena *arena)
{
    struct ranked *ranked = NULL;
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        struct item *item = &feed->items[i];
        if (item->n_hits == 0 || item->first_seen_at < span->from_at ||
            strcmp(item->hits[0].topic, section->topic) != 0)
            continue;
        ranked = arena_grow(arena, ranked, n, sizeof *ranked);
        ranked[n++] = (struct ranked){item, rank_of(item, span)};
    }
    if (n == 0)
        return;
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    section->items = arena_alloc(arena, n * sizeof(struct item *));
    section->n_items = n;
    for (size_t i = 0; i < n; i++)
        section->items[i] = ranked[i].item;
}

/* All topics in the list's order; most are empty. */
static struct digest_section *fill_sections(const struct edition *edition, const struct feed *feed,
                                            const struct span *span, struct arena *arena)
{
    struct digest_section *sections = arena_alloc(arena, (edition->n_topics + 1) * sizeof *sections);
    for (size_t i = 0; i < edition->n_topics; i++) {
        const struct edition_topic *entry = &edition->topics[i];
        sections[i] = (struct digest_section){
            .topic = entry->topic->name, .title = entry->topic->title, .depth = entry->depth};
        fill_section(&sections[i], feed, span, arena);
    }
    return sections;
}

/* Keeps the sections that hold a story and the ones that they stand under. */
static size_t drop_empty_sections(struct digest_section *sections, size_t n)
{
    size_t n_kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_kept = sections[i].n_items > 0;
        for (size_t k = i + 1; k < n && sections[k].depth > sections[i].depth; k++)
            is_kept = is_kept || sections[k].n_items > 0;
        if (is_kept)
            sections[n_kept++] = sections[i];
    }
    return n_kept;
}

static void find_troubles(const struct edition *edition, int64_t at, struct arena *arena, struct digest *out)
{
    for (size_t i = 0; i < edition->conf->n_sources; i++) {
        struct digest_trouble trouble = trouble_of(edition, i, at, arena);
        if (*trouble.kind == '\0')
            continue;
        out->n_failing += strcmp(trouble.kind, "failing") == 0;
        out->n_silent += strcmp(trouble.kind, "silent") == 0;
        out->troubles = arena_grow(arena, out->troubles, out->n_troubles, sizeof *out->troubles);
        out->troubles[out->n_troubles++] = trouble;
    }
}

/* The week of the digest and those before it, oldest first. */
static void find_weeks(const struct conf *conf, const struct span *span,
                       struct span weeks[DIGEST_TREND_WEEKS])
{
    weeks[DIGEST_TREND_WEEKS - 1] = *span;
    for (size_t i = DIGEST_TREND_WEEKS - 1; i > 0; i--)
        weeks[i - 1] = civil_week(conf->timezone, weeks[i].from_at - 1);
}

int edition_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err)
{
    struct edition edition;
    struct store_counts counts;
    struct span weeks[DIGEST_TREND_WEEKS];
    struct feed *feed = arena_alloc(arena, sizeof *feed);
    int64_t at = span->to_at < now ? span->to_at : now;
    struct edition_shelf shelf = {
        .path = "digest",
        .page = "",
        .title = conf->title,
        .query = {
            .any_topic = true, .from_at = span->from_at, .to_at = span->to_at, .without_backfill = true}};
    *out = (struct digest){.title = conf->title, .span = *span, .timezone = conf->timezone};
    if (span->is_week) {
        find_weeks(conf, span, weeks);
        shelf.query.from_at = weeks[0].from_at;
    }
    if (edition_open(store, conf, at, arena, &edition, err) < 0 ||
        store_count(store, span->from_at, span->to_at, &counts, err) < 0 ||
        edition_feed(&edition, &shelf, arena, feed, err) < 0)
        return -1;
    out->n_items = counts.n_items;
    out->n_stories = counts.n_stories;
    out->n_matched = counts.n_matched;
    out->sections = fill_sections(&edition, feed, span, arena);
    out->n_sections = drop_empty_sections(out->sections, edition.n_topics);
    out->topics = edition.categories;
    out->n_topics = conf->n_topics;
    if (span->is_week)
        trends_find(feed, weeks, out->topics, out->n_topics, arena, out);
    find_troubles(&edition, at, arena, out);
    return 0;
}
