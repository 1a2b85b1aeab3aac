/*
 * main — options, the command table's row, what the row needs, and the exit status.
 */
#include <curl/curl.h>
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "weir/cli/command.h"
#include "weir/system/log.h"

static void print_version(void)
{
    printf("weir %s\n%s\n", WEIR_VERSION, curl_version());
}

/* Reads -c, -q and -v, which stand before the command; the rest of the words are left in argc and argv. */
static int read_options(int *argc, char ***argv, struct command_context *context, struct error *err)
{
    int c;
    opterr = 0;
    while ((c = getopt(*argc, *argv, "+:c:qv")) != -1) {
        switch (c) {
        case 'c':
            context->conf_option = optarg;
            break;
        case 'q':
            log_set_level(LOG_LEVEL_ERROR);
            break;
        case 'v':
            log_set_level(LOG_LEVEL_DEBUG);
            break;
        case ':':
            return error_set(err, STATUS_USAGE, "-%c wants a file; see `weir help`", optopt);
        default:
            return error_set(err, STATUS_USAGE, "no option \"%s\"; see `weir help`", (*argv)[optind - 1]);
        }
    }
    *argc -= optind;
    *argv += optind;
    return 0;
}

static int run(const struct command *command, struct command_context *context, int argc, char **argv,
               struct error *err)
{
    if (command->run(context, argc, argv, err) < 0)
        return -1;
    if (fflush(stdout) != 0 || ferror(stdout))
        return error_set(err, STATUS_IO, "standard output: %s", strerror(errno));
    return 0;
}

static int start(int argc, char **argv, struct command_context *context, struct error *err)
{
    static char help[] = "help", *only_help[] = {help, NULL};
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        print_version();
        return 0;
    }
    if (argc == 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0))
        return cmd_help(context, 1, only_help, err);
    if (read_options(&argc, &argv, context, err) < 0)
        return -1;
    if (argc == 0)
        return error_set(err, STATUS_USAGE, "which command? `weir help` lists them");
    const struct command *command = command_find(argv[0], err);
    return command != NULL ? run(command, context, argc, argv, err) : -1;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err = {0};
    arena_init(&arena);
    struct command_context context = {.arena = &arena};

    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN); /* a peer that hangs up is an error of that write, not of weir */
    signal(SIGXFSZ, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);

    int rc = start(argc, argv, &context, &err);
    curl_global_cleanup();
    if (rc < 0 && err.text[0] != '\0')
        fprintf(stderr, "weir: %s\n", err.text);
    arena_release(&arena);
    return rc < 0 ? error_exit_code(err.status) : EXIT_SUCCESS;
}
