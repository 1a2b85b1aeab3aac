/*
 * digest_facts — dates, counts and topics of a digest in words.
 */
#include "digest_facts.h"

#include <string.h>

#include "weir/render/shown.h"

char *digest_day(struct arena *arena, const struct digest *digest, int64_t at)
{
    struct civil day = civil_at(digest->timezone, at);
    return arena_printf(arena, "%04d-%02d-%02d", day.year, day.month, day.day);
}

char *digest_date(struct arena *arena, const struct digest *digest)
{
    if (!digest->span.is_week)
        return arena_strdup(arena, digest->span.name);
    return arena_printf(arena, "%s (%s – %s)", digest->span.name,
                        digest_day(arena, digest, digest->span.from_at),
                        digest_day(arena, digest, digest->span.to_at - 1));
}

/* "1 item", "2 items". */
static char *counted(struct arena *arena, size_t n, const char *one, const char *many)
{
    return arena_printf(arena, "%zu %s", n, n == 1 ? one : many);
}

char *digest_funnel(struct arena *arena, const struct digest *digest)
{
    char *line = arena_printf(arena, "%s fetched → %s → %zu with a topic",
                              counted(arena, digest->n_items, "item", "items"),
                              counted(arena, digest->n_stories, "story", "stories"), digest->n_matched);
    if (digest->n_listed > 0)
        line = arena_printf(arena, "%s → %zu not in your list", line, digest->n_matched - digest->n_listed);
    if (digest->n_failing > 0)
        line = arena_printf(arena, "%s; %s failing", line,
                            counted(arena, digest->n_failing, "source", "sources"));
    if (digest->n_silent > 0 && digest->n_failing > 0)
        line = arena_printf(arena, "%s, %zu silent", line, digest->n_silent);
    else if (digest->n_silent > 0)
        line =
            arena_printf(arena, "%s; %s silent", line, counted(arena, digest->n_silent, "source", "sources"));
    return line;
}

char *digest_other_topics(struct arena *arena, const struct digest *digest,
                          const struct digest_section *section, const struct item *item)
{
    char *all = arena_strdup(arena, "");
    for (size_t i = 0; i < item->n_hits; i++) {
        const char *topic = item->hits[i].topic;
        if (strcmp(topic, section->topic) == 0)
            continue;
        char *title = shown_line(arena, shown_topic(digest->topics, digest->n_topics, topic));
        all = arena_printf(arena, "%s%s%s", all, *all != '\0' ? ", " : "", title);
    }
    return all;
}

char *digest_trend_words(struct arena *arena, const struct digest_trend *trend)
{
    const size_t last = DIGEST_TREND_WEEKS - 1;
    char *words = counted(arena, trend->counts[last], "story", "stories");
    for (size_t week = 0; week < last; week++)
        words = arena_printf(arena, "%s%s%zu", words, week == 0 ? ", after " : ", ", trend->counts[week]);
    return words;
}

const struct item *digest_post(const struct digest *digest, const struct link *also)
{
    for (size_t i = 0; strcmp(also->rel, "related") == 0 && i < digest->n_posts; i++) {
        if (strcmp(digest->posts[i]->url, also->href) == 0)
            return digest->posts[i];
    }
    return NULL;
}

char *digest_version(struct arena *arena, const struct digest *digest, const struct item *item)
{
    const char *day = digest_day(arena, digest, item->version_at);
    return item->version > 0 ? arena_printf(arena, "v%d, %s", item->version, day) : arena_strdup(arena, day);
}

bool digest_is_compact(const struct digest *digest, size_t index)
{
    return digest->span.is_week && index >= DIGEST_WEEK_FULL;
}

const struct hit *digest_hit(const struct digest_section *section, const struct item *item)
{
    for (size_t i = 0; i < item->n_hits; i++) {
        if (strcmp(item->hits[i].topic, section->topic) == 0)
            return &item->hits[i];
    }
    return NULL;
}
