/*
 * edition_digest — the sections, counts and troubles of a day or a week.
 */
#include <stdlib.h>
#include <string.h>

#include "weir/flow/edition.h"
#include "weir/flow/health.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

/* Best first: the score, then how many sources brought it, then the newest; the uid makes the order total. */
static int compare_stories(const void *a, const void *b)
{
    const struct item *x = *(struct item *const *)a, *y = *(struct item *const *)b;
    double x_score = x->n_hits > 0 ? x->hits[0].score : 0, y_score = y->n_hits > 0 ? y->hits[0].score : 0;
    if (x_score != y_score)
        return x_score > y_score ? -1 : 1;
    if (x->n_also != y->n_also)
        return x->n_also > y->n_also ? -1 : 1;
    if (x->published_at != y->published_at)
        return x->published_at > y->published_at ? -1 : 1;
    return strcmp(x->uid, y->uid);
}

/* All topics with their stories, in the list's order; most are empty. */
static struct digest_section *fill_sections(const struct edition *edition, const struct feed *feed,
                                            struct arena *arena)
{
    struct digest_section *sections = arena_alloc(arena, (edition->n_topics + 1) * sizeof *sections);
    for (size_t i = 0; i < edition->n_topics; i++) {
        const struct edition_topic *entry = &edition->topics[i];
        struct digest_section *section = &sections[i];
        *section = (struct digest_section){
            .topic = entry->topic->name, .title = entry->topic->title, .depth = entry->depth};
        for (size_t k = 0; k < feed->n_items; k++) {
            struct item *item = &feed->items[k];
            if (item->n_hits == 0 || strcmp(item->hits[0].topic, section->topic) != 0)
                continue;
            section->items = arena_grow(arena, section->items, section->n_items, sizeof *section->items);
            section->items[section->n_items++] = item;
        }
        if (section->n_items > 1)
            qsort(section->items, section->n_items, sizeof *section->items, compare_stories);
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

static const char *day_name(const struct conf *conf, int64_t at, struct arena *arena)
{
    return at == DATE_NONE ? "" : arena_strdup(arena, civil_day(conf->timezone, at).name);
}

/* What is wrong with a source at the end of the span; false when all is well. */
static bool find_trouble(const struct edition *edition, size_t i, int64_t at, struct arena *arena,
                         struct digest_trouble *out)
{
    const struct source_state *state = &edition->sources[i];
    const struct source *source = &edition->conf->sources[i];
    out->source = edition_source_title(edition, source->name);
    if (health_is_failing(state)) {
        out->kind = "failing";
        out->text =
            arena_printf(arena, "since %s: %s", day_name(edition->conf, state->failing_since_at, arena),
                         state->gone ? "gone for good (410)" : state->failure);
        return true;
    }
    if (health_is_silent(state, at)) {
        out->kind = "silent";
        out->text =
            arena_printf(arena, "nothing new since %s", day_name(edition->conf, state->new_at, arena));
        return true;
    }
    if (state->mirror > 0 && (size_t)state->mirror < source->n_urls) {
        out->kind = "mirror";
        out->text = arena_printf(arena, "now served by %s", url_host(arena, source->urls[state->mirror]));
        return true;
    }
    return false;
}

static void find_troubles(const struct edition *edition, int64_t at, struct arena *arena, struct digest *out)
{
    for (size_t i = 0; i < edition->conf->n_sources; i++) {
        struct digest_trouble trouble = {0};
        if (!find_trouble(edition, i, at, arena, &trouble))
            continue;
        out->n_failing += strcmp(trouble.kind, "failing") == 0;
        out->n_silent += strcmp(trouble.kind, "silent") == 0;
        out->troubles = arena_grow(arena, out->troubles, out->n_troubles, sizeof *out->troubles);
        out->troubles[out->n_troubles++] = trouble;
    }
}

int edition_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err)
{
    struct edition edition;
    struct store_counts counts;
    struct feed *feed = arena_alloc(arena, sizeof *feed);
    int64_t at = span->to_at < now ? span->to_at : now;
    struct edition_shelf shelf = {
        .path = "digest",
        .page = "",
        .title = conf->title,
        .query = {
            .any_topic = true, .from_at = span->from_at, .to_at = span->to_at, .without_backfill = true}};
    *out = (struct digest){.title = conf->title, .span = *span, .timezone = conf->timezone};
    if (edition_open(store, conf, at, arena, &edition, err) < 0 ||
        store_count(store, span->from_at, span->to_at, &counts, err) < 0 ||
        edition_feed(&edition, &shelf, arena, feed, err) < 0)
        return -1;
    out->n_items = counts.n_items;
    out->n_stories = counts.n_stories;
    out->n_matched = counts.n_matched;
    out->sections = fill_sections(&edition, feed, arena);
    out->n_sections = drop_empty_sections(out->sections, edition.n_topics);
    out->topics = edition.categories;
    out->n_topics = conf->n_topics;
    find_troubles(&edition, at, arena, out);
    return 0;
}
