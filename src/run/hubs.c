#include "hubs.h"

#include "weir/system/log.h"

static int deliver(const struct source *source, const struct document *document, void *arg, struct error *err)
{
    return round_push(arg, source, document, err);
}

int hubs_open(struct hubs *hubs, struct store *store, const struct conf *conf, struct round *round,
              int64_t (*now)(void), struct error *err)
{
    struct fetch *fetch = round_tools(round)->fetch;
    struct websub_tools tools = {.store = store, .conf = conf, .fetch = fetch, .now = now};
    *hubs = (struct hubs){
        .callback = {.store = store, .conf = conf, .now = now, .deliver = deliver, .arg = round},
        .ping = {.store = store, .conf = conf, .fetch = fetch},
    };
    return websub_open(&tools, &hubs->websub, err);
}

void hubs_close(struct hubs *hubs)
{
    websub_close(hubs->websub);
    hubs->websub = NULL;
}

void hubs_serve(struct hubs *hubs, struct serve *serve)
{
    serve_routes(serve, callback_routes, n_callback_routes, &hubs->callback);
}

void hubs_keep(struct hubs *hubs)
{
    websub_keep(hubs->websub);
}

void hubs_tell(struct hubs *hubs)
{
    struct error err;
    if (ping_hub(&hubs->ping, &err) < 0)
        log_error("%s", err.text);
}
