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
    return say_span(arena, digest->language, digest->timezone, &digest->span);
}

char *digest_funnel(struct arena *arena, const struct digest *digest)
{
    enum language language = digest->language;
    char *line = arena_printf(arena, "%s → %s → %s", say_count(arena, language, SAY_FETCHED, digest->n_items),
                              say_count(arena, language, SAY_STORIES, digest->n_stories),
                              say_count(arena, language, SAY_WITH_TOPIC, digest->n_matched));
    if (digest->n_listed > 0)
        line = arena_printf(arena, "%s → %s", line,
                            say_count(arena, language, SAY_NOT_LISTED, digest->n_matched - digest->n_listed));
    const char *mark = language == LANGUAGE_ZH ? "；" : "; ";
    if (digest->n_failing > 0)
        line = arena_printf(arena, "%s%s%s", line, mark,
                            say_count(arena, language, SAY_FAILING_SOURCES, digest->n_failing));
    if (digest->n_silent > 0)
        line = arena_printf(arena, "%s%s%s", line, mark,
                            say_count(arena, language, SAY_SILENT_SOURCES, digest->n_silent));
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

char *digest_trend_words(struct arena *arena, const struct digest *digest, const struct digest_trend *trend)
{
    const size_t last = DIGEST_TREND_WEEKS - 1;
    const char *comma = digest->language == LANGUAGE_ZH ? "、" : ", ", *before = "";
    for (size_t week = 0; week < last; week++)
        before = arena_printf(arena, "%s%s%zu", before, week == 0 ? "" : comma, trend->counts[week]);
    return say(arena, digest->language, SAY_RISING_AFTER,
               say_count(arena, digest->language, SAY_STORIES, trend->counts[last]), before, NULL);
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

const char *digest_trouble_kind(struct arena *arena, const struct digest *digest, const char *kind)
{
    static const struct {
        const char *kind;
        enum wording phrase;
    } kinds[] = {{"failing", SAY_FAILING}, {"silent", SAY_SILENT}, {"mirror", SAY_MIRROR}};
    for (size_t i = 0; digest->language != LANGUAGE_EN && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].kind) == 0)
            return say(arena, digest->language, kinds[i].phrase, NULL);
    return kind;
}

/* The most that every section may have of a total; the least one, whatever the total. */
static size_t share_of(const struct digest *digest, size_t total, size_t least)
{
    size_t share = least, n = 0, before = 0;
    do {
        before = n;
        n = 0;
        share++;
        for (size_t i = 0; i < digest->n_sections; i++)
            n += digest->sections[i].n_items < share ? digest->sections[i].n_items : share;
    } while (n <= total && n > before);
    return n <= total ? SIZE_MAX : share - 1;
}

void digest_limit(struct digest *digest, size_t n_stories)
{
    size_t shown = share_of(digest, n_stories, DIGEST_LEAST_SHOWN);
    size_t full = share_of(digest, n_stories / 3, DIGEST_LEAST_FULL);
    for (size_t i = 0; i < digest->n_sections; i++) {
        struct digest_section *section = &digest->sections[i];
        section->n_shown = section->n_items < shown ? section->n_items : shown;
        section->n_full = section->n_shown < full ? section->n_shown : full;
    }
}

const struct hit *digest_hit(const struct digest_section *section, const struct item *item)
{
    for (size_t i = 0; i < item->n_hits; i++) {
        if (strcmp(item->hits[i].topic, section->topic) == 0)
            return &item->hits[i];
    }
    return NULL;
}
