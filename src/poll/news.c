#include "news.h"

#include "weir/text/date.h"

/* When the N-th newest item was published; DATE_NONE when fewer have a date. */
static int64_t nth_newest(const struct feed *feed)
{
    int64_t newest[NEWS_OF_A_NEW_SOURCE_N];
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        int64_t at = feed->items[i].published_at;
        if (at == DATE_NONE)
            continue;
        size_t place = n;
        while (place > 0 && newest[place - 1] < at) {
            if (place < NEWS_OF_A_NEW_SOURCE_N)
                newest[place] = newest[place - 1];
            place--;
        }
        if (place < NEWS_OF_A_NEW_SOURCE_N)
            newest[place] = at;
        if (n < NEWS_OF_A_NEW_SOURCE_N)
            n++;
    }
    return n > 0 ? newest[n - 1] : DATE_NONE;
}

static struct news of_a_new_source(const struct feed *feed, int64_t now)
{
    int64_t week_ago = now - NEWS_OF_A_NEW_SOURCE_S, nth = nth_newest(feed);
    return (struct news){.first_document = true,
                         .from_at = nth != DATE_NONE && nth < week_ago ? nth : week_ago,
                         .n_left = feed->n_items,
                         .items = feed->items};
}

struct news news_of(const struct feed *feed, const struct source_state *state, bool other_address,
                    int64_t now)
{
    const double week_s = 7 * 24 * 3600;
    if (state->new_at == DATE_NONE)
        return of_a_new_source(feed, now);
    int64_t looked_at = other_address || state->ok_at == DATE_NONE ? state->new_at : state->ok_at;
    double weeks = (double)(now - looked_at) / week_s + NEWS_BURST_WEEKS;
    return (struct news){.from_at = looked_at - (other_address ? NEWS_LATE_MIRROR_S : NEWS_LATE_S),
                         .n_left = NEWS_BURST_N + (size_t)(state->items_a_week * weeks),
                         .items = feed->items};
}

bool news_is_backfill(const struct item *item, void *arg)
{
    struct news *news = arg;
    bool undated = item->published_at == DATE_NONE;
    if (news->first_document && undated)
        return item - news->items >= NEWS_OF_A_NEW_SOURCE_N;
    if ((!undated && item->published_at < news->from_at) || news->n_left == 0)
        return true;
    news->n_left--;
    return false;
}
