#include "gather.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "weir/deliver/deliver.h"
#include "weir/poll/health.h"
#include "weir/publish/calendar.h"
#include "weir/publish/compose.h"
#include "weir/render/digest.h"
#include "weir/render/place.h"
#include "weir/render/shown.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/hash.h"

#define ABSTRACT_COLUMNS 240

static bool takes_topic(const struct delivery *delivery, const char *topic)
{
    for (size_t i = 0; i < delivery->n_topics; i++)
        if (strcmp(delivery->topics[i], topic) == 0)
            return true;
    return delivery->n_topics == 0;
}

static struct message_item item_of(const struct item *story, struct arena *arena)
{
    const char *authors = shown_authors(arena, story), *source = shown_source(arena, story);
    bool both = *authors != '\0' && *source != '\0';
    return (struct message_item){.title = shown_short_title(arena, story),
                                 .url = shown_href(arena, story->url),
                                 .byline = arena_printf(arena, "%s%s%s", authors, both ? " · " : "", source),
                                 .abstract = shown_abstract(arena, story, ABSTRACT_COLUMNS)};
}

/* A section of these stories, the best first; those beyond DELIVER_LIMIT_SHOWN are counted. */
static void add_section(struct gathered *out, const char *title, struct item *const *stories, size_t n,
                        struct arena *arena)
{
    struct message *message = &out->message;
    if (n == 0)
        return;
    message->sections = arena_grow(arena, message->sections, message->n_sections, sizeof *message->sections);
    struct message_section *section = &message->sections[message->n_sections++];
    *section = (struct message_section){.title = shown_line(arena, title)};
    for (size_t i = 0; i < n; i++) {
        out->stories.items =
            arena_grow(arena, out->stories.items, out->stories.n_items, sizeof *out->stories.items);
        out->stories.items[out->stories.n_items++] = *stories[i];
        if (i >= DELIVER_LIMIT_SHOWN) {
            message->n_more++;
            continue;
        }
        section->items = arena_grow(arena, section->items, section->n_items, sizeof *section->items);
        section->items[section->n_items++] = item_of(stories[i], arena);
    }
}

static const char *page_address(const struct conf *conf, const char *path, struct arena *arena)
{
    return *conf->base_url != '\0' ? place_address(arena, conf->base_url, path) : "";
}

/* The digest that is due, as it is published. */
static int gather_digest(struct store *store, const struct conf *conf, const struct delivery *delivery,
                         const char *told, int64_t now, struct arena *arena, struct gathered *out,
                         struct error *err)
{
    bool is_week = delivery->what == DELIVER_WEEKLY;
    struct span span = is_week ? calendar_last_week(conf, now) : calendar_last_day(conf, now);
    struct digest digest;
    const char *path = arena_printf(arena, "digest/%s/%s.html", is_week ? "weekly" : "daily", span.name);
    out->told = arena_printf(arena, "%s/%s", is_week ? "weekly" : "daily", span.name);
    if (strcmp(told, out->told) == 0)
        return 0;
    if (compose_digest(store, conf, &span, now, arena, &digest, err) < 0)
        return -1;
    out->message.title = arena_printf(arena, "%s — %s", shown_line(arena, conf->title), span.name);
    out->message.url = page_address(conf, path, arena);
    for (size_t i = 0; i < digest.n_sections; i++) {
        const struct digest_section *section = &digest.sections[i];
        if (takes_topic(delivery, section->topic))
            add_section(out, section->title, section->items, section->n_items, arena);
    }
    return 0;
}

/* Stories since the moment that was told last, each under its best topic. */
static int gather_news(struct store *store, const struct conf *conf, const struct delivery *delivery,
                       const char *told, int64_t since_at, int64_t now, struct arena *arena,
                       struct gathered *out, struct error *err)
{
    struct store_query query = {.any_topic = true,
                                .from_at = since_at,
                                .to_at = now,
                                .without_backfill = true,
                                .without_listed = true};
    struct feed stories;
    /* It begins behind what is stored in this second. */
    out->told = arena_printf(arena, "%" PRId64, *told == '\0' ? now + 1 : now);
    out->message.title =
        arena_printf(arena, "%s — %s", shown_line(arena, conf->title), civil_day(conf->timezone, now).name);
    out->message.url = page_address(conf, "index.html", arena);
    if (store_select(store, &query, arena, &stories, err) < 0)
        return -1;
    struct item **found = arena_alloc(arena, (stories.n_items + 1) * sizeof(struct item *));
    for (size_t t = 0; t < conf->n_topics; t++) {
        size_t n = 0;
        for (size_t i = 0; i < stories.n_items && takes_topic(delivery, conf->topics[t].name); i++)
            if (stories.items[i].n_hits > 0 &&
                strcmp(stories.items[i].hits[0].topic, conf->topics[t].name) == 0)
                found[n++] = &stories.items[i];
        add_section(out, conf->topics[t].title, found, n, arena);
    }
    return 0;
}

/* Is the source one of those that were told of? They stand in lines. */
static bool was_told(const char *told, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = told; (at = strstr(at, name)) != NULL; at += n)
        if ((at == told || at[-1] == '\n') && at[n] == '\n')
            return true;
    return false;
}

/* Sources that failed or fell silent since the last time; those that recovered are forgotten. */
static int gather_trouble(struct store *store, const struct conf *conf, const char *told, int64_t now,
                          struct arena *arena, struct gathered *out, struct error *err)
{
    struct message_section *section = arena_alloc(arena, sizeof *section);
    const char *names = "";
    section->title = "";
    for (size_t i = 0; i < conf->n_sources; i++) {
        const struct source *source = &conf->sources[i];
        struct source_state state;
        if (store_get_source_uncounted(store, source->name, arena, &state, err) < 0)
            return -1;
        bool is_failing = health_is_failing(&state);
        if (!is_failing && !health_was_silent(&state, now))
            continue;
        names = arena_printf(arena, "%s%s\n", names, source->name);
        if (was_told(told, source->name))
            continue;
        section->items = arena_grow(arena, section->items, section->n_items, sizeof *section->items);
        section->items[section->n_items++] = (struct message_item){
            .title = *source->title != '\0' ? source->title : source->name,
            .url = "",
            .byline = is_failing ? (state.gone ? "410 Gone" : state.failure)
                                 : arena_printf(arena, "silent since %s",
                                                civil_day(conf->timezone, state.new_at).name),
            .abstract = ""};
    }
    out->told = *names != '\0' ? names : "\n";
    out->message.title = arena_printf(arena, "%s — sources in trouble", shown_line(arena, conf->title));
    out->message.url = page_address(conf, "status.html", arena);
    out->message.sections = section;
    out->message.n_sections = section->n_items > 0;
    return 0;
}

int gather(struct store *store, const struct conf *conf, const struct delivery *delivery, const char *told,
           bool always, int64_t now, struct arena *arena, struct gathered *out, struct error *err)
{
    int64_t since_at = *told != '\0' && !always ? strtoll(told, NULL, 10) : now - 24 * 3600;
    int rc = 0;
    *out = (struct gathered){.stories = feed_blank, .message.at = now};
    switch (delivery->what) {
    case DELIVER_DAILY:
    case DELIVER_WEEKLY:
        rc = gather_digest(store, conf, delivery, always ? "" : told, now, arena, out, err);
        break;
    case DELIVER_NEW:
        if (!always && *told != '\0' && now - since_at < DELIVER_NEWS_S)
            return 0;
        rc = gather_news(store, conf, delivery, told, since_at, now, arena, out, err);
        break;
    case DELIVER_TROUBLE:
        rc = gather_trouble(store, conf, always ? "" : told, now, arena, out, err);
        break;
    }
    if (rc < 0)
        return -1;
    uint64_t hash = hash_more(HASH_START, delivery->name, strlen(delivery->name) + 1);
    out->message.id = arena_printf(arena, "weir-%016" PRIx64, hash_more(hash, out->told, strlen(out->told)));
    bool is_told = !always && (*told == '\0' || strcmp(told, out->told) == 0);
    return !is_told && out->message.n_sections > 0;
}
