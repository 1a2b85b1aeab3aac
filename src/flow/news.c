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

struct news news_of(const struct feed *feed, bool first_document, int64_t now)
{
    int64_t week_ago = now - NEWS_OF_A_NEW_SOURCE_S, nth = nth_newest(feed);
    return (struct news){
        .first_document = first_document,
        .from_at = nth != DATE_NONE && nth < week_ago ? nth : week_ago,
        .items = feed->items,
    };
}

bool news_is_backfill(const struct item *item, void *arg)
{
    const struct news *news = arg;
    if (!news->first_document)
        return false;
    if (item->published_at == DATE_NONE)
        return item - news->items >= NEWS_OF_A_NEW_SOURCE_N;
    return item->published_at < news->from_at;
}
