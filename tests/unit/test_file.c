#include "test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "weir/system/file.h"

static char folder[] = "/tmp/weir-test-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const files[] = {"a/b/c.txt", "a/b", "a", "x.txt", "locked", "wall"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        remove(files[i]);
    return chdir("/") == 0 ? rmdir(folder) : -1; /* fails when a test left something behind */
}

static void check_file(const char *path, const char *want)
{
    struct buf text = BUF_INIT(1000);
    struct error err = {0};
    check_number("read", file_read(path, &text, &err), 0);
    check_string(path, text.data, want);
    buf_release(&text);
}

static void test_replace(void **state)
{
    (void)state;
    struct error err = {0};
    bool changed = false;
    check_number("made with its folders", file_replace("a/b/c.txt", "one", 3, &changed, &err), 0);
    check_number("changed", changed, 1);
    check_file("a/b/c.txt", "one");
    struct stat before, after;
    assert_int_equal(stat("a/b/c.txt", &before), 0);
    check_number("the same bytes", file_replace("a/b/c.txt", "one", 3, &changed, &err), 0);
    check_number("not changed", changed, 0);
    assert_int_equal(stat("a/b/c.txt", &after), 0);
    check_number("not even written", before.st_ino == after.st_ino && before.st_mtime == after.st_mtime, 1);
    check_number("other bytes, same length", file_replace("a/b/c.txt", "two", 3, NULL, &err), 0);
    check_file("a/b/c.txt", "two");
    check_number("shorter", file_replace("x.txt", "", 0, &changed, &err), 0);
    check_number("an empty file is one", changed, 1);
    check_file("x.txt", "");
    check_number("no temporary file stays", access("a/b/.c.txt.tmp", F_OK), -1);
}

static void test_replace_that_fails_changes_nothing(void **state)
{
    (void)state;
    struct error err = {0};
    assert_int_equal(file_replace("wall", "x", 1, NULL, &err), 0);
    check_number("a file in the way", file_replace("wall/y", "x", 1, NULL, &err), -1);
    check_number("status", err.status, STATUS_CANNOT_CREATE);
    check_number("a folder in the way", file_replace("a/b", "x", 1, NULL, &err), -1);
    check_number("status", err.status, STATUS_IO);
    check_number("no temporary file stays", access("a/.b.tmp", F_OK), -1);
    check_file("wall", "x");
}

static void test_replace_of_a_large_file(void **state)
{
    (void)state;
    enum { N = (2 << 20) + 1 };
    struct error err = {0};
    struct stat status;
    bool is_changed;
    char *bytes = malloc(N);
    memset(bytes, 'x', N);
    assert_int_equal(file_replace("x.txt", "old", 3, NULL, &err), 0);
    assert_int_equal(file_replace("x.txt", bytes, N, &is_changed, &err), 0);
    check_number("changed", is_changed, 1);
    assert_int_equal(stat("x.txt", &status), 0);
    check_number("all of it", status.st_size, N);
    check_number("no temporary file stays", access(".x.txt.tmp", F_OK), -1);
    assert_int_equal(file_replace("x.txt", bytes, N, &is_changed, &err), 0);
    check_number("the same bytes are no change", is_changed, 0);
    free(bytes);
}

static void test_text_is_valid_and_bounded(void **state)
{
    (void)state;
    struct arena arena;
    struct error err = {0};
    const char *text = "";
    size_t n = 0;
    arena_init(&arena);
    assert_int_equal(file_replace("x.txt", "\xd6\xd0x", 3, NULL, &err), 0);
    check_number("GBK", file_read_text("x.txt", 3, &arena, &text, &n, &err), 0);
    check_string("what is no UTF-8 is marked", text, "\xef\xbf\xbd\xef\xbf\xbdx");
    check_number("its length", n, 7);
    check_number("a byte too many", file_read_text("x.txt", 2, &arena, &text, &n, &err), -1);
    check_number("status", err.status, STATUS_LIMIT);
    arena_release(&arena);
}

static void test_read_errors(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(2);
    struct error err = {0};
    check_number("none", file_read("nowhere", &text, &err), -1);
    check_number("status", err.status, STATUS_NO_INPUT);
    check_string("line", err.text, "nowhere: No such file or directory");
    check_number("folder", file_read("a", &text, &err), -1);
    check_number("status", err.status, STATUS_NO_INPUT);
    check_number("too large", file_read("a/b/c.txt", &text, &err), -1);
    check_number("status", err.status, STATUS_LIMIT);
    buf_release(&text);
}

static void test_list(void **state)
{
    (void)state;
    struct arena arena;
    struct error err = {0};
    const char **names;
    size_t n;
    arena_init(&arena);
    check_number("found", file_list("[wx]*", &arena, &names, &n, &err), 0);
    check_number("both", n, 2);
    check_string("sorted", names[0], "wall");
    check_string("sorted", names[1], "x.txt");
    check_number("none is no error", file_list("nowhere/*.conf", &arena, &names, &n, &err), 0);
    check_number("none", n, 0);
    arena_release(&arena);
}

static void test_lock(void **state)
{
    (void)state;
    struct error err = {0};
    int lock = -1;
    check_number("free", file_lock("locked", &lock, &err), 0);
    pid_t child = fork();
    if (child == 0) {
        char want[100];
        int other;
        snprintf(want, sizeof want, "locked: another weir (process %d) holds it; try again later",
                 (int)getppid());
        bool right =
            file_lock("locked", &other, &err) < 0 && err.status == STATUS_BUSY && strcmp(err.text, want) == 0;
        _exit(right ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    check_number("the other is told who", status, 0);
    close(lock);
    check_number("free again", file_lock("locked", &lock, &err), 0);
    close(lock);
    check_number("nowhere", file_lock("nowhere/locked", &lock, &err), -1);
    check_number("status", err.status, STATUS_CANNOT_CREATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replace),
        cmocka_unit_test(test_replace_that_fails_changes_nothing),
        cmocka_unit_test(test_replace_of_a_large_file),
        cmocka_unit_test(test_text_is_valid_and_bounded),
        cmocka_unit_test(test_read_errors),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_lock),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
