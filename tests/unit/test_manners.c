/*
 * The walk of one source against a scripted server, in simulated time: each row of manners.h is a behaviour,
 * step by step a reply and what weir is to do with it. Requests are real ones (through a proxy on loopback,
 * so that hosts are public ones); only the clock is ours.
 */
#include "test.h"

#include <unistd.h>

#include "../../src/poll/backoff.h"
#include "manners.h"
#include "origin.h"
#include "weir/poll/harvest.h"
#include "weir/text/buf.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

#define DAY ((int64_t)24 * 3600)

static int64_t now_at;

static int64_t clock_now(void)
{
    return now_at;
}

static const struct fetch_limits limits = {.n_concurrent = 8,
                                           .n_slow = 8,
                                           .slow_s = 1,
                                           .n_per_host = 2,
                                           .connect_s = 0.3,
                                           .total_s = 0.3,
                                           .low_speed_bytes = 1,
                                           .low_speed_s = 5,
                                           .body_bytes = 64 << 10,
                                           .header_bytes = 8 << 10,
                                           .n_redirects = 7};

enum { N_URLS = 3 };

struct world {
    struct ev_loop *loop;
    struct origin_server *origin;
    struct reply replies[N_URLS + 3];
    struct buf bytes[N_URLS]; /* what they point to */
    char folder[64], path[96], proxy[64];
    struct conf conf;
    struct source source;
    const char *urls[N_URLS];
    struct harvest_tools tools;
    int64_t begin_at;
    bool is_done;
    struct harvest_result result;
    char message[512];
};

/* ---- the server's replies ---- */

static int64_t published_at(char item, int64_t begin_at)
{
    if (item >= '0' && item <= '9')
        return begin_at - 400 * DAY - (item - '0') * DAY;
    return item >= 'a' ? begin_at - (int64_t)('z' - item + 1) * DAY
                       : begin_at + (int64_t)(item - 'A' + 1) * DAY;
}

static void write_feed(struct buf *out, const char *channel, int channel_n, const char *items,
                       int64_t begin_at)
{
    const char *edition = *items == '~' ? "new-" : "";
    buf_addf(out,
             "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
             "<title>S</title><link>http://a.example/</link>%.*s",
             channel_n, channel);
    for (items += *items == '~'; *items != '\0' && *items != '-'; items++) {
        char date[DATE_SIZE];
        buf_addf(out,
                 "<item><title>Item %c</title><guid isPermaLink='false'>%s%c</guid>"
                 "<link>http://a.example/%s%c</link><pubDate>%s</pubDate></item>",
                 *items, edition, *items, edition, *items, date_http(published_at(*items, begin_at), date));
    }
    buf_adds(out, "</channel></rss>");
}

/* "STATUS HEADER|HEADER {channel} @items", or "%html", "%cut", "%empty" for the body: see manners.h. */
static enum manner write_reply(struct buf *out, const char *reply, int64_t begin_at)
{
    struct buf body = BUF_INIT(64 << 10);
    const char *brace = strchr(reply, '{'), *end = reply + strcspn(reply, "{@%");
    char *headers;
    long status = strtol(reply, &headers, 10);
    buf_clear(out);
    if (status == 0)
        return strcmp(reply, "reset") == 0 ? REPLY_RESET : REPLY_HANG;
    if (strchr(reply, '@') != NULL)
        write_feed(&body, brace != NULL ? brace + 1 : "", brace != NULL ? (int)strcspn(brace + 1, "}") : 0,
                   strchr(reply, '@') + 1, begin_at);
    if (body.n > 0 && strchr(reply, '%') != NULL) { /* in the middle of its last item */
        char *last = body.data;
        for (char *p = last; (p = strstr(p, "<link>http://a.example/")) != NULL; p++)
            last = p;
        buf_truncate(&body, (size_t)(last - body.data));
    } else if (strstr(reply, "%html") != NULL) {
        buf_adds(&body, "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please</body></html>");
    } else if (strstr(reply, "%cut") != NULL || strstr(reply, "%open") != NULL) {
        buf_adds(&body, "<rss version='2.0'><channel><title>S</title>");
    }
    bool is_open = strstr(reply, "%open") != NULL;
    buf_addf(out, "HTTP/1.1 %ld X\r\n", status);
    if (!is_open)
        buf_addf(out, "Content-Length: %zu\r\n", body.n + (strstr(reply, "%cut") != NULL ? 100 : 0));
    for (const char *p = headers + strspn(headers, " "); p < end;) {
        int n = (int)strcspn(p, "|{@%");
        while (n > 0 && p[n - 1] == ' ')
            n--;
        if (n > 0)
            buf_addf(out, "%.*s\r\n", n, p);
        p += strcspn(p, "|{@%");
        p += *p == '|';
    }
    buf_adds(out, "\r\n");
    buf_add(out, body.data, body.n);
    buf_release(&body);
    return is_open || strstr(reply, "%cut") != NULL ? REPLY_CLOSE : REPLY_KEEP;
}

/* A step's replies, parted by " || ": one for each address, the last one for all others. */
static void set_replies(struct world *w, const char *reply)
{
    static const char *const paths[] = {"http://a.example/f", "http://b.example/f", "http://c.example/f",
                                        "https://a.example/f", "http://new.example/f"};
    for (int i = 0; i < N_URLS; i++) {
        char one[512];
        const char *bar = strstr(reply, " || ");
        snprintf(one, sizeof one, "%.*s", (int)(bar != NULL ? bar - reply : (long)strlen(reply)), reply);
        enum manner manner = write_reply(&w->bytes[i], one, w->begin_at);
        w->replies[i] = (struct reply){paths[i], w->bytes[i].data, manner, w->bytes[i].n};
        reply = bar != NULL ? bar + 4 : reply;
    }
    w->replies[N_URLS] = w->replies[N_URLS - 1];
    w->replies[N_URLS].path = paths[4];
}

/* ---- the world ---- */

static void open_tools(struct world *w)
{
    struct error err;
    if (store_open(w->path, &w->tools.store, &err) < 0 ||
        fetch_new(w->loop, &limits, "weir/test", &w->tools.fetch, &err) < 0 ||
        matcher_new(NULL, 0, &w->tools.matcher, &err) < 0)
        check_string("the world", err.text, "");
}

static void close_tools(struct world *w)
{
    fetch_free(w->tools.fetch);
    matcher_free(w->tools.matcher);
    store_close(w->tools.store);
}

static void world_open(struct world *w, const struct behaviour *b)
{
    *w = (struct world){.loop = ev_loop_new(EVFLAG_AUTO)};
    for (int i = 0; i < N_URLS; i++)
        buf_init(&w->bytes[i], 64 << 10);
    w->origin = origin_open(w->loop, "127.0.0.1", w->replies);
    snprintf(w->proxy, sizeof w->proxy, "http://127.0.0.1:%d", w->origin->port);
    snprintf(w->folder, sizeof w->folder, "/tmp/weir-manners-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    snprintf(w->path, sizeof w->path, "%s/weir.db", w->folder);
    w->urls[0] = "http://a.example/f", w->urls[1] = "http://b.example/f", w->urls[2] = "http://c.example/f";
    w->source = (struct source){.name = "s",
                                .title = "",
                                .urls = w->urls,
                                .n_urls = b->n_urls > 0 ? b->n_urls : 1,
                                .every_s = b->every_s > 0 ? b->every_s : 3600,
                                .user = "",
                                .password_file = "",
                                .proxy = w->proxy,
                                .arxiv_announce = ANNOUNCE_NEW,
                                .allow_private = !b->is_public};
    w->conf = (struct conf){.file = "feeds.conf", .sources = &w->source, .n_sources = 1};
    w->tools = (struct harvest_tools){.conf = &w->conf, .now = clock_now};
    w->begin_at = now_at = civil_moment("UTC", 2026, 11, 17, 12, 0);
    open_tools(w);
}

static void world_close(struct world *w)
{
    static const char *const files[] = {"weir.db", "weir.db-wal", "weir.db-shm"};
    char path[128];
    close_tools(w);
    origin_close(w->origin);
    ev_loop_destroy(w->loop);
    for (int i = 0; i < N_URLS; i++)
        buf_release(&w->bytes[i]);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", w->folder, files[i]);
        unlink(path);
    }
    rmdir(w->folder);
}

static struct source_state state_of(struct world *w, struct arena *arena)
{
    struct source_state state;
    struct error err;
    if (store_get_source(w->tools.store, "s", now_at, arena, &state, &err) < 0)
        check_string("the state", err.text, "");
    return state;
}

/* Time passes while weir is down, too. */
static void happens_before(struct world *w, enum before before, int64_t at_s)
{
    struct arena arena;
    struct error err;
    arena_init(&arena);
    struct source_state state = state_of(w, &arena);
    if (before == RESTART) {
        assert_int_equal(backoff_save(w->tools.store, w->tools.fetch, now_at, &err), 0);
        close_tools(w);
    }
    now_at = at_s > 0 ? w->begin_at + at_s : now_at;
    if (before == NEW_PARSER) {
        state.parser_version--;
        assert_int_equal(store_put_source(w->tools.store, &state, &err), 0);
    } else if (before == NEW_URL) {
        w->urls[0] = "http://new.example/f";
    } else if (before == RESTART) {
        open_tools(w);
        assert_int_equal(backoff_restore(w->tools.store, w->tools.fetch, now_at, &err), 0);
    }
    arena_release(&arena);
}

static void on_done(const struct harvest_result *result, void *arg)
{
    struct world *w = arg;
    w->is_done = true;
    w->result = *result;
    snprintf(w->message, sizeof w->message, "%s", result->message);
    ev_break(w->loop, EVBREAK_ALL);
}

static void poll_once(struct world *w)
{
    w->is_done = false;
    w->origin->n_requests = 0;
    harvest_start(&w->tools, &w->source, on_done, w);
    while (!w->is_done)
        ev_run(w->loop, EVRUN_ONCE);
}

/* ---- what was wanted ---- */

static size_t count_stories(struct world *w, bool without_backfill)
{
    struct arena arena;
    struct feed feed = {0};
    struct error err;
    arena_init(&arena);
    assert_int_equal(store_select(w->tools.store, &(struct store_query){.without_backfill = without_backfill},
                                  &arena, &feed, &err),
                     0);
    size_t n = feed.n_items;
    arena_release(&arena);
    return n;
}

static bool was_requested(const struct world *w, const char *text)
{
    for (size_t i = 0; i < w->origin->n_requests && i < ORIGIN_REQUESTS; i++)
        if (strstr(w->origin->requests[i].text, text) != NULL)
            return true;
    return false;
}

/* One wish of manners.h's language; the text of what was got instead, NULL when it holds. */
static const char *unmet(struct world *w, const char *wish, const struct source_state *state,
                         struct arena *arena)
{
    static const char *const names[] = {"failed", "unchanged", "silent", "gone", "fell-silent"};
    const bool facts[] = {w->result.failed, w->result.not_modified, state->silent_at != DATE_NONE,
                          state->gone, w->result.fell_silent};
    const struct {
        const char *name;
        size_t value;
    } numbers[] = {{"requests=", w->origin->n_requests},
                   {"new=", w->result.put.n_new},
                   {"stories=", count_stories(w, false)},
                   {"news=", count_stories(w, true)},
                   {"serving=", (size_t)state->mirror}};
    bool wanted = wish[0] != '!';
    wish += !wanted;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(wish, names[i]) == 0)
            return facts[i] == wanted ? NULL : w->message;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strncmp(wish, numbers[i].name, strlen(numbers[i].name)) == 0)
            return numbers[i].value == (size_t)atoi(wish + strlen(numbers[i].name))
                       ? NULL
                       : arena_printf(arena, "%s%zu", numbers[i].name, numbers[i].value);
    if (strncmp(wish, "why:", 4) == 0)
        return strstr(state->next_why, wish + 4) != NULL ? NULL : state->next_why;
    if (strncmp(wish, "says:", 5) == 0)
        return strstr(w->message, wish + 5) != NULL ? NULL : w->message;
    return was_requested(w, wish) == wanted ? NULL : w->origin->requests[0].text;
}

static int n_unmet;

static void complain(const struct behaviour *b, size_t step, const char *got, const char *want)
{
    print_error("%s, step %zu:\n  got  %s\n  want %s\n", b->what, step + 1, got, want);
    n_unmet++;
}

static void check_step(struct world *w, const struct behaviour *b, size_t i, struct arena *arena)
{
    const struct step *step = &b->steps[i];
    struct source_state state = state_of(w, arena);
    char *wishes = arena_strdup(arena, step->want), *next = NULL;
    char got[64], want[64];
    for (char *wish = strtok_r(wishes, "|", &next); wish != NULL; wish = strtok_r(NULL, "|", &next)) {
        const char *instead = unmet(w, wish, &state, arena);
        if (instead != NULL)
            complain(b, i, instead, wish);
    }
    int64_t wait = state.next_at - now_at;
    snprintf(got, sizeof got, "next in %lld s", (long long)wait);
    snprintf(want, sizeof want, "next in %lld s", (long long)step->wait_s);
    if (step->wait_s != 0 && (wait < step->wait_s || wait > step->wait_s + step->wait_s / 20 + 1))
        complain(b, i, got, want);
    now_at = state.next_at == INT64_MAX ? now_at + DAY : state.next_at;
}

static void behaviours_are_met(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof behaviours / sizeof *behaviours; i++) {
        struct world w;
        world_open(&w, &behaviours[i]);
        for (size_t k = 0; k < N_STEPS && behaviours[i].steps[k].reply != NULL; k++) {
            const struct step *step = &behaviours[i].steps[k];
            set_replies(&w, step->reply);
            happens_before(&w, step->before, step->at_s);
            for (int times = step->times > 0 ? step->times : 1; times > 0; times--) {
                struct arena arena;
                arena_init(&arena);
                poll_once(&w);
                check_step(&w, &behaviours[i], k, &arena);
                arena_release(&arena);
            }
        }
        world_close(&w);
    }
    print_message("%zu behaviours\n", sizeof behaviours / sizeof *behaviours);
    assert_int_equal(n_unmet, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(behaviours_are_met)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
