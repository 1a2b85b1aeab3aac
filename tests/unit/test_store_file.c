/* What befalls databases: other schemas, other programs, an end in the middle, no room, no right to write. */
#include "store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "weir/store/digest_trouble.h"
#include "weir/store/search.h"

/* Changes the database behind the store's back, with the store closed meanwhile. */
static void alter(struct fixture *f, const char *sql)
{
    sqlite3 *db;

    store_close(f->store);
    f->store = NULL;
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void check_refused(struct fixture *f, enum status status, const char *says)
{
    struct error err = {0};

    assert_int_equal(store_open(f->path, &f->store, &err), -1);
    check_number(err.text, err.status, status);
    if (!strstr(err.text, says) || strchr(err.text, '\n'))
        check_string("the line", err.text, says);
    f->store = NULL;
}

static void test_a_newer_schema_is_refused(void **state)
{
    struct fixture *f = *state;

    alter(f, "PRAGMA user_version = 999");
    check_refused(f, STATUS_IO, "newer weir");
}

/* What takes the newest steps back, the newest first: a database as an older weir left it. */
static const char *const undo[] = {
    "DROP TABLE digest_trouble; DROP TABLE digest; PRAGMA user_version = 10",
    "DROP TABLE feedback; PRAGMA user_version = 9",
    "DROP TABLE sketch; PRAGMA user_version = 8",
    "PRAGMA writable_schema = ON; ALTER TABLE dirty RENAME TO touched; DROP INDEX name_by_item;"
    "ALTER TABLE source DROP COLUMN read_at; PRAGMA user_version = 7",
    "DROP TABLE delivery; PRAGMA user_version = 6",
    "DROP TABLE spread;"
    "DROP INDEX story_matched; PRAGMA user_version = 5",
    "PRAGMA writable_schema = ON; DROP TABLE subscription;" /* the tokenizer is not known here */
    "ALTER TABLE source DROP COLUMN hub_topic; ALTER TABLE source DROP COLUMN hub; PRAGMA user_version = 4",
    "UPDATE item SET grade = grade / 1000; PRAGMA user_version = 3",
    "PRAGMA writable_schema = ON;"
    "DROP INDEX story_by_version; ALTER TABLE story DROP COLUMN version_at;"
    "ALTER TABLE story DROP COLUMN version; DROP TABLE listed; PRAGMA user_version = 2",
    "DROP TABLE touched; PRAGMA user_version = 1",
};

static void test_an_older_schema_is_brought_up_to_date(void **state)
{
    struct fixture *f = *state;

    PUT(f, "copies", TODAY, item_of("1", "https://huggingface.co/papers/2511.00001", "A rendering", TODAY));
    PUT(f, "arxiv", TODAY + 1, item_of("2", "https://arxiv.org/abs/2511.00001", "The paper", TODAY + DAY));
    PUT(f, "notes", TODAY, item_of("第 1 号", "", "A note without an address", TODAY - DAY));
    for (size_t n = 1; n <= sizeof undo / sizeof *undo; n++) {
        struct error err = {0};
        struct feed feed;
        for (size_t i = 0; i < n; i++)
            alter(f, undo[i]);
        check_done(store_open(f->path, &f->store, &err), &err);
        PUT(f, "other", TODAY + DAY, item_of("3", "https://arxiv.org/pdf/2511.00001", "A copy", TODAY + DAY));
        PUT(f, "notes", TODAY + DAY, item_of("第 1 号", "", "A note, corrected", TODAY - DAY));
        feed = select_stories(f, (struct store_query){0});
        check_number("stories", feed.n_items, 2);
        check_string("its id", feed.items[0].uid, "tag:weir,2026:arxiv:2511.00001");
        check_string("the note's id", feed.items[1].uid,
                     "tag:weir,2026:guid:notes/%E7%AC%AC%201%20%E5%8F%B7");
        check_string("the best still shows it", feed.items[0].title, "The paper");
    }
}

static void test_what_digests_told_moves_from_notes_to_its_table(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    struct trouble_row *rows;
    size_t n;
    bool is_known;

    alter(f, undo[0]);
    alter(
        f,
        "INSERT INTO note VALUES ('troubles 2026-11-20', 'failing' || char(9) || '博客' || char(9) || 'since'"
        " || char(10) || 'mirror' || char(9) || 'b' || char(9) || char(10)),"
        " ('troubles 2026-W47', char(10)), ('socket', '')");
    check_done(store_open(f->path, &f->store, &err), &err);
    check_done(store_get_troubles(f->store, "2026-11-20", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("both lines", (long long)n, 2);
    check_string("kind", rows[0].kind, "failing");
    check_string("source", rows[0].source, "博客");
    check_string("text", rows[0].text, "since");
    check_string("a line without a text", rows[1].source, "b");
    check_done(store_get_troubles(f->store, "2026-W47", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("the week told of none", is_known && n == 0, 1);
    expire(f, INT64_C(1795737600)); /* 2026-11-27: both spans are over */
    check_done(store_get_troubles(f->store, "2026-W47", &f->arena, &rows, &n, &is_known, &err), &err);
    check_number("it has expired", is_known, 0);
}

static void test_somebody_elses_database_is_refused(void **state)
{
    struct fixture *f = *state;

    alter(f, "PRAGMA application_id = 7; PRAGMA user_version = 0");
    check_refused(f, STATUS_IO, "no database of weir's");
}

static void test_a_damaged_database_is_refused(void **state)
{
    struct fixture *f = *state;
    FILE *file;

    store_close(f->store);
    file = fopen(f->path, "r+");
    for (int i = 0; i < 4096; i++)
        fputc('x', file);
    fclose(file);
    check_refused(f, STATUS_IO, "no database of weir's");
}

static void test_no_folder(void **state)
{
    struct error err = {0};
    struct store *store;

    (void)state;
    assert_int_equal(store_open("/nonexistent/folder/weir.db", &store, &err), -1);
    check_number("status", err.status, STATUS_CANNOT_CREATE);
}

static void test_another_process_writes(void **state)
{
    struct fixture *f = *state;
    struct source_state source = state_of("blog");
    struct error err = {0};
    sqlite3 *other;

    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_put_source(f->store, &source, &err), -1);
    check_number("status", err.status, STATUS_BUSY);
    sqlite3_close(other);
    check_done(store_put_source(f->store, &source, &err), &err);
}

/* Stores documents until somebody ends the process, or `limit` bytes make the file too large. */
static void store_for_ever(const char *path, rlim_t limit, int done)
{
    struct error err = {0};
    struct store *store;
    struct rlimit size = {limit, limit};

    signal(SIGXFSZ, SIG_IGN);
    if (store_open(path, &store, &err) < 0)
        _exit(2);
    if (limit > 0)
        setrlimit(RLIMIT_FSIZE, &size);
    for (int poll = 0;; poll++) {
        struct item items[10];
        char urls[10][64], titles[10][32];
        char *text = calloc(1, 20001);
        struct source_state source = state_of("blog");
        struct feed feed = {.items = items, .n_items = 10};
        struct put_result result;

        memset(text, 'x', 20000);
        for (int i = 0; i < 10; i++) {
            snprintf(urls[i], sizeof urls[i], "https://example.org/%d/%d", poll, i);
            snprintf(titles[i], sizeof titles[i], "Post %d", poll * 10 + i);
            items[i] = item_of(urls[i], urls[i], titles[i], TODAY);
            items[i].content_html = text;
        }
        if (store_put(store, &source, &feed, TODAY, NULL, NULL, &result, &err) < 0) {
            store_close(store);
            free(text);
            _exit(err.status == STATUS_IO && !strchr(err.text, '\n') ? 42 : 3);
        }
        free(text);
        if (write(done, "x", 1) != 1)
            _exit(4);
    }
}

static pid_t start_writer(struct fixture *f, rlim_t limit, int ends[2])
{
    pid_t pid;

    store_close(f->store);
    f->store = NULL;
    assert_int_equal(pipe(ends), 0);
    pid = fork();
    if (pid == 0)
        store_for_ever(f->path, limit, ends[1]);
    close(ends[1]);
    return pid;
}

/* Counts whole documents: ten stories each, and the database passes SQLite's own examination. */
static void check_whole(struct fixture *f, size_t at_least)
{
    struct error err = {0};
    struct feed feed;
    sqlite3_stmt *row;
    sqlite3 *db;

    check_done(store_open(f->path, &f->store, &err), &err);
    feed = select_stories(f, (struct store_query){0});
    check_number("no document by halves", feed.n_items % 10, 0);
    if (feed.n_items < at_least * 10)
        check_number("documents that were stored", feed.n_items / 10, at_least);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    check_string("integrity", (const char *)sqlite3_column_text(row, 0), "ok");
    sqlite3_finalize(row);
    sqlite3_close(db);
}

static void test_killed_in_the_middle(void **state)
{
    struct fixture *f = *state;

    for (unsigned round = 0; round < 5; round++) {
        size_t n_stored = 0;
        char byte;
        int ends[2], status;
        pid_t pid = start_writer(f, 0, ends);

        for (; n_stored < 3 && read(ends[0], &byte, 1) == 1; n_stored++)
            ;
        usleep(300 * round);
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        close(ends[0]);
        check_whole(f, n_stored);
        unlink(f->path);
    }
}

/* What the file's owner forbids everybody, nobody may do. */
static void open_as_nobody(const char *path)
{
    struct error err = {0};
    struct store *store;

    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        _exit(2);
    if (store_open(path, &store, &err) == 0)
        _exit(3);
    _exit(err.status == STATUS_CANNOT_CREATE && strstr(err.text, "check the owner") && !strchr(err.text, '\n')
              ? 42
              : 4);
}

static void test_the_file_is_read_only(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    int status;
    pid_t pid;

    PUT(f, "blog", TODAY, item_of("1", "https://example.org/1", "One", TODAY));
    store_close(f->store);
    assert_int_equal(chmod(f->path, 0444), 0);
    assert_int_equal(chmod(f->folder, 0555), 0);
    pid = fork();
    if (pid == 0)
        open_as_nobody(f->path);
    waitpid(pid, &status, 0);
    check_number("one clear line", WIFEXITED(status) ? WEXITSTATUS(status) : 0, 42);
    assert_int_equal(chmod(f->folder, 0700), 0);
    assert_int_equal(chmod(f->path, 0600), 0);
    check_done(store_open(f->path, &f->store, &err), &err);
    check_number("stories", select_stories(f, (struct store_query){0}).n_items, 1);
}

/* Another weir's rules would give other keys: ids that were published stay, and nothing is shown twice. */
static void test_ids_outlive_the_rules_that_made_them(void **state)
{
    struct fixture *f = *state;
    struct item item = item_of("1", "https://example.org/a-post/", "A post", TODAY);
    struct error err = {0};
    struct feed feed;

    PUT(f, "blog", TODAY, item);
    alter(f, "UPDATE story SET key = 'https://example.org/a-post/index.html'");
    check_done(store_open(f->path, &f->store, &err), &err);
    item.title = "A post, edited";
    PUT(f, "blog", TODAY + DAY, item);
    feed = select_stories(f, (struct store_query){0});
    check_number("stories", feed.n_items, 1);
    check_string("the id", feed.items[0].uid, "tag:weir,2026:https://example.org/a-post/index.html");
    check_string("edited", feed.items[0].title, "A post, edited");
}

static void test_the_disk_is_full(void **state)
{
    struct fixture *f = *state;
    size_t n_stored = 0;
    char byte;
    int ends[2], status;
    pid_t pid = start_writer(f, 3 << 20, ends);

    while (read(ends[0], &byte, 1) == 1)
        n_stored++;
    close(ends[0]);
    waitpid(pid, &status, 0);
    check_number("ends by itself", WIFEXITED(status), 1);
    check_number("with one clear line", WEXITSTATUS(status), 42);
    check_whole(f, n_stored);
}

static int64_t n_pages(const struct fixture *f)
{
    sqlite3_stmt *row;
    sqlite3 *db;
    int64_t n;

    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA page_count", -1, &row, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(row), SQLITE_ROW);
    n = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_close(db);
    return n;
}

#define A_WEEK  20
#define KEPT    (60 * DAY)
#define N_WEEKS 260

/* Five years of posts without a topic, each week some, of which one source after another is given up. */
static void test_what_is_kept_for_a_while_takes_no_more_room_year_by_year(void **state)
{
    struct fixture *f = *state;
    struct error err = {0};
    int64_t first_year = 0;
    size_t n_indexed;

    for (int week = 0; week < N_WEEKS; week++) {
        int64_t now = TODAY + week * 7 * DAY;
        struct item items[A_WEEK];
        struct source_state polled = state_of(arena_printf(&f->arena, "blog%d", week / 10));
        for (int i = 0; i < A_WEEK; i++) {
            const char *url = arena_printf(&f->arena, "https://example.org/%d/%d", week, i);
            items[i] = item_of(url, url, arena_printf(&f->arena, "Post %d of week %d", i, week), now);
            items[i].content_html = arena_printf(
                &f->arena, "<p>What %d said of %d in week%d, at some length, was this and that.</p>", i, week,
                i);
        }
        put_items(f, polled.name, now, items, A_WEEK);
        polled.polled_at = now;
        check_done(store_put_source(f->store, &polled, &err), &err);
        check_done(store_index(f->store, INDEX_LIMIT_SLICE, &n_indexed, &err), &err);
        struct expiry expiry = {.now = now, .before_at = now - KEPT};
        int rc;
        while ((rc = store_expire(f->store, &expiry, &err)) > 0)
            continue;
        check_done(rc, &err);
        arena_release(&f->arena);
        if (week == 52)
            first_year = n_pages(f);
    }
    check_number("no more than a quarter larger than after one year", n_pages(f) * 4 <= first_year * 5, 1);
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(test_a_newer_schema_is_refused),
        IN_STORE(test_an_older_schema_is_brought_up_to_date),
        IN_STORE(test_what_digests_told_moves_from_notes_to_its_table),
        IN_STORE(test_somebody_elses_database_is_refused),
        IN_STORE(test_a_damaged_database_is_refused),
        cmocka_unit_test(test_no_folder),
        IN_STORE(test_another_process_writes),
        IN_STORE(test_killed_in_the_middle),
        IN_STORE(test_the_disk_is_full),
        IN_STORE(test_the_file_is_read_only),
        IN_STORE(test_ids_outlive_the_rules_that_made_them),
        IN_STORE(test_what_is_kept_for_a_while_takes_no_more_room_year_by_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
