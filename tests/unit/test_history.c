/*
 * Runs tests/golden/history/FILE.txt: documents that sources published one after another, and the stories
 * that must come of them. A line is a verb and its fields, parted by " | ":
 *
 *     case NAME                     begins a case, with an empty store
 *     poll SOURCE MOMENT [first]    a document, polled MOMENT (3d, 2h, 0m) after the start
 *                                   first: what is older than a week is old news, as at a first poll
 *     item FIELD: VALUE | …         one of its items: guid, url, title, date (MOMENT or none), text,
 *                                   arxiv, doi, comment
 *     put FIELD N | …               what it brought: new, changed, stories, notice WORDS
 *     total N                       stories that there are now
 *     story TITLE | FIELD: VALUE …  one is shown under that title: key, uid, source, url, also, related,
 *                                   place (1 is the newest), news (yes or no), text, published
 *     none TITLE                    none is shown under that title
 *
 * A text "@name" is 40 sentences made from the name ("@zh-name": of Chinese characters); behind it may stand:
 * cut N (the first N sentences), drop N (without every Nth), swap (halves exchanged), ads (three sentences
 * more), emoji.
 */
#include "store_fixture.h"

#include <dirent.h>

#include "weir/text/buf.h"

#define N_SENTENCES 40
#define N_FIELDS    16
#define N_ITEMS     64

struct run {
    struct fixture *fixture;
    const char *file, *name; /* of the case */
    int line;
    char source[64];
    int64_t now;
    bool is_first, pending;
    struct item items[N_ITEMS];
    size_t n_items;
    struct put_result result;
    size_t n_failed;
    jmp_buf next_case; /* where a case ends that went wrong */
};

static void complain(struct run *run, const char *what, const char *got, const char *want)
{
    print_error("%s:%d: %s: %s: got \"%s\", want \"%s\"\n", run->file, run->line, run->name, what, got, want);
    run->n_failed++;
    longjmp(run->next_case, 1);
}

static void want_number(struct run *run, const char *what, size_t got, const char *want)
{
    char text[24];

    snprintf(text, sizeof text, "%zu", got);
    if (strcmp(text, want) != 0)
        complain(run, what, text, want);
}

static void want_text(struct run *run, const char *what, const char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        complain(run, what, got, want);
}

/* "3d", "-2h", "10m" */
static int64_t read_span(struct run *run, const char *text)
{
    char *end;
    long number = strtol(text, &end, 10);
    int64_t unit = *end == 'd' ? DAY : *end == 'h' ? 3600 : *end == 'm' ? 60 : 0;

    if (end == text || unit == 0)
        complain(run, "a span", text, "3d");
    return number * unit;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 10;
}

static void add_sentence(struct buf *out, const char *name, int number)
{
    uint32_t seed = (uint32_t)number * 2654435761u;
    bool chinese = strncmp(name, "zh-", 3) == 0;

    for (const char *p = name; *p != '\0'; p++)
        seed = seed * 31 + (unsigned char)*p;
    buf_adds(out, "<p>");
    for (int i = 0; i < 12; i++) {
        uint32_t word = next_random(&seed);
        if (chinese)
            buf_addf(out, "%c%c%c", 0xe4 + (int)(word % 4), 0x80 + (int)(word / 4 % 64),
                     0x80 + (int)(word / 256 % 64));
        else
            buf_addf(out, "%c%x ", 'g' + (int)(word % 20), word / 20 % 4096);
    }
    buf_adds(out, chinese ? "。</p>" : ".</p>");
}

/* "@name cut 10 ads" → HTML */
static const char *make_text(struct run *run, char *recipe)
{
    struct buf out = BUF_INIT(1 << 20);
    char *rest = recipe, *name = strsep(&rest, " ") + 1, *word;
    int first = 0, n = N_SENTENCES, drop = 0;
    bool ads = false, emoji = false;
    const char *text;

    while ((word = strsep(&rest, " "))) {
        if (strcmp(word, "cut") == 0)
            n = atoi(strsep(&rest, " "));
        else if (strcmp(word, "drop") == 0)
            drop = atoi(strsep(&rest, " "));
        else if (strcmp(word, "swap") == 0)
            first = N_SENTENCES / 2;
        else if (strcmp(word, "ads") == 0)
            ads = true;
        else if (strcmp(word, "emoji") == 0)
            emoji = true;
        else
            complain(run, "a text", word, "cut, drop, swap, ads or emoji");
    }
    for (int i = 0; i < n; i++) {
        if (drop > 0 && i % drop == 0)
            continue;
        if (emoji && i % 2 == 0)
            buf_adds(&out, "🔥✨");
        add_sentence(&out, name, (first + i) % N_SENTENCES);
    }
    for (int i = 0; ads && i < 3; i++)
        add_sentence(&out, run->source, 1000 + i);
    text = arena_copy(&run->fixture->arena, out.data, out.n);
    buf_release(&out);
    return text;
}

static void read_item(struct run *run, char *fields)
{
    struct arena *arena = &run->fixture->arena;
    struct item *item = &run->items[run->n_items++];

    assert_true(run->n_items <= N_ITEMS);
    *item = item_of("", "", "", run->now);
    for (char *field; (field = strsep(&fields, "|"));) {
        char *value = strchr(field, ':');
        if (!value)
            complain(run, "a field", field, "name: value");
        *value++ = '\0';
        field += strspn(field, " ");
        value += strspn(value, " ");
        for (size_t n = strlen(value); n > 0 && value[n - 1] == ' '; n--)
            value[n - 1] = '\0';
        value = arena_strdup(arena, value);
        if (strcmp(field, "guid") == 0)
            item->id = value;
        else if (strcmp(field, "url") == 0)
            item->url = value;
        else if (strcmp(field, "title") == 0)
            item->title = value;
        else if (strcmp(field, "date") == 0)
            item->published_at = strcmp(value, "none") == 0 ? DATE_NONE : TODAY + read_span(run, value);
        else if (strcmp(field, "text") == 0)
            item->content_html = value[0] == '@' ? make_text(run, value) : value;
        else if (strcmp(field, "arxiv") == 0)
            item->arxiv.id = value;
        else if (strcmp(field, "version") == 0)
            item->arxiv.version = atoi(value);
        else if (strcmp(field, "announce") == 0)
            item->arxiv.announce_type = value;
        else if (strcmp(field, "quiet") == 0)
            item->quiet = true;
        else if (strcmp(field, "doi") == 0)
            item->arxiv.doi = value;
        else if (strcmp(field, "comment") == 0)
            item->arxiv.comment = value;
        else if (strcmp(field, "origin") == 0)
            item->origin.url = value;
        else
            complain(run, "a field", field, "guid, url, title, …");
    }
}

static bool is_old(const struct item *item, void *arg)
{
    const struct run *run = arg;

    return run->is_first && item->published_at != DATE_NONE && item->published_at < run->now - 7 * DAY;
}

/* Stores the document that has been read, if there is one. */
static void flush(struct run *run)
{
    struct source_state state = state_of(run->source);
    struct feed feed = {.title = "", .home_page_url = "", .items = run->items, .n_items = run->n_items};
    struct error err = {0};

    if (!run->pending)
        return;
    check_done(store_put(run->fixture->store, &state, &feed, run->now, is_old, run, &run->result, &err),
               &err);
    run->pending = false;
    run->n_items = 0;
}

static void begin_poll(struct run *run, char *words)
{
    char *source = strsep(&words, " "), *moment = strsep(&words, " ");

    snprintf(run->source, sizeof run->source, "%s", source);
    run->now = TODAY + read_span(run, moment ? moment : "");
    run->is_first = words && strcmp(words, "first") == 0;
    run->pending = true;
}

static void check_put(struct run *run, char *fields)
{
    for (char *field; (field = strsep(&fields, "|"));) {
        field += strspn(field, " ");
        for (size_t n = strlen(field); n > 0 && field[n - 1] == ' '; n--)
            field[n - 1] = '\0';
        char *name = strsep(&field, " ");
        if (strcmp(name, "new") == 0)
            want_number(run, name, run->result.n_new, field);
        else if (strcmp(name, "changed") == 0)
            want_number(run, name, run->result.n_changed, field);
        else if (strcmp(name, "stories") == 0)
            want_number(run, name, run->result.n_stories, field);
        else if (strcmp(name, "notice") == 0 && field ? !strstr(run->result.notice, field) : false)
            complain(run, name, run->result.notice, field);
        else if (strcmp(name, "quiet") == 0)
            want_text(run, "notice", run->result.notice, "");
    }
}

static size_t count_links(const struct item *story, const char *rel)
{
    size_t n = 0;

    for (size_t i = 0; i < story->n_also; i++)
        n += strcmp(story->also[i].rel, rel) == 0;
    return n;
}

static const struct item *find_story(const struct feed *feed, const char *title)
{
    for (size_t i = 0; i < feed->n_items; i++)
        if (strcmp(feed->items[i].title, title) == 0)
            return &feed->items[i];
    return NULL;
}

static void check_field(struct run *run, const struct feed *all, const struct item *story, const char *name,
                        char *value)
{
    if (strcmp(name, "key") == 0)
        want_text(run, name, story->key, value);
    else if (strcmp(name, "uid") == 0)
        want_text(run, name, story->uid, value);
    else if (strcmp(name, "source") == 0)
        want_text(run, name, story->source, value);
    else if (strcmp(name, "url") == 0)
        want_text(run, name, story->url, value);
    else if (strcmp(name, "also") == 0)
        want_number(run, name, count_links(story, "via"), value);
    else if (strcmp(name, "related") == 0)
        want_number(run, name, count_links(story, "related"), value);
    else if (strcmp(name, "place") == 0)
        want_number(run, name, (size_t)(story - all->items) + 1, value);
    else if (strcmp(name, "withdrawn") == 0)
        want_text(run, name, story->arxiv.withdrawn ? "yes" : "no", value);
    else if (strcmp(name, "text") == 0)
        want_text(run, name, story->content_html, value[0] == '@' ? make_text(run, value) : value);
    else if (strcmp(name, "published") == 0)
        want_number(run, name, (size_t)(story->published_at - TODAY),
                    arena_printf(&run->fixture->arena, "%lld", (long long)read_span(run, value)));
    else if (strcmp(name, "news") == 0) {
        struct feed news = select_stories(run->fixture, (struct store_query){.without_backfill = true});
        want_text(run, name, find_story(&news, story->title) ? "yes" : "no", value);
    } else {
        complain(run, "a field", name, "key, uid, source, …");
    }
}

static void check_story(struct run *run, char *fields)
{
    struct feed all = select_stories(run->fixture, (struct store_query){0});
    char *title = strsep(&fields, "|");
    const struct item *story;

    for (size_t n = strlen(title); n > 0 && title[n - 1] == ' '; n--)
        title[n - 1] = '\0';
    story = find_story(&all, title);
    if (!story)
        complain(run, "story", "none", title);
    for (char *field; (field = strsep(&fields, "|"));) {
        char *value = strchr(field, ':');
        *value++ = '\0';
        field += strspn(field, " ");
        value += strspn(value, " ");
        for (size_t n = strlen(value); n > 0 && value[n - 1] == ' '; n--)
            value[n - 1] = '\0';
        check_field(run, &all, story, field, value);
    }
}

static void run_line(struct run *run, char *line)
{
    char *rest = line, *verb = strsep(&rest, " ");
    struct feed all;

    rest = rest ? rest : line + strlen(line);
    if (strcmp(verb, "item") == 0) {
        read_item(run, rest);
        return;
    }
    flush(run);
    if (strcmp(verb, "poll") == 0) {
        begin_poll(run, rest);
    } else if (strcmp(verb, "put") == 0) {
        check_put(run, rest);
    } else if (strcmp(verb, "story") == 0) {
        check_story(run, rest);
    } else if (strcmp(verb, "total") == 0) {
        all = select_stories(run->fixture, (struct store_query){0});
        want_number(run, verb, all.n_items, rest);
    } else if (strcmp(verb, "none") == 0) {
        all = select_stories(run->fixture, (struct store_query){0});
        if (find_story(&all, rest))
            complain(run, "story", rest, "none");
    } else {
        complain(run, "a verb", verb, "case, poll, item, put, total, story, none");
    }
}

static void begin_case(struct run *run, void **state, const char *name)
{
    if (*state)
        fixture_tear_down(state);
    fixture_set_up(state);
    run->fixture = *state;
    run->name = arena_strdup(&run->fixture->arena, name);
    run->pending = false;
    run->n_items = 0;
}

/* Returns how many cases there are. */
static size_t run_file(const char *path, const char *name, size_t *n_failed)
{
    FILE *file = fopen(path, "r");
    struct run *run = calloc(1, sizeof *run);
    static char *line;
    void *state = NULL;
    size_t size = 0;
    volatile size_t n_cases = 0;
    volatile bool skip = false;

    assert_non_null(file);
    run->file = name;
    while (getline(&line, &size, file) >= 0) {
        run->line++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (strncmp(line, "case ", 5) == 0) {
            begin_case(run, &state, line + 5);
            skip = false;
            n_cases++;
        } else if (!skip) {
            if (setjmp(run->next_case) == 0)
                run_line(run, line);
            else
                skip = true;
        }
    }
    if (state)
        fixture_tear_down(&state);
    *n_failed += run->n_failed;
    free(line);
    line = NULL;
    free(run);
    fclose(file);
    return n_cases;
}

static void test_histories(void **state)
{
    const char *top = getenv("WEIR_SOURCE_DIR");
    struct dirent **entries;
    char folder[512], path[1024];
    size_t n_cases = 0, n_failed = 0;
    int n;

    (void)state;
    snprintf(folder, sizeof folder, "%s/tests/golden/history", top ? top : ".");
    n = scandir(folder, &entries, NULL, alphasort);
    assert_true(n > 2);
    for (int i = 0; i < n; i++) {
        if (entries[i]->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
            n_cases += run_file(path, entries[i]->d_name, &n_failed);
        }
        free(entries[i]);
    }
    free(entries);
    assert_true(n_cases >= 60);
    check_number("cases that went wrong", n_failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_histories)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
