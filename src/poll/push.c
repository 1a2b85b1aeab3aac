#include "weir/poll/push.h"

#include "intake.h"

int push_take(const struct harvest_tools *tools, const struct source *source, const struct document *document,
              struct arena *arena, struct harvest_result *out, struct error *err)
{
    struct feed *feed;
    struct source_state state;
    int64_t now = tools->now();
    *out = (struct harvest_result){.source = source, .pushed = true, .message = ""};
    if (feed_parse(document, arena, &feed, err) < 0 ||
        store_get_source(tools->store, source->name, now, arena, &state, err) < 0)
        return -1;
    struct news news = news_of(feed, &state, false, now);
    state.rank = (int)(source - tools->conf->sources);
    out->message = feed->bozo;
    out->next_at = state.next_at;
    return intake_store(tools, source, &state, feed, &news, now, arena, &out->put, err);
}
