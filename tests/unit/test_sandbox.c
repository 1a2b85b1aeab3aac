#include "test.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "weir/system/sandbox.h"

static void *look_up(void *arg)
{
    struct addrinfo *found = NULL;
    *(bool *)arg = getaddrinfo("localhost", "80", NULL, &found) == 0 || errno != EPERM;
    if (found != NULL)
        freeaddrinfo(found);
    return NULL;
}

/* What a sandboxed process may and may not, the number of the first thing that is otherwise; 0: none. */
static int try_all(void)
{
    static char *const nothing[] = {NULL};
    struct error err;
    pthread_t thread;
    bool looked_up = false;
    char path[] = "/tmp/weir-sandbox-XXXXXX";
    if (sandbox_enter(&err) < 0)
        return 1;
    if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
        return 2;
    if (execve("/bin/true", nothing, nothing) == 0 || errno != EPERM)
        return 3;
    if (socket(AF_PACKET, SOCK_RAW, 0) >= 0 || errno != EPERM)
        return 4;
    if (mount("none", "/mnt", "tmpfs", 0, "") == 0 || errno != EPERM)
        return 5;
    if (setuid(getuid()) == 0 || errno != EPERM)
        return 6;
    int fd = mkstemp(path);
    if (fd < 0 || unlink(path) < 0)
        return 7;
    if (socket(AF_INET6, SOCK_STREAM, 0) < 0 && errno == EPERM)
        return 8;
    if (pthread_create(&thread, NULL, look_up, &looked_up) != 0 || pthread_join(thread, NULL) != 0 ||
        !looked_up)
        return 9;
    return 0;
}

static void what_is_never_needed_is_given_up(void **state)
{
    int status = 0;
    (void)state;
    pid_t child = fork();
    if (child == 0)
        _exit(try_all());
    assert_int_equal(waitpid(child, &status, 0), child);
    check_number("the first thing that is otherwise", WIFEXITED(status) ? WEXITSTATUS(status) : -1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_never_needed_is_given_up)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
