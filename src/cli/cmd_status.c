#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "show.h"
#include "weir/cli/command.h"
#include "weir/poll/health.h"
#include "weir/run/control.h"
#include "weir/run/watch.h"
#include "weir/text/date.h"

#define WEEK_S (7 * 24 * 3600)

/* What the status of all sources is made from. */
struct overview {
    const struct conf *conf;
    const struct lists *lists;
    struct store *store;
    struct arena *arena;
    int64_t now;
    const char *daemon; /* how it is, in a line */
};

/* How a source can be, the worst first: so they are listed. */
enum health { GONE, FAILING, SILENT, NEVER_POLLED, WELL, N_HEALTHS };
static const struct {
    const char *word, *colour;
} healths[N_HEALTHS] = {{"gone", "1;31"}, {"failing", "1;31"}, {"silent", "33"}, {"new", "0"}, {"ok", "0"}};

static enum health health_of(const struct overview *o, const struct source_state *state)
{
    if (state->gone)
        return GONE;
    if (state->n_failures > 0)
        return FAILING;
    if (health_is_silent(state, o->now))
        return SILENT;
    return state->ok_at == DATE_NONE ? NEVER_POLLED : WELL;
}

static const char *state_word(const struct overview *o, const struct source_state *state)
{
    return healths[health_of(o, state)].word;
}

/* "3 h ago", "in 20 min", "–" */
static const char *relative(const struct overview *o, int64_t at)
{
    char span[DATE_SIZE];
    if (at == DATE_NONE)
        return "–";
    if (at == INT64_MAX)
        return "never";
    if (at <= o->now)
        return arena_printf(o->arena, "%s ago", date_span(o->now - at, span));
    return arena_printf(o->arena, "in %s", date_span(at - o->now, span));
}

static const char *moment(const struct overview *o, int64_t at)
{
    char text[DATE_SIZE];
    return arena_strdup(o->arena, date_rfc3339(at, text));
}

static const char *served_by(const struct source *source, const struct source_state *state)
{
    size_t at = state->mirror >= 0 ? (size_t)state->mirror : 0;
    return source->urls[at < source->n_urls ? at : 0];
}

/* "3 h ago": the first unit alone, for a column. */
static const char *about(const struct overview *o, int64_t at)
{
    const char *whole = relative(o, at), *unit = strchr(whole, ' ');
    if (at == DATE_NONE || at == INT64_MAX)
        return whole;
    size_t n_head = at > o->now ? strcspn(unit + 1, " ") + 1 : 0; /* behind "in" */
    const char *end = strchr(unit + n_head + 1, ' ');
    return arena_printf(o->arena, "%.*s%s", (int)(end != NULL ? end - whole : (long)strlen(whole)), whole,
                        at > o->now ? "" : " ago");
}

/* Name, state, last good answer, last new item, items a week, next poll: SHOW_WIDTH together. */
enum { NAME_WIDTH = 30, STATE_WIDTH = 9, MOMENT_WIDTH = 12, RATE_WIDTH = 7 };

static void print_source_row(const struct overview *o, const struct source *source,
                             const struct source_state *state)
{
    enum health health = health_of(o, state);
    show_cell(source->name, NAME_WIDTH - 2);
    fputs("  ", stdout);
    show_colour(healths[health].colour);
    show_cell(healths[health].word, STATE_WIDTH);
    show_colour("0");
    show_cell(about(o, state->ok_at), MOMENT_WIDTH);
    show_cell(about(o, state->new_at), MOMENT_WIDTH);
    show_cell(arena_printf(o->arena, "%.1f", state->items_a_week), RATE_WIDTH);
    printf("%s\n", about(o, state->next_at));
    const char *more = "";
    if (state->n_failures > 0)
        more = arena_printf(o->arena, "since %.10s: %s", moment(o, state->failing_since_at), state->failure);
    else if (state->mirror > 0)
        more = arena_printf(o->arena, "served by %s", served_by(source, state));
    if (*more == '\0')
        return;
    fputs("    ", stdout);
    show_cut(more, SHOW_WIDTH - 4);
    putchar('\n');
}

/* "107 ok, 13 failing, 2 silent; next poll in 4 min", and how the daemon is. */
static void print_summary(const struct overview *o, const struct source_state *states)
{
    size_t n_of[N_HEALTHS] = {0};
    int64_t next_at = INT64_MAX;
    const char *before = "";
    for (size_t i = 0; i < o->conf->n_sources; i++) {
        n_of[health_of(o, &states[i])]++;
        if (states[i].next_at != DATE_NONE && states[i].next_at < next_at)
            next_at = states[i].next_at;
    }
    for (size_t i = N_HEALTHS; i-- > 0;) {
        if (n_of[i] == 0)
            continue;
        printf("%s%zu %s", before, n_of[i], healths[i].word);
        before = ", ";
    }
    if (o->conf->n_sources == 0)
        fputs("no source", stdout);
    if (next_at != INT64_MAX)
        printf("; next poll %s", next_at <= o->now ? "now" : relative(o, next_at));
    printf("\n%s\n\n", o->daemon);
}

enum { TITLE_WIDTH = SHOW_WIDTH - 20 };

static int print_topics(const struct overview *o, struct error *err)
{
    putchar('\n');
    show_cell("TOPIC", TITLE_WIDTH);
    puts("STORIES   THIS WEEK");
    for (size_t i = 0; i < o->conf->n_topics; i++) {
        const struct topic *topic = &o->conf->topics[i];
        size_t all, week;
        if (store_count_topic(o->store, topic->name, o->now - WEEK_S, &all, &week, err) < 0)
            return -1;
        show_cell(topic->title, TITLE_WIDTH - 2);
        fputs("  ", stdout);
        printf("%7zu   %9zu\n", all, week);
    }
    return 0;
}

/* What a list's topics come from. */
static const char *list_word(const struct overview *o, const char *place)
{
    for (size_t i = 0; i < o->lists->n; i++)
        if (strcmp(o->lists->texts[i].place, place) == 0)
            return o->lists->texts[i].is_copy ? "its last good copy" : "ok";
    return "no topics";
}

/* The state of a list at an address; a blank one for a file. */
static int get_list_state(const struct overview *o, const char *place, struct source_state *out,
                          struct error *err)
{
    *out = source_blank;
    if (!conf_is_address(place))
        return 0;
    return store_get_source(o->store, watch_state_name(place, o->arena), o->now, o->arena, out, err);
}

static int print_lists(const struct overview *o, struct error *err)
{
    puts("\nLIST");
    for (size_t i = 0; i < o->conf->n_lists; i++) {
        struct source_state state;
        const char *place = o->conf->lists[i].place;
        if (get_list_state(o, place, &state, err) < 0)
            return -1;
        printf("%s: %s", place, list_word(o, place));
        if (state.ok_at != DATE_NONE)
            printf(", fetched %s", relative(o, state.ok_at));
        if (state.next_at != DATE_NONE)
            printf(", polled %s", relative(o, state.next_at));
        if (state.n_failures > 0)
            printf("; failing: %s", state.failure);
        putchar('\n');
    }
    return 0;
}

static int print_all(const struct overview *o, struct error *err)
{
    struct source_state *states = arena_alloc(o->arena, (o->conf->n_sources + 1) * sizeof *states);
    for (size_t i = 0; i < o->conf->n_sources; i++)
        if (store_get_source(o->store, o->conf->sources[i].name, o->now, o->arena, &states[i], err) < 0)
            return -1;
    print_summary(o, states);
    show_cell("SOURCE", NAME_WIDTH);
    puts("STATE    LAST OK     LAST NEW    A WEEK NEXT POLL");
    for (enum health health = 0; health < N_HEALTHS; health++)
        for (size_t i = 0; i < o->conf->n_sources; i++)
            if (health_of(o, &states[i]) == health)
                print_source_row(o, &o->conf->sources[i], &states[i]);
    if (o->conf->n_lists > 0 && print_lists(o, err) < 0)
        return -1;
    return o->conf->n_topics > 0 ? print_topics(o, err) : 0;
}

/* The addresses of a source that has mirrors, and how each of them fares. */
static void print_addresses(const struct overview *o, const struct source *source,
                            const struct source_state *state)
{
    for (size_t i = 0; i < source->n_urls; i++) {
        const char *health =
            i == (size_t)state->mirror && state->ok_at != DATE_NONE ? "serves" : "not asked yet";
        for (size_t k = 0; k < state->n_mirrors; k++) {
            const struct mirror_state *mirror = &state->mirrors[k];
            if (strcmp(mirror->url, source->urls[i]) == 0 && mirror->n_failures > 0)
                health = arena_printf(o->arena, "%s, asked again %s", mirror->failure,
                                      relative(o, mirror->retry_at));
            else if (strcmp(mirror->url, source->urls[i]) == 0 && i != (size_t)state->mirror)
                health = "in reserve";
        }
        printf("  %-9s  %s (%s)\n", i == 0 ? "address" : "mirror", source->urls[i], health);
    }
}

static const char *hub_health(const struct overview *o, const struct source_state *state)
{
    bool tells = state->hub_lease_until_at != DATE_NONE && state->hub_lease_until_at > o->now;
    if (!tells && state->hub_failure[0] != '\0')
        return state->hub_failure;
    if (!tells)
        return "not subscribed";
    if (state->hub_failure[0] != '\0')
        return arena_printf(o->arena, "subscribed, but %s", state->hub_failure);
    return arena_printf(o->arena, "tells of news until %s, last %s", moment(o, state->hub_lease_until_at),
                        relative(o, state->hub_heard_at));
}

static void print_one(const struct overview *o, const struct source *source, const struct source_state *state)
{
    printf("%s: %s\n", source->name, state_word(o, state));
    if (state->title[0] != '\0')
        printf("  title      %s\n", state->title);
    if (source->n_urls > 1)
        print_addresses(o, source, state);
    else
        printf("  address    %s\n", source->urls[0]);
    if (state->moved_url[0] != '\0')
        printf("  moved      to %s, it says since %s\n", state->moved_url, moment(o, state->moved_at));
    printf("  last ok    %s\n", relative(o, state->ok_at));
    printf("  last new   %s%s\n", relative(o, state->new_at),
           health_is_silent(state, o->now) ? ", longer than its rhythm explains" : "");
    printf("  items      %zu, %.1f a week\n", state->n_items, state->items_a_week);
    if (state->n_failures > 0)
        printf("  failing    since %s, %d in a row: %s\n", moment(o, state->failing_since_at),
               state->n_failures, state->failure);
    if (state->hub[0] != '\0')
        printf("  hub        %s: %s\n", state->hub, hub_health(o, state));
    printf("  next poll  %s\n",
           state->next_at == DATE_NONE ? "now: it was never polled" : relative(o, state->next_at));
    if (state->next_why[0] != '\0')
        printf("  because    %s\n", state->next_why);
}

static json_t *json_moment(int64_t at)
{
    char text[DATE_SIZE];
    return at == DATE_NONE || at == INT64_MAX ? json_null() : json_string(date_rfc3339(at, text));
}

static json_t *json_source(const struct overview *o, const struct source *source,
                           const struct source_state *state)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:s, s:i, s:I, s:f, s:o, s:s}", "source",
                     source->name, "title", source->title[0] != '\0' ? source->title : state->title, "state",
                     state_word(o, state), "served_by", served_by(source, state), "last_ok",
                     json_moment(state->ok_at), "last_new", json_moment(state->new_at), "failing_since",
                     json_moment(state->failing_since_at), "failure", state->failure, "failures",
                     state->n_failures, "items", (json_int_t)state->n_items, "items_a_week",
                     state->items_a_week, "next", json_moment(state->next_at), "why", state->next_why);
}

static int json_lists(const struct overview *o, json_t *out, struct error *err)
{
    for (size_t i = 0; i < o->conf->n_lists; i++) {
        struct source_state state;
        const char *place = o->conf->lists[i].place;
        if (get_list_state(o, place, &state, err) < 0)
            return -1;
        json_array_append_new(out, json_pack("{s:s, s:s, s:o, s:s, s:o}", "list", place, "state",
                                             list_word(o, place), "last_ok", json_moment(state.ok_at),
                                             "failure", state.failure, "next", json_moment(state.next_at)));
    }
    return 0;
}

static int print_json(const struct overview *o, const struct source *only, struct error *err)
{
    json_t *sources = json_array(), *topics = json_array(), *lists = json_array();
    int rc = 0;
    for (size_t i = 0; i < o->conf->n_sources && rc == 0; i++) {
        const struct source *source = &o->conf->sources[i];
        struct source_state state;
        if (only != NULL && source != only)
            continue;
        rc = store_get_source(o->store, source->name, o->now, o->arena, &state, err);
        if (rc == 0)
            json_array_append_new(sources, json_source(o, source, &state));
    }
    for (size_t i = 0; i < o->conf->n_topics && only == NULL && rc == 0; i++) {
        const struct topic *topic = &o->conf->topics[i];
        size_t all, week;
        rc = store_count_topic(o->store, topic->name, o->now - WEEK_S, &all, &week, err);
        if (rc == 0)
            json_array_append_new(topics, json_pack("{s:s, s:s, s:I, s:I}", "topic", topic->name, "title",
                                                    topic->title, "stories", (json_int_t)all, "this_week",
                                                    (json_int_t)week));
    }
    if (rc == 0 && only == NULL)
        rc = json_lists(o, lists, err);
    json_t *root = json_pack("{s:o, s:o, s:o}", "sources", sources, "lists", lists, "topics", topics);
    if (rc == 0) {
        json_dumpf(root, stdout, JSON_INDENT(2) | JSON_REAL_PRECISION(4));
        putchar('\n');
    }
    json_decref(root);
    return rc;
}

/* How the daemon is, in a line; -1 when none answers. */
static int ask_daemon(const struct command_context *context, const char **line, struct error *err)
{
    *line = "no daemon runs on this state, or none that may be asked";
    if (context->daemon < 0)
        return error_set(err, STATUS_NO_SOURCE, "%s", *line);
    return control_ask(context->daemon, "status", context->arena, line, err);
}

int cmd_status(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct overview o = {.conf = &context->config->conf,
                         .lists = &context->config->lists,
                         .store = context->store,
                         .arena = context->arena,
                         .now = (int64_t)time(NULL)};
    const struct source *only = NULL;
    bool json = false, daemon_alone = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else if (strcmp(argv[i], "--daemon") == 0)
            daemon_alone = true;
        else if (argv[i][0] == '-' || only != NULL)
            return command_usage_error("status", argv[i], err);
        else if ((only = conf_source(o.conf, argv[i])) == NULL)
            return error_set(err, STATUS_NO_INPUT, "no [source %s] in %s", argv[i], o.conf->file);
    }
    int rc = ask_daemon(context, &o.daemon, err);
    if (daemon_alone && rc == 0)
        puts(o.daemon);
    if (daemon_alone)
        return rc;
    *err = (struct error){0};
    if (json)
        return print_json(&o, only, err);
    if (only == NULL)
        return print_all(&o, err);
    struct source_state state;
    if (store_get_source(o.store, only->name, o.now, o.arena, &state, err) < 0)
        return -1;
    print_one(&o, only, &state);
    return 0;
}
