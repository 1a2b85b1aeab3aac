#include "trends.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define THIS_WEEK (DIGEST_TREND_WEEKS - 1)

/* One topic or term in one story. */
struct sighting {
    const char *label;
    bool is_term;
    size_t week;
};

struct rising {
    struct digest_trend trend;
    double deviations;
};

/* Terms behind topics, so that a term that is called like its topic is told once. */
static int by_label(const void *a, const void *b)
{
    const struct sighting *x = a, *y = b;
    int order = strcmp(x->label, y->label);
    return order != 0 ? order : (int)x->is_term - (int)y->is_term;
}

static int strongest_first(const void *a, const void *b)
{
    const struct rising *x = a, *y = b;
    if (x->deviations != y->deviations)
        return x->deviations > y->deviations ? -1 : 1;
    return strcmp(x->trend.label, y->trend.label);
}

static size_t week_of(const struct span weeks[DIGEST_TREND_WEEKS], int64_t at)
{
    size_t week = 0;
    while (week < DIGEST_TREND_WEEKS && !(at >= weeks[week].from_at && at < weeks[week].to_at))
        week++;
    return week;
}

static const char *topic_title(const struct category *topics, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(topics[i].term, name) == 0)
            return topics[i].label;
    }
    return name;
}

/* All topics and terms of all stories; a term of two topics counts once in a story. */
static size_t find_sightings(const struct feed *feed, const struct span weeks[DIGEST_TREND_WEEKS],
                             const struct category *topics, size_t n_topics, struct arena *arena,
                             struct sighting **out)
{
    size_t n = 0;
    *out = NULL;
    for (size_t i = 0; i < feed->n_items; i++) {
        const struct item *item = &feed->items[i];
        size_t week = week_of(weeks, item->first_seen_at), n_before = n;
        for (size_t h = 0; h < item->n_hits && week < DIGEST_TREND_WEEKS; h++) {
            *out = arena_grow(arena, *out, n, sizeof **out);
            (*out)[n++] = (struct sighting){topic_title(topics, n_topics, item->hits[h].topic), false, week};
            for (size_t t = 0; t < item->hits[h].n_terms; t++) {
                const char *term = item->hits[h].terms[t].term;
                size_t k = n_before;
                while (k < n && !((*out)[k].is_term && strcmp((*out)[k].label, term) == 0))
                    k++;
                if (k < n)
                    continue;
                *out = arena_grow(arena, *out, n, sizeof **out);
                (*out)[n++] = (struct sighting){term, true, week};
            }
        }
    }
    return n;
}

/* The first week that has stories; weir may not have been there before. */
static size_t first_week(const struct sighting *sightings, size_t n)
{
    size_t first = THIS_WEEK;
    for (size_t i = 0; i < n; i++)
        first = sightings[i].week < first ? sightings[i].week : first;
    return first;
}

static double deviations_of(const size_t counts[DIGEST_TREND_WEEKS], size_t first)
{
    double mean = 0;
    for (size_t week = first; week < THIS_WEEK; week++)
        mean += (double)counts[week] / (double)(THIS_WEEK - first);
    return ((double)counts[THIS_WEEK] - mean) / sqrt(mean + 1);
}

void trends_find(const struct feed *feed, const struct span weeks[DIGEST_TREND_WEEKS],
                 const struct category *topics, size_t n_topics, struct arena *arena, struct digest *digest)
{
    struct sighting *sightings;
    struct rising *found = NULL;
    size_t n = find_sightings(feed, weeks, topics, n_topics, arena, &sightings), n_found = 0;
    digest->n_trends = 0;
    size_t first = first_week(sightings, n);
    if (first + TRENDS_LEAST_WEEKS > THIS_WEEK)
        return;
    qsort(sightings, n, sizeof *sightings, by_label);
    for (size_t from = 0, to; from < n; from = to) {
        struct rising rising = {.trend = {.label = sightings[from].label}};
        for (to = from; to < n && strcmp(sightings[to].label, sightings[from].label) == 0; to++) {
            if (sightings[to].is_term == sightings[from].is_term)
                rising.trend.counts[sightings[to].week]++;
        }
        rising.deviations = deviations_of(rising.trend.counts, first);
        if (rising.trend.counts[THIS_WEEK] < TRENDS_LEAST || rising.deviations < TRENDS_DEVIATIONS)
            continue;
        found = arena_grow(arena, found, n_found, sizeof *found);
        found[n_found++] = rising;
    }
    if (n_found == 0)
        return;
    qsort(found, n_found, sizeof *found, strongest_first);
    digest->n_trends = n_found < TRENDS_LIMIT ? n_found : TRENDS_LIMIT;
    struct digest_trend *trends = arena_alloc(arena, digest->n_trends * sizeof *trends);
    for (size_t i = 0; i < digest->n_trends; i++)
        trends[i] = found[i].trend;
    digest->trends = trends;
}
