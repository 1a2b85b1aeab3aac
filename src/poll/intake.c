#include "intake.h"

#include <string.h>

#include "weir/story/identity.h"
#include "weir/text/date.h"

/* ---- news or backfill ---- */

/* When the N-th newest item was published; DATE_NONE when fewer have a date. */
static int64_t nth_newest(const struct feed *feed)
{
    int64_t newest[INTAKE_NEW_SOURCE_N];
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        if (at == DATE_NONE)
            continue;
        size_t place = n;
        while (place > 0 && newest[place - 1] < at) {
            if (place < INTAKE_NEW_SOURCE_N)
                newest[place] = newest[place - 1];
            place--;
        }
        if (place < INTAKE_NEW_SOURCE_N)
            newest[place] = at;
        if (n < INTAKE_NEW_SOURCE_N)
            n++;
    }
    return n > 0 ? newest[n - 1] : DATE_NONE;
}

struct intake intake_begin(struct feed *feed, const struct source_state *state, bool other_address,
                           int64_t now)
{
    struct intake intake = {.feed = feed, .now = now};
    if (state->new_at == DATE_NONE) {
        int64_t week_ago = now - INTAKE_NEW_SOURCE_S, nth = nth_newest(feed);
        intake.is_first = true;
        intake.from_at = nth != DATE_NONE && nth < week_ago ? nth : week_ago;
        intake.n_left = feed->n_items;
        return intake;
    }
    int64_t looked_at = other_address || state->ok_at == DATE_NONE ? state->new_at : state->ok_at;
    double weeks = (double)(now - looked_at) / (7 * 24 * 3600) + INTAKE_BURST_WEEKS;
    intake.from_at = looked_at - (other_address ? INTAKE_LATE_MIRROR_S : INTAKE_LATE_S);
    intake.fresh_at = looked_at - INTAKE_DAY_S;
    intake.is_young = state->oldest_at != DATE_NONE && now - state->oldest_at < INTAKE_YOUNG_S;
    intake.n_left = INTAKE_BURST_N + (size_t)(state->items_a_week * weeks);
    return intake;
}

/* Nothing is said of how much a young source writes. Of one that weir knows, posts date themselves one by
 * one, while an archive that is issued again is dated all at once. */
static bool is_beyond_doubt(struct intake *intake, const struct item *item)
{
    if (item->published_at == DATE_NONE || item->published_at <= intake->fresh_at)
        return false;
    size_t n_beside = 0;
    for (size_t i = 0; i < intake->feed->n_items && !intake->is_young && n_beside <= INTAKE_BURST_N; i++) {
        int64_t at = intake->feed->items[i].published_at;
        n_beside += at != DATE_NONE && at < item->published_at + INTAKE_AT_ONCE_S &&
                    at > item->published_at - INTAKE_AT_ONCE_S;
    }
    return n_beside <= INTAKE_BURST_N;
}

struct intake intake_of_past(struct feed *feed, int64_t now)
{
    return (struct intake){.feed = feed, .now = now};
}

bool intake_is_backfill(const struct item *item, void *arg)
{
    struct intake *intake = arg;
    bool undated = item->published_at == DATE_NONE;
    if (intake->is_first && undated) /* the document's order dates it */
        return item - intake->feed->items >= INTAKE_NEW_SOURCE_N;
    if (!undated && item->published_at < intake->from_at)
        return true;
    if (is_beyond_doubt(intake, item))
        return false;
    if (intake->n_left == 0)
        return true;
    intake->n_left--;
    return false;
}

/* ---- into the store ---- */

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

int intake_store(struct intake *intake, const struct harvest_tools *tools, const struct source *source,
                 const struct source_state *state, struct arena *arena, struct put_result *out,
                 struct error *err)
{
    struct feed *feed = intake->feed;
    mark_quiet(source, feed);
    for (size_t i = 0; i < feed->n_items; i++) {
        struct item *item = &feed->items[i];
        item->url = identity_clean_url(arena, item->url);
        matcher_match(tools->matcher, item, source->name, source->title, source->topics, source->n_topics,
                      arena);
    }
    return store_put(tools->store, state, feed, intake->now, intake_is_backfill, intake, out, err);
}
