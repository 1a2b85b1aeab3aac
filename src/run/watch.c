#include "weir/run/watch.h"

#include <ev.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "weir/discover/raw.h"
#include "weir/fetch/fetch.h"
#include "weir/installation/installation.h"
#include "weir/poll/answer.h"
#include "weir/poll/schedule.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

const char *watch_state_name(const char *place, struct arena *arena)
{
    return arena_printf(arena, "list %s", place);
}

/* One list. At an address it is polled as a source is. */
struct post {
    ev_stat file;
    struct watch *watch;
    const char *place; /* of the configuration */
    const char *path;  /* where its text lies */
    struct source source;
    struct source_state state; /* while it is being polled; in `arena` */
    struct arena arena;
    const char *asked;
    bool is_address, under_way;
};

struct watch {
    struct ev_loop *loop;
    struct store *store;
    struct fetch *fetch; /* NULL when no list is at an address */
    struct post *posts;
    size_t n_posts, n_under_way;
    watch_changed *changed;
    void *arg;
    ev_timer settle;
    struct arena arena;
};

static void on_settled(struct ev_loop *loop, ev_timer *timer, int events)
{
    (void)loop;
    (void)events;
    struct watch *watch = timer->data;
    watch->changed(watch->arg);
}

static void on_file(struct ev_loop *loop, ev_stat *file, int events)
{
    (void)events;
    struct watch *watch = file->data;
    ev_timer_stop(loop, &watch->settle);
    ev_timer_set(&watch->settle, WATCH_SETTLE_S, 0.0);
    ev_timer_start(loop, &watch->settle);
}

static void end_poll(struct post *post)
{
    struct error err;
    if (store_put_source(post->watch->store, &post->state, &err) < 0)
        log_error("%s", err.text);
    arena_release(&post->arena);
    post->under_way = false;
    post->watch->n_under_way--;
}

/* Said when it begins, not at each try. */
static void note_failure(struct post *post, const char *why, bool gone, int64_t now)
{
    if (post->state.n_failures == 0)
        log_warn("list: %s: %s; what was read of it before is used", post->place, why);
    answer_failed(&post->source, &post->state, why, gone, now);
    schedule_next(&post->source, &post->state, now, &post->arena);
}

static void note_answer(struct post *post, const struct fetch_response *response, int64_t now)
{
    answer_good(&post->source, &post->state, 0, post->asked, response, now, &post->arena);
    schedule_next(&post->source, &post->state, now, &post->arena);
}

/* 1 when it is another than before, 0 when not, −1 when it is no list or could not be kept. */
static int take_text(const struct post *post, const struct fetch_response *response, struct error *err)
{
    bool changed;
    if (strncmp(response->content_type, "text/html", 9) == 0)
        return error_set(err, STATUS_NOT_A_FEED, "is an HTML page; a list is Markdown: name its raw address");
    if (file_replace(post->path, response->body, response->body_n, &changed, err) < 0)
        return -1;
    return changed;
}

static void on_response(const struct fetch_response *response, void *arg)
{
    struct post *post = arg;
    struct watch *watch = post->watch;
    struct error err;
    int64_t now = (int64_t)time(NULL);
    int changed = 0;
    if (response->outcome == FETCH_BACKED_OFF) {
        post->state.next_at = now + response->retry_after_s;
        end_poll(post);
        return;
    }
    post->state.polled_at = now;
    post->state.retry_after_s = response->retry_after_s;
    if (response->outcome == FETCH_OK)
        changed = take_text(post, response, &err);
    if (response->outcome != FETCH_OK && response->outcome != FETCH_NOT_MODIFIED)
        note_failure(post, response->error, response->http_status == 410, now);
    else if (changed < 0)
        note_failure(post, err.text, false, now);
    else
        note_answer(post, response, now);
    end_poll(post);
    if (changed > 0)
        watch->changed(watch->arg);
}

static void start_poll(struct post *post, int64_t now)
{
    const struct source *source = &post->source;
    bool has_text = answer_fits(source, &post->state, 0) && access(post->path, F_OK) == 0;
    post->under_way = true;
    post->watch->n_under_way++;
    post->asked = answer_address(source, &post->state, 0, now);
    fetch_start(post->watch->fetch,
                &(struct fetch_request){.url = post->asked,
                                        .etag = has_text ? post->state.etag : "",
                                        .last_modified = has_text ? post->state.last_modified : "",
                                        .proxy = source->proxy},
                on_response, post);
}

void watch_poll(struct watch *watch, bool all, int64_t now)
{
    struct error err;
    for (size_t i = 0; i < watch->n_posts; i++) {
        struct post *post = &watch->posts[i];
        if (!post->is_address || post->under_way)
            continue;
        if (store_get_source(watch->store, post->source.name, now, &post->arena, &post->state, &err) < 0)
            log_error("%s", err.text);
        else if (all || schedule_is_due(&post->source, &post->state, now))
            start_poll(post, now);
        if (!post->under_way)
            arena_release(&post->arena);
    }
}

static void open_post(struct watch *watch, const struct conf *conf, const char *place, struct post *post)
{
    const char **urls = arena_alloc(&watch->arena, sizeof *urls);
    post->watch = watch;
    post->place = place;
    post->path = installation_list(conf, place, &watch->arena);
    post->is_address = conf_is_address(place);
    arena_init(&post->arena);
    ev_stat_init(&post->file, on_file, post->path, 0.0);
    post->file.data = watch;
    if (!post->is_address) {
        ev_stat_start(watch->loop, &post->file);
        return;
    }
    urls[0] = raw_address(place, &watch->arena);
    post->source = (struct source){.name = watch_state_name(place, &watch->arena),
                                   .title = "",
                                   .urls = urls,
                                   .n_urls = 1,
                                   .every_s = WATCH_EVERY_S,
                                   .user = "",
                                   .password_file = "",
                                   .proxy = conf->proxy};
}

int watch_open(struct ev_loop *loop, struct store *store, const struct conf *conf, watch_changed *changed,
               void *arg, struct watch **out, struct error *err)
{
    struct watch *watch = calloc(1, sizeof *watch);
    bool has_address = false;
    if (watch == NULL)
        abort();
    *watch = (struct watch){.loop = loop, .store = store, .changed = changed, .arg = arg};
    arena_init(&watch->arena);
    ev_init(&watch->settle, on_settled);
    watch->settle.data = watch;
    watch->n_posts = conf->n_lists + conf->n_glossaries;
    watch->posts = arena_alloc(&watch->arena, (watch->n_posts + 1) * sizeof *watch->posts);
    for (size_t i = 0; i < watch->n_posts; i++) {
        const struct named_place *list =
            i < conf->n_lists ? &conf->lists[i] : &conf->glossaries[i - conf->n_lists];
        open_post(watch, conf, list->place, &watch->posts[i]);
        has_address = has_address || watch->posts[i].is_address;
    }
    const char *user_agent = installation_user_agent(conf, &watch->arena);
    *out = watch;
    if (!has_address || fetch_new(loop, &fetch_limits_default, user_agent, &watch->fetch, err) == 0)
        return 0;
    watch_close(watch);
    *out = NULL;
    return -1;
}

void watch_close(struct watch *watch)
{
    if (watch == NULL)
        return;
    if (watch->fetch != NULL)
        fetch_free(watch->fetch);
    for (size_t i = 0; i < watch->n_posts; i++) {
        ev_stat_stop(watch->loop, &watch->posts[i].file);
        arena_release(&watch->posts[i].arena);
    }
    ev_timer_stop(watch->loop, &watch->settle);
    arena_release(&watch->arena);
    free(watch);
}

size_t watch_n_under_way(const struct watch *watch)
{
    return watch->n_under_way;
}

static void note_change(void *arg)
{
    *(bool *)arg = true;
}

int watch_once(struct store *store, const struct conf *conf, bool all, bool *changed, struct error *err)
{
    struct watch *watch;
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    *changed = false;
    if (loop == NULL)
        return error_set(err, STATUS_SOFTWARE, "no event loop: the system gives none");
    int rc = watch_open(loop, store, conf, note_change, changed, &watch, err);
    if (rc == 0) {
        watch_poll(watch, all, (int64_t)time(NULL));
        while (watch_n_under_way(watch) > 0)
            ev_run(loop, EVRUN_ONCE);
        watch_close(watch);
    }
    ev_loop_destroy(loop);
    return rc;
}
