#include "hubs.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "weir/installation/installation.h"
#include "weir/render/place.h"
#include "weir/store/note.h"
#include "weir/system/file.h"
#include "weir/system/log.h"
#include "weir/text/url.h"

/* Below the published folder. */
static const char *const feeds[] = {"*.atom", "feed.json", "topics/*.atom", "topics/*.json"};

static void on_answer(const struct fetch_response *response, void *arg)
{
    struct ping *ping = arg;
    struct error err;
    char note[32];
    ping->under_way = false;
    snprintf(note, sizeof note, "%" PRId64, ping->told_ns);
    if (response->outcome != FETCH_OK)
        log_warn("the hub %s does not take the news: %s", ping->conf->hub, response->error);
    else if (store_put_note(ping->store, NOTE_HUB, note, &err) < 0 || ping_hub(ping, &err) < 0)
        log_error("%s", err.text);
}

static int64_t changed_ns(const char *path)
{
    struct stat stat_of;
    if (stat(path, &stat_of) < 0)
        return 0;
    return (int64_t)stat_of.st_mtim.tv_sec * 1000000000 + stat_of.st_mtim.tv_nsec;
}

struct changed {
    const char *name;
    int64_t at_ns;
};

struct changed_list {
    struct changed *feeds;
    size_t n;
};

/* Gathers the feeds of one pattern that changed after `known_ns`. */
static int add_changed(const char *pattern, int64_t known_ns, struct changed_list *list, struct arena *arena,
                       struct error *err)
{
    const char **names;
    size_t n;
    if (file_list(pattern, arena, &names, &n, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        int64_t at_ns = changed_ns(names[i]);
        if (at_ns <= known_ns)
            continue;
        list->feeds = arena_grow(arena, list->feeds, list->n, sizeof *list->feeds);
        list->feeds[list->n++] = (struct changed){names[i], at_ns};
    }
    return 0;
}

static int by_age(const void *a, const void *b)
{
    const struct changed *left = a, *right = b;
    return left->at_ns < right->at_ns ? -1 : left->at_ns > right->at_ns;
}

static int tell(struct ping *ping, struct arena *arena, struct buf *form, struct error *err)
{
    const char *folder = installation_publish_folder(ping->conf, arena), *known;
    struct changed_list list = {.n = 0};
    if (store_get_note(ping->store, NOTE_HUB, arena, &known, err) < 0)
        return -1;
    int64_t known_ns = strtoll(known, NULL, 10);
    buf_adds(form, "hub.mode=publish");
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (add_changed(arena_printf(arena, "%s/%s", folder, feeds[i]), known_ns, &list, arena, err) < 0)
            return -1;
    if (list.n == 0)
        return 0;
    /* What does not fit comes with the next request: the note of what is told goes by the oldest first. */
    qsort(list.feeds, list.n, sizeof *list.feeds, by_age);
    for (size_t i = 0; i < list.n && i < PING_LIMIT_FEEDS; i++) {
        const char *address =
            place_address(arena, ping->conf->base_url, list.feeds[i].name + strlen(folder) + 1);
        buf_addf(form, "&hub.url=%s", url_escape(arena, address));
        ping->told_ns = list.feeds[i].at_ns;
    }
    ping->under_way = true;
    fetch_start(
        ping->fetch,
        &(struct fetch_request){.url = ping->conf->hub, .form = form->data, .proxy = ping->conf->proxy},
        on_answer, ping);
    return 0;
}

int ping_hub(struct ping *ping, struct error *err)
{
    struct arena arena;
    struct buf form = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (ping->under_way || ping->conf->hub[0] == '\0' || ping->conf->base_url[0] == '\0')
        return 0;
    arena_init(&arena);
    int rc = tell(ping, &arena, &form, err);
    buf_release(&form);
    arena_release(&arena);
    return rc;
}

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
