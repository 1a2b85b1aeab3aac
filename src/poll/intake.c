#include "intake.h"

#include <string.h>

#include "weir/rules/rules.h"
#include "weir/story/identity.h"

/* What the source's `arxiv-announce` does not ask for makes no news, but a new version of a known paper
 * brings its story up to date. */
static void mark_quiet(const struct source *source, struct feed *feed)
{
    static const struct {
        const char *type;
        unsigned flag;
    } types[] = {{"new", ANNOUNCE_NEW},
                 {"cross", ANNOUNCE_CROSS},
                 {"replace", ANNOUNCE_REPLACE},
                 {"replace-cross", ANNOUNCE_REPLACE_CROSS}};
    for (size_t i = 0; i < feed->n_items; i++)
        for (size_t t = 0; t < sizeof types / sizeof *types; t++)
            if (strcmp(feed->items[i].arxiv.announce_type, types[t].type) == 0)
                feed->items[i].quiet = (source->arxiv_announce & types[t].flag) == 0;
}

int intake_store(const struct harvest_tools *tools, const struct source *source,
                 const struct source_state *state, struct feed *feed, struct news *news, int64_t now,
                 struct arena *arena, struct put_result *out, struct error *err)
{
    mark_quiet(source, feed);
    for (size_t i = 0; i < feed->n_items; i++) {
        struct item *item = &feed->items[i];
        item->url = identity_clean_url(arena, item->url);
        rules_match(tools->conf, tools->matcher, source->name, item, arena);
    }
    return store_put(tools->store, state, feed, now, news_is_backfill, news, out, err);
}
