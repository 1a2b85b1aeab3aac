#include "test.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "weir/system/log.h"
#include "weir/system/notify.h"

/* Runs `act` in a child whose standard error is `theirs`, and returns what came out at `ours`. */
static const char *said(void (*act)(void), int theirs, int ours)
{
    static char text[4096];
    pid_t child = fork();
    if (child == 0) {
        dup2(theirs, STDERR_FILENO);
        act();
        _exit(0);
    }
    waitpid(child, NULL, 0);
    close(theirs);
    ssize_t n = read(ours, text, sizeof text - 1);
    text[n > 0 ? n : 0] = '\0';
    close(ours);
    return text;
}

static const char *said_to_pipe(void (*act)(void))
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    return said(act, ends[1], ends[0]);
}

static void log_all_levels(void)
{
    log_progress("never in a pipe");
    log_error("no %s", "disk");
    log_warn("slow\nsource");
    log_info("12 items");
    log_debug("not shown");
    log_set_level(LOG_LEVEL_ERROR);
    log_warn("not shown either");
}

static void pretend_journal(void)
{
    struct stat status;
    char stream[64];
    fstat(STDERR_FILENO, &status);
    snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)status.st_dev,
             (unsigned long long)status.st_ino);
    setenv("JOURNAL_STREAM", stream, 1);
    log_all_levels();
}

static void keep_another_journal(void)
{
    setenv("JOURNAL_STREAM", "8:1", 1);
    log_all_levels();
}

static void test_lines(void **state)
{
    (void)state;
    check_string("plain", said_to_pipe(log_all_levels), "no disk\nslow source\n12 items\n");
    check_string("journal", said_to_pipe(pretend_journal), "<3>no disk\n<4>slow source\n<6>12 items\n");
    check_string("redirected away from the journal", said_to_pipe(keep_another_journal),
                 "no disk\nslow source\n12 items\n");
}

static void draw_progress(void)
{
    log_progress("%d of %d", 1, 2);
    log_info("done: a");
    log_progress("知识蒸馏");
    log_progress_end();
    log_progress_end();
    log_set_level(LOG_LEVEL_WARN);
    log_progress("quiet");
}

static void test_progress_on_a_terminal(void **state)
{
    (void)state;
    int ours, theirs;
    struct winsize size = {.ws_row = 24, .ws_col = 8};
    if (openpty(&ours, &theirs, NULL, NULL, &size) < 0)
        skip();
    int keep = dup(theirs); /* what was written is lost when the last descriptor closes */
    check_string("drawn over, cut to the width, taken away", said(draw_progress, theirs, ours),
                 "\r\033[K1 of 2\r\033[Kdone: a\r\n\r\033[K知识蒸\r\033[K");
    close(keep);
}

/* What reaches the service manager's socket. */
static void test_notify(void **state)
{
    (void)state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "/tmp/weir-test-notify-%d", (int)getpid());
    int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(manager, (struct sockaddr *)&address, sizeof address), 0);
    setenv("NOTIFY_SOCKET", address.sun_path, 1);
    setenv("WATCHDOG_USEC", "30000000", 1);
    notify_ready();
    notify_status("12 sources\nREADY=%d", 0);
    notify_alive();
    notify_reloading();
    notify_stopping();
    check_number("half of the watchdog's time", (long long)notify_watchdog_s(), 15);
    static const char *const want[] = {"READY=1", "STATUS=12 sources READY=0", "WATCHDOG=1",
                                       "RELOADING=1\nMONO", "STOPPING=1"};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        char got[256] = "";
        assert_true(recv(manager, got, sizeof got - 1, 0) > 0);
        got[strlen(got) > strlen(want[i]) && i == 3 ? strlen(want[i]) : strlen(got)] = '\0';
        check_string("told", got, want[i]);
    }
    unsetenv("NOTIFY_SOCKET");
    unsetenv("WATCHDOG_USEC");
    notify_ready(); /* nobody listens: nothing happens */
    check_number("no watchdog", (long long)notify_watchdog_s(), 0);
    close(manager);
    unlink(address.sun_path);
}

int main(void)
{
    unsetenv("JOURNAL_STREAM");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_progress_on_a_terminal),
        cmocka_unit_test(test_notify),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
