/*
 * bench_year [DAYS]: a year of 200 sources whose truth is known: papers of which 30 % are cross-listed, blogs
 * that change guids, hosts, paths and headlines, accounts that switch mirrors and of whose posts 10 % are
 * reposts, half of them under another headline, and a fifth of whose texts come a day late. Counts what
 * readers would see twice, and what was merged wrongly.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "weir/store/store.h"
#include "weir/text/buf.h"
#include "weir/text/date.h"

#define DAY        INT64_C(86400)
#define START      INT64_C(1735689600) /* 2025-01-01 */
#define N_ARCHIVES 20
#define N_BLOGS    120
#define N_ACCOUNTS 60
#define N_SOURCES  (N_ARCHIVES + N_BLOGS + N_ACCOUNTS)
#define N_SHOWN    10 /* posts in a document of a blog or account */
#define A_DAY      4  /* papers of an archive */

/* What was really published: one work, however often it is shown. */
struct post {
    int truth; /* reposts have the original's */
    int number;
    int64_t at;
    int day; /* on which it is first shown */
    bool repost, retitled, edited, late;
};

struct source {
    struct post *posts; /* of the window that the document shows, newest first */
    size_t n;
    int rhythm; /* days between posts */
    int moved;  /* how often host, paths or guids have changed */
    bool unstable, nameless, one_guid, long_links;
};

static uint32_t seed = 1;

static uint32_t chance(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % n;
}

/* Sentences of words that depend on the truth alone. */
static const char *text_of(struct arena *arena, const struct post *post)
{
    struct buf out = BUF_INIT(1 << 20);
    uint32_t state = (uint32_t)post->truth * 2654435761u + 12345;
    const char *text;

    for (int sentence = 0; sentence < 25; sentence++) {
        bool left_out = post->repost && (sentence + post->number) % 9 == 0;
        for (int word = 0; word < 12; word++) {
            state = state * 1664525u + 1013904223u;
            if (!left_out)
                buf_addf(&out, "w%x ", (state >> 9) % 30000);
        }
        buf_adds(&out, post->repost && sentence % 5 == 0 ? "🔥。" : ". ");
    }
    for (int word = 0; post->repost && word < 20; word++)
        buf_addf(&out, "ad%d ", (post->number + word) % 999);
    text = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return text;
}

/* Without digits: titles whose numbers differ are never one. */
static const char *letters_of(struct arena *arena, int number)
{
    char *text = arena_printf(arena, "%x", (unsigned)number);

    for (char *p = text; *p != '\0'; p++)
        *p = (char)(*p >= '0' && *p <= '9' ? 'g' + *p - '0' : *p);
    return text;
}

static struct item item_of(struct arena *arena, int index, const struct source *source,
                           const struct post *post, int day)
{
    struct item item = item_blank;
    item.published_at = post->at;
    item.rights = arena_printf(arena, "%d", post->truth);
    item.content_html = text_of(arena, post);
    if (index < N_ARCHIVES) {
        item.arxiv.id = arena_printf(arena, "%04d.%05d", 2501 + post->truth / 99999, post->truth % 99999 + 1);
        item.id = arena_printf(arena, "oai:arXiv.org:%sv1", item.arxiv.id);
        item.url = arena_printf(arena, "https://arxiv.org/abs/%s", item.arxiv.id);
        item.title = arena_printf(arena, "A paper on thing%x and thing%x",
                                  (unsigned)post->truth * 7919u % 4096u, (unsigned)post->truth);
    } else if (index < N_ARCHIVES + N_BLOGS) {
        item.title = arena_printf(arena, "%s post%x of blog%d about matters",
                                  post->edited && day % 2 ? "My" : "A", (unsigned)post->number, index);
        item.url = arena_printf(arena, "http%s://blog%d%s.example/%s%d?utm_source=rss",
                                source->moved > 0 ? "s" : "", index, source->moved > 1 ? "-new" : "",
                                source->moved > 2 ? "posts/p" : "2025/p", post->number);
        item.id = source->nameless   ? ""
                  : source->one_guid ? "the blog"
                  : source->unstable ? arena_printf(arena, "%d-%d", day, post->number)
                                     : arena_printf(arena, "id%d:%d", source->moved, post->number);
    } else {
        item.title = arena_printf(arena, "%s第%d号文章写的是学生与老师%x", post->repost ? "【转载】" : "",
                                  post->truth, (unsigned)post->truth * 31u);
        if (post->retitled)
            item.title = arena_printf(arena, "值得一读的好文%s", letters_of(arena, post->number));
        if (post->late && post->day == day)
            item.content_html = "阅读原文";
        if (source->long_links) {
            item.published_at += 600;
            item.url = arena_printf(arena, "https://mp.weixin.qq.com/s?__biz=Biz%d==&mid=%d&idx=1&sn=0",
                                    index, post->number);
            item.id = item.url;
        } else {
            item.id = arena_printf(arena, "Short%04d%012d", index, post->number);
            item.url = arena_printf(arena, "https://mp.weixin.qq.com/s/%s", item.id);
        }
    }
    return item;
}

static void add_post(struct source *source, struct post post, size_t most)
{
    if (source->n == most)
        source->n--;
    memmove(source->posts + 1, source->posts, source->n * sizeof post);
    source->posts[0] = post;
    source->n++;
}

/* What is new on that day, everywhere. */
static void live_a_day(struct source *sources, int day, int *n_truths)
{
    int64_t at = START + day * DAY;

    for (int i = 0; i < N_ARCHIVES; i++)
        sources[i].n = 0;
    for (int i = 0; i < N_ARCHIVES * A_DAY; i++) {
        struct post paper = {.truth = ++*n_truths, .number = *n_truths, .at = at};
        add_post(&sources[i % N_ARCHIVES], paper, 4 * A_DAY);
        for (uint32_t more = chance(10) < 3 ? 1 + chance(2) : 0; more > 0; more--)
            add_post(&sources[chance(N_ARCHIVES)], paper, 4 * A_DAY);
    }
    for (int i = N_ARCHIVES; i < N_SOURCES; i++) {
        struct source *source = &sources[i];
        struct post post = {.at = at - 3600 - (int64_t)chance(40000), .edited = chance(20) == 0};
        bool account = i >= N_ARCHIVES + N_BLOGS;
        if ((day + i) % source->rhythm == 0) {
            struct source *other = &sources[N_ARCHIVES + N_BLOGS + chance(N_ACCOUNTS)];
            post.repost = account && day > 3 && chance(10) == 0 && other != source && other->n > 0 &&
                          other->posts[0].at > at - 5 * DAY;
            post.truth = post.repost ? other->posts[0].truth : ++*n_truths;
            post.number = 100000 + day * 300 + i;
            post.day = day;
            post.retitled = post.repost && chance(2) == 0;
            post.late = account && chance(5) == 0;
            add_post(source, post, N_SHOWN);
        }
        if (!account && chance(200) == 0 && source->moved < 3)
            source->moved++;
        if (account && chance(60) == 0)
            source->long_links = !source->long_links;
    }
}

static void poll(struct store *store, struct source *sources, int index, int day)
{
    struct arena arena;
    struct item items[4 * A_DAY + N_SHOWN];
    struct feed feed = {.items = items};
    struct source_state state = {.next_at = DATE_NONE};
    struct put_result result;
    struct error err;

    arena_init(&arena);
    state.name = arena_printf(&arena, "source-%03d", index);
    for (size_t i = 0; i < sources[index].n; i++)
        items[feed.n_items++] = item_of(&arena, index, &sources[index], &sources[index].posts[i], day);
    bench_expect(store_put(store, &state, &feed, START + day * DAY + 3600, NULL, NULL, &result, &err), &err);
    arena_release(&arena);
}

static long count(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row;
    long n = -1;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        n = (long)sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return n;
}

int main(int argc, char **argv)
{
    int n_days = argc > 1 ? atoi(argv[1]) : 365, n_truths = 0;
    struct source *sources = calloc(N_SOURCES, sizeof *sources);
    char folder[] = "/tmp/weir-bench-XXXXXX", path[64], command[80];
    struct store *store;
    struct error err;
    sqlite3 *db;

    snprintf(path, sizeof path, "%s/weir.db", mkdtemp(folder));
    bench_expect(store_open(path, &store, &err), &err);
    for (int i = 0; i < N_SOURCES; i++) {
        sources[i].posts = calloc(4 * A_DAY + N_SHOWN + 1, sizeof *sources[i].posts);
        sources[i].rhythm = 2 + i % 5;
        sources[i].unstable = i % 12 == 0;
        sources[i].nameless = i % 12 == 1;
        sources[i].one_guid = i % 24 == 2;
        sources[i].long_links = i % 3 == 0;
    }
    for (int day = 0; day <= n_days; day++) { /* on the last nothing is new, but late texts come */
        if (day < n_days)
            live_a_day(sources, day, &n_truths);
        for (int i = 0; i < N_SOURCES; i++)
            poll(store, sources, i, day);
    }
    store_close(store);
    sqlite3_open(path, &db);
    printf("%d days, %d works, %ld items, %ld stories, %ld processor seconds\n", n_days, n_truths,
           count(db, "SELECT count(*) FROM item"), count(db, "SELECT count(*) FROM story"),
           (long)(clock() / CLOCKS_PER_SEC));
    printf(
        "shown more than once: %ld works; wrongly merged: %ld stories\n",
        count(db, "SELECT count(*) FROM (SELECT 1 FROM item i JOIN body b ON b.item = i.id GROUP BY b.rights"
                  " HAVING count(DISTINCT i.story) > 1)"),
        count(db, "SELECT count(*) FROM (SELECT 1 FROM item i JOIN body b ON b.item = i.id GROUP BY i.story"
                  " HAVING count(DISTINCT b.rights) > 1)"));
    sqlite3_close(db);
    snprintf(command, sizeof command, "%s -r %s", argc > 2 ? "echo kept: rm" : "rm", folder);
    return system(command);
}
