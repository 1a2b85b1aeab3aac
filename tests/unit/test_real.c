/*
 * Captured feeds, where they lie beside the source (WEIR_SHARED/feeds/real), as the histories of as many
 * sources: polled, polled again, in another order, and through a mirror with other guids, hosts and tracking.
 * What comes of it is judged by titles and texts, not by the keys that the store goes by. Skipped where
 * there are none.
 */
#include "store_fixture.h"

#include <glob.h>

#include "weir/feed/parse.h"
#include "weir/store/explain.h"
#include "weir/story/identity.h"
#include "weir/story/similarity.h"
#include "weir/system/file.h"
#include "weir/text/buf.h"

#define FILE_LIMIT ((size_t)64 << 20)
#define NOW        INT64_C(1790000000) /* after the newest of them */
#define WINDOW     (14 * DAY)

struct source {
    const char *name; /* the file's, up to the moment of a series */
    struct feed *feed;
};

struct captured {
    struct arena arena;
    struct source *sources;
    size_t n;
};

static struct feed *parse_file(const char *path, struct arena *arena)
{
    struct buf bytes = BUF_INIT(FILE_LIMIT);
    struct feed *feed;
    struct error err;

    file_read(path, &bytes, NULL); /* what cannot be read is empty, and no feed */
    struct document document = {
        .bytes = bytes.data, .n = bytes.n, .url = "https://captured.example/", .content_type = ""};
    int result = feed_parse(&document, arena, &feed, &err);
    buf_release(&bytes);
    return result == 0 ? feed : NULL;
}

static void read_captured(struct captured *out)
{
    const char *shared = getenv("WEIR_SHARED");
    char pattern[512];
    glob_t paths;

    arena_init(&out->arena);
    snprintf(pattern, sizeof pattern, "%s/feeds/real/*/*", shared ? shared : "../shared");
    if (glob(pattern, 0, NULL, &paths) != 0)
        return;
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        const char *name = strrchr(paths.gl_pathv[i], '/') + 1;
        struct feed *feed = NULL;
        if (!strstr(paths.gl_pathv[i], "/not-feed/"))
            feed = parse_file(paths.gl_pathv[i], &out->arena);
        if (!feed)
            continue;
        out->sources = arena_grow(&out->arena, out->sources, out->n, sizeof *out->sources);
        out->sources[out->n++] =
            (struct source){.name = arena_copy(&out->arena, name, strcspn(name, "@")), .feed = feed};
    }
    globfree(&paths);
}

static void poll_all(struct fixture *f, const struct captured *captured, int64_t now, size_t *n_new,
                     size_t *n_stories)
{
    *n_new = *n_stories = 0;
    for (size_t i = 0; i < captured->n; i++) {
        struct feed *feed = captured->sources[i].feed;
        struct put_result result = put_items(f, captured->sources[i].name, now, feed->items, feed->n_items);
        if (now > NOW && result.n_stories > 0)
            print_message("%s: %zu stories more\n", captured->sources[i].name, result.n_stories);
        *n_new += result.n_new;
        *n_stories += result.n_stories;
    }
}

static void reverse_items(struct captured *captured)
{
    for (size_t i = 0; i < captured->n; i++) {
        struct feed *feed = captured->sources[i].feed;
        for (size_t k = 0; k < feed->n_items / 2; k++) {
            struct item item = feed->items[k];
            feed->items[k] = feed->items[feed->n_items - 1 - k];
            feed->items[feed->n_items - 1 - k] = item;
        }
    }
}

/* Another guid for each item, https for http, and tracking on its link, as a mirror serves it. */
static void mirror_items(struct captured *captured)
{
    for (size_t i = 0; i < captured->n; i++) {
        struct feed *feed = captured->sources[i].feed;
        for (size_t k = 0; k < feed->n_items; k++) {
            struct item *item = &feed->items[k];
            const char *url = item->url, *rest = url + (strncmp(url, "http://", 7) == 0 ? 7 : 8);
            item->id = item->id[0] ? arena_printf(&captured->arena, "mirror-%s", item->id) : "";
            if (strncmp(url, "http", 4) == 0 && !strchr(url, '#'))
                item->url = arena_printf(&captured->arena, "https://%s%cutm_source=mirror", rest,
                                         strchr(rest, '?') ? '&' : '?');
        }
    }
}

/* A story beside what it says. */
struct seen {
    const struct item *item;
    struct sketch sketch;
};

static int compare_seen(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;

    return strcmp(x->sketch.title.text, y->sketch.title.text);
}

/* One long title of its own kind, of about the same days, from two sources: readers see it twice. */
static size_t count_duplicates(struct fixture *f, const struct feed *all)
{
    struct seen *seen = arena_alloc(&f->arena, (all->n_items + 1) * sizeof *seen);
    size_t n = 0;

    for (size_t i = 0; i < all->n_items; i++) {
        seen[i].item = &all->items[i];
        sketch_item(&f->arena, &all->items[i], &seen[i].sketch);
    }
    qsort(seen, all->n_items, sizeof *seen, compare_seen);
    for (size_t i = 1; i < all->n_items; i++) {
        struct seen *a = &seen[i - 1], *b = &seen[i];
        if (strcmp(a->sketch.title.text, b->sketch.title.text) != 0 || !a->sketch.title.is_telling ||
            a->sketch.title.n_units < 6 || strcmp(a->item->source, b->item->source) == 0 ||
            llabs(a->item->published_at - b->item->published_at) > WINDOW ||
            sketch_are_two(&a->sketch, &b->sketch))
            continue;
        print_message("shown twice: %s (%s %s, %s %s)\n", a->item->title, a->item->source, a->item->key,
                      b->item->source, b->item->key);
        n++;
    }
    return n;
}

/* Do two parts of a story have neither title nor text in common? */
static bool is_wrong(struct arena *arena, const struct item *a, const struct item *b)
{
    struct sketch x, y;
    struct similarity similarity;

    sketch_item(arena, a, &x);
    sketch_item(arena, b, &y);
    similarity = sketch_similarity(&x, &y);
    return normal_title_similarity(&x.title, &y.title) < 0.6 && similarity.resemblance < 0.35 &&
           similarity.containment < 0.8;
}

static size_t count_wrong_merges(struct fixture *f, const struct feed *all)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n_items; i++) {
        struct story_explained story;
        struct error err = {0};
        if (all->items[i].n_also == 0)
            continue;
        check_done(store_explain(f->store, all->items[i].uid, &f->arena, &story, &err), &err);
        for (size_t k = 1; k < story.n_parts; k++)
            if (is_wrong(&f->arena, &story.parts[0].item, &story.parts[k].item)) {
                print_message("merged: %s (%s) and %s (%s) as %s\n", story.parts[0].item.title,
                              story.parts[0].item.source, story.parts[k].item.title,
                              story.parts[k].item.source, story.item.key);
                n++;
            }
    }
    return n;
}

static void test_captured_feeds(void **state)
{
    struct fixture *f = *state;
    struct captured captured = {0};
    size_t n_new, n_stories;
    struct feed all;

    read_captured(&captured);
    if (captured.n < 100) {
        arena_release(&captured.arena);
        skip();
    }
    poll_all(f, &captured, NOW, &n_new, &n_stories);
    assert_true(n_new > 2000);
    all = select_stories(f, (struct store_query){0});
    print_message("%zu documents, %zu items, %zu stories\n", captured.n, n_new, all.n_items);
    check_number("stories", all.n_items, n_stories);
    check_number("shown more than once", count_duplicates(f, &all), 0);
    check_number("wrongly merged", count_wrong_merges(f, &all), 0);

    poll_all(f, &captured, NOW + DAY, &n_new, &n_stories);
    check_number("new on the second day", n_new, 0);
    reverse_items(&captured);
    poll_all(f, &captured, NOW + 2 * DAY, &n_new, &n_stories);
    check_number("new in another order", n_new, 0);
    mirror_items(&captured);
    poll_all(f, &captured, NOW + 3 * DAY, &n_new, &n_stories);
    check_number("new stories from a mirror", n_stories, 0);
    check_number("stories as before", select_stories(f, (struct store_query){0}).n_items, all.n_items);
    arena_release(&captured.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_captured_feeds, fixture_set_up, fixture_tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
