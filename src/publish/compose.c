/*
 * compose — the sections, counts and troubles of a day or a week.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "trends.h"
#include "trouble.h"
#include "weir/installation/installation.h"
#include "weir/list/reading.h"
#include "weir/publish/compose.h"
#include "weir/publish/list_patch.h"
#include "weir/store/feedback.h"
#include "weir/system/file.h"

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

static bool is_field(const struct conf *conf, const char *topic)
{
    return topic_is_field(conf->topics, conf->n_topics, topic);
}

/* A field says nothing of a story that one of its headings takes: its best hit is a heading's, then. */
static void drop_fields(const struct conf *conf, struct item *item, struct arena *arena)
{
    struct hit *hits = arena_alloc(arena, (item->n_hits + 1) * sizeof *hits);
    size_t n = 0;
    for (size_t i = 0; i < item->n_hits; i++)
        if (!is_field(conf, item->hits[i].topic))
            hits[n++] = item->hits[i];
    if (n > 0) {
        item->hits = hits;
        item->n_hits = n;
    }
}

/* The stories that have a topic and came in the span: for a week's trends, more were read. */
static struct feed find_stories(const struct conf *conf, const struct feed *read, const struct span *span,
                                struct arena *arena)
{
    struct feed found = feed_blank;
    found.items = arena_alloc(arena, (read->n_items + 1) * sizeof *found.items);
    for (size_t i = 0; i < read->n_items; i++) {
        const struct item *item = &read->items[i];
        if (item->n_hits > 0 && item->first_seen_at >= span->from_at && item->first_seen_at < span->to_at)
            found.items[found.n_items++] = *item;
    }
    for (size_t i = 0; i < found.n_items; i++)
        drop_fields(conf, &found.items[i], arena);
    return found;
}

static bool is_post(const struct digest *digest, const struct item *item)
{
    for (size_t i = 0; i < digest->n_posts; i++) {
        if (digest->posts[i] == item)
            return true;
    }
    return false;
}

/* The stories whose best topic it is, best first. What is listed is known, and a post stands
 * under its paper. */
static void fill_section(struct digest_section *section, const struct feed *feed, const struct digest *digest,
                         struct arena *arena)
{
    const struct span *span = &digest->span;
    struct ranked *ranked = NULL;
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        struct item *item = &feed->items[i];
        if (strcmp(item->hits[0].topic, section->topic) != 0 || item->listed || is_post(digest, item))
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

/* All topics in the list's order, without fields; most are empty. */
static void fill_sections(const struct site *site, const struct feed *feed, struct arena *arena,
                          struct digest *out)
{
    out->sections = arena_alloc(arena, (site->n_topics + 1) * sizeof *out->sections);
    for (size_t i = 0; i < site->n_topics; i++) {
        const struct site_topic *entry = &site->topics[i];
        struct digest_section *section = &out->sections[out->n_sections];
        if (is_field(site->conf, entry->topic->name))
            continue;
        *section = (struct digest_section){
            .topic = entry->topic->name, .title = entry->topic->title, .depth = entry->depth};
        fill_section(section, feed, out, arena);
        out->n_sections++;
    }
}

/* At the end, a line each, the best stories of a field that none of its headings takes. */
static void add_fields(const struct site *site, const struct feed *feed, struct arena *arena,
                       struct digest *out)
{
    for (size_t i = 0; i < site->n_topics; i++) {
        struct digest_section section = {.topic = site->topics[i].topic->name,
                                         .title = say(arena, out->language, SAY_FIELD, NULL)};
        if (!is_field(site->conf, section.topic))
            continue;
        fill_section(&section, feed, out, arena);
        section.n_shown = section.n_items < DIGEST_FIELD_SHOWN ? section.n_items : DIGEST_FIELD_SHOWN;
        if (section.n_items > 0)
            out->sections[out->n_sections++] = section;
    }
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

/* The posts that a paper leads to, by their addresses. */
static void find_posts(const struct feed *feed, struct arena *arena, struct digest *out)
{
    for (size_t i = 0; i < feed->n_items; i++) {
        const struct item *paper = &feed->items[i];
        for (size_t k = 0; !paper->listed && k < paper->n_also; k++) {
            for (size_t p = 0; strcmp(paper->also[k].rel, "related") == 0 && p < feed->n_items; p++) {
                struct item *post = &feed->items[p];
                if (post == paper || is_post(out, post) || strcmp(post->url, paper->also[k].href) != 0)
                    continue;
                out->posts = arena_grow(arena, out->posts, out->n_posts, sizeof *out->posts);
                out->posts[out->n_posts++] = post;
            }
        }
    }
}

/* Listed stories are counted, and those of which a new version came in the span are gathered. */
static int find_listed(const struct site *site, const struct feed *feed, struct arena *arena,
                       struct digest *out, struct error *err)
{
    struct feed *renewed = arena_alloc(arena, sizeof *renewed);
    struct site_feed spec = {
        .path = "digest",
        .page = "",
        .title = "",
        .query = {.from_at = out->span.from_at, .to_at = out->span.to_at, .renewed = true}};
    for (size_t i = 0; i < feed->n_items; i++)
        out->n_listed += feed->items[i].listed;
    if (store_select(site->store, &spec.query, arena, renewed, err) < 0)
        return -1;
    site_finish(site, &spec, arena, renewed);
    out->renewed = arena_alloc(arena, (renewed->n_items + 1) * sizeof *out->renewed);
    for (size_t i = 0; i < renewed->n_items; i++)
        out->renewed[out->n_renewed++] = &renewed->items[i];
    return 0;
}

/* The week of the digest and those before it, oldest first. */
static void find_weeks(const struct conf *conf, const struct span *span,
                       struct span weeks[DIGEST_TREND_WEEKS])
{
    weeks[DIGEST_TREND_WEEKS - 1] = *span;
    for (size_t i = DIGEST_TREND_WEEKS - 1; i > 0; i--)
        weeks[i - 1] = civil_week(conf->timezone, weeks[i].from_at - 1);
}

/* That of the first list which has one; 0 for none. */
static char find_bullet(const struct conf *conf, struct arena *arena)
{
    char bullet = '\0';
    for (size_t i = 0; i < conf->n_lists && bullet == '\0'; i++) {
        struct buf list = BUF_INIT(READING_LIMIT_BYTES);
        struct error err;
        if (file_read(installation_list(conf, conf->lists[i].place, arena), &list, &err) == 0)
            bullet = list_bullet(conf->lists[i].place, list.data, list.n);
        buf_release(&list);
    }
    return bullet;
}

static struct store_query query_of(const struct conf *conf, const struct span *span)
{
    struct span weeks[DIGEST_TREND_WEEKS];
    struct store_query query = {
        .any_topic = true, .from_at = span->from_at, .to_at = span->to_at, .without_backfill = true};
    if (span->is_week) {
        find_weeks(conf, span, weeks);
        query.from_at = weeks[0].from_at;
    }
    return query;
}

int compose_digest(struct store *store, const struct conf *conf, const struct span *span, int64_t now,
                   struct arena *arena, struct digest *out, struct error *err)
{
    struct site site;
    struct store_counts counts;
    struct span weeks[DIGEST_TREND_WEEKS];
    struct site_feed spec = {.path = "digest", .page = "", .title = conf->title};
    struct store_query query = query_of(conf, span);
    struct feed *read = arena_alloc(arena, sizeof *read), *stories = arena_alloc(arena, sizeof *stories);
    bool is_known;
    *out = (struct digest){
        .title = conf->title, .span = *span, .timezone = conf->timezone, .images = conf->images};
    if (site_open(store, conf, arena, &site, err) < 0 || store_select(store, &query, arena, read, err) < 0)
        return -1;
    *stories = find_stories(conf, read, span, arena);
    if (store_count(store, span->from_at, span->to_at, &counts, err) < 0 ||
        find_listed(&site, stories, arena, out, err) < 0 ||
        trouble_restore(store, arena, out, &is_known, err) < 0)
        return -1;
    site_finish(&site, &spec, arena, stories);
    out->language = site.language;
    out->base = site.base;
    out->bullet = find_bullet(conf, arena);
    out->n_items = counts.n_items;
    out->n_stories = counts.n_stories;
    out->n_matched = counts.n_matched;
    find_posts(stories, arena, out);
    fill_sections(&site, stories, arena, out);
    out->n_sections = drop_empty_sections(out->sections, out->n_sections);
    digest_limit(out, conf->digest_stories > 0 ? (size_t)conf->digest_stories : SIZE_MAX);
    add_fields(&site, stories, arena, out);
    out->topics = site.categories;
    out->n_topics = conf->n_topics;
    if (span->is_week) {
        find_weeks(conf, span, weeks);
        trends_find(read, weeks, out->topics, out->n_topics, arena, out);
    }
    if (!is_known)
        trouble_find(&site, span->to_at < now ? span->to_at : now, arena, out);
    return 0;
}

/* The stories that were kept, ready to be shown; the topic of each in `topics`, in the same order. */
static int find_kept(const struct site *site, struct arena *arena, struct feed *out, const char ***topics,
                     struct error *err)
{
    struct site_feed spec = {.path = "kept", .page = "index.html", .title = site->conf->title};
    struct feedback *words;
    size_t n;
    if (store_list_feedback(site->store, arena, &words, &n, err) < 0)
        return -1;
    *out = feed_blank;
    *topics = arena_alloc(arena, (n + 1) * sizeof **topics);
    out->items = arena_alloc(arena, (n + 1) * sizeof *out->items);
    for (size_t i = 0; i < n; i++) {
        if (!words[i].is_kept)
            continue;
        (*topics)[out->n_items] = words[i].topic;
        out->items[out->n_items++] = words[i].item;
    }
    site_finish(site, &spec, arena, out);
    return 0;
}

int compose_kept(struct store *store, const struct conf *conf, struct arena *arena, struct digest *out,
                 struct error *err)
{
    struct feed *kept = arena_alloc(arena, sizeof *kept);
    struct site site;
    const char **topics;
    *out = (struct digest){.title = conf->title, .timezone = conf->timezone};
    if (site_open(store, conf, arena, &site, err) < 0 || find_kept(&site, arena, kept, &topics, err) < 0)
        return -1;
    out->language = site.language;
    out->bullet = find_bullet(conf, arena);
    out->topics = site.categories;
    out->n_topics = conf->n_topics;
    out->sections = arena_alloc(arena, (site.n_topics + 1) * sizeof *out->sections);
    for (size_t t = 0; t < site.n_topics; t++) {
        const struct topic *topic = site.topics[t].topic;
        struct digest_section section = {
            .topic = topic->name, .title = topic->title, .depth = site.topics[t].depth};
        section.items = arena_alloc(arena, (kept->n_items + 1) * sizeof(struct item *));
        for (size_t i = 0; i < kept->n_items; i++)
            if (strcmp(topics[i], topic->name) == 0)
                section.items[section.n_items++] = &kept->items[i];
        section.n_shown = section.n_items;
        out->sections[t] = section;
    }
    out->n_sections = drop_empty_sections(out->sections, site.n_topics);
    return 0;
}
