#include "serving.h"

#include <stdlib.h>
#include <string.h>

#include "weir/installation/installation.h"
#include "weir/run/unsubscribe.h"
#include "weir/serve/serve.h"
#include "weir/system/log.h"
#include "weir/system/notify.h"
#include "weir/text/url.h"

static void log_serving(const struct conf *conf, int listening)
{
    bool is_socket = strchr(conf->listen, '/') != NULL;
    if (listening >= 0)
        log_info("serving the socket that the service manager listens on");
    else
        log_info("serving %s%s%s", is_socket ? "" : "http://", conf->listen, is_socket ? "" : "/");
}

static void set(char **slot, const char *text)
{
    free(*slot);
    *slot = text != NULL ? strdup(text) : NULL;
    if (text != NULL && *slot == NULL)
        abort();
}

void serving_start(struct serving *serving, struct ev_loop *loop, struct store *store,
                   const struct conf *conf, struct hubs *hubs, struct feedback_desk *desk,
                   struct monitor *monitor)
{
    struct arena arena;
    struct error err;
    int listening = notify_listening();
    if (conf->listen[0] == '\0' && listening < 0) {
        serving_stop(serving);
        return;
    }
    arena_init(&arena);
    struct serve_site site = {.folder = installation_publish_folder(conf, &arena),
                              .host = url_host(&arena, conf->base_url),
                              .images = conf->images};
    const char *manner =
        arena_printf(&arena, "%s\n%s\n%s\n%d", conf->listen, site.folder, site.host, site.images);
    serving->live = (struct live){.store = store, .conf = conf};
    if (serving->serve != NULL && strcmp(manner, serving->manner) == 0) {
        arena_release(&arena);
        return;
    }
    if (serving->serve != NULL)
        serving_stop(serving);
    int rc = listening >= 0 ? serve_start_on(loop, listening, &site, &serving->serve, &err)
                            : serve_start(loop, conf->listen, &site, &serving->serve, &err);
    set(&serving->manner, manner);
    arena_release(&arena);
    if (rc < 0) {
        if (serving->failure == NULL || strcmp(serving->failure, err.text) != 0)
            log_error("not serving: %s; it is tried again", err.text);
        set(&serving->failure, err.text);
        return;
    }
    set(&serving->failure, NULL);
    serve_routes(serving->serve, live_routes, n_live_routes, &serving->live);
    hubs_serve(hubs, serving->serve);
    serve_routes(serving->serve, feedback_routes, n_feedback_routes, desk);
    serve_routes(serving->serve, unsubscribe_routes, n_unsubscribe_routes, store);
    serve_routes(serving->serve, monitor_routes, n_monitor_routes, monitor);
    log_serving(conf, listening);
}

void serving_stop(struct serving *serving)
{
    if (serving->serve != NULL)
        serve_stop(serving->serve);
    serving->serve = NULL;
    set(&serving->manner, NULL);
    set(&serving->failure, NULL);
}
