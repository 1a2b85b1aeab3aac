#include "serving.h"

#include <string.h>

#include "weir/installation/installation.h"
#include "weir/run/unsubscribe.h"
#include "weir/serve/serve.h"
#include "weir/system/log.h"
#include "weir/system/notify.h"

static void log_serving(const struct conf *conf, int listening)
{
    bool is_socket = strchr(conf->listen, '/') != NULL;
    if (listening >= 0)
        log_info("serving the socket that the service manager listens on");
    else
        log_info("serving %s%s%s", is_socket ? "" : "http://", conf->listen, is_socket ? "" : "/");
}

void serving_start(struct serving *serving, struct ev_loop *loop, struct store *store,
                   const struct conf *conf, struct hubs *hubs, struct monitor *monitor)
{
    struct arena arena;
    struct error err;
    int listening = notify_listening();
    if (conf->listen[0] == '\0' && listening < 0)
        return;
    arena_init(&arena);
    struct serve_site site = {.folder = installation_publish_folder(conf, &arena), .images = conf->images};
    int rc = listening >= 0 ? serve_start_on(loop, listening, &site, &serving->serve, &err)
                            : serve_start(loop, conf->listen, &site, &serving->serve, &err);
    arena_release(&arena);
    if (rc < 0) {
        log_error("not serving: %s", err.text);
        return;
    }
    serving->live = (struct live){.store = store, .conf = conf};
    serve_routes(serving->serve, live_routes, n_live_routes, &serving->live);
    hubs_serve(hubs, serving->serve);
    serve_routes(serving->serve, unsubscribe_routes, n_unsubscribe_routes, store);
    serve_routes(serving->serve, monitor_routes, n_monitor_routes, monitor);
    log_serving(conf, listening);
}

void serving_stop(struct serving *serving)
{
    if (serving->serve != NULL)
        serve_stop(serving->serve);
    serving->serve = NULL;
}
