/*
 * main — options, the command table's row, what the row needs, and the exit status.
 */
#include <curl/curl.h>
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "weir/cli/command.h"
#include "weir/installation/installation.h"
#include "weir/run/control.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

static void print_version(void)
{
    printf("weir %s\n%s\n", WEIR_VERSION, curl_version());
}

/* Reads the options before the command; the rest of the words are left in argc and argv. `*only` is h or V
 * when help or the version is all that is wanted. */
static int read_options(int *argc, char ***argv, struct command_context *context, int *only,
                        struct error *err)
{
    static const struct option words[] = {
        {"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {0}};
    int c;
    opterr = 0;
    while ((c = getopt_long(*argc, *argv, "+:c:hqv", words, NULL)) != -1) {
        switch (c) {
        case 'h':
        case 'V':
            *only = c;
            break;
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
            if (optopt != 0)
                return error_set(err, STATUS_USAGE, "no option \"-%c\"; see `weir help`", optopt);
            return error_set(err, STATUS_USAGE, "no option \"%s\"; see `weir help`", (*argv)[optind - 1]);
        }
    }
    *argc -= optind;
    *argv += optind;
    return 0;
}

static int load_conf(struct command_context *context, struct error *err)
{
    struct problem_list problems = {0};
    context->conf_path = installation_conf_file(context->conf_option, context->arena, err);
    if (context->conf_path == NULL)
        return -1;
    context->config = config_load(context->conf_path, context->arena, &problems);
    if (context->config != NULL)
        return 0;
    command_print_problems(&problems);
    return error_set(err, STATUS_CONFIG, "%s", ""); /* all is said */
}

/* To write: alone, in a folder that is made if need be. */
static int open_to_write(struct command_context *context, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    int lock; /* held until the process ends */
    bool is_new = access(conf->state, F_OK) != 0;
    if (file_make_folder(conf->state, err) < 0 || (is_new && file_keep_private(conf->state, 0700, err) < 0) ||
        file_lock(installation_lock_file(conf, context->arena), &lock, err) < 0)
        return -1;
    /* It holds the secrets of hubs and subscriptions; SQLite's other files are made as it is. */
    const char *database = installation_database(conf, context->arena);
    if (file_keep_private(database, 0600, err) < 0)
        return -1;
    return store_open(database, &context->store, err);
}

/* One transaction of the command comes between those of the daemon. */
static int open_to_tell(struct command_context *context, struct error *err)
{
    const char *database = installation_database(&context->config->conf, context->arena);
    if (access(database, F_OK) == 0)
        return store_open(database, &context->store, err);
    return error_set(err, STATUS_NO_INPUT, "nothing is stored: no %s; `weir poll` begins", database);
}

static int open_to_read(struct command_context *context, bool may_be_empty, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    const char *database = installation_database(conf, context->arena);
    if (access(database, F_OK) == 0)
        return store_open_readonly(database, &context->store, err);
    if (errno != ENOENT)
        return error_set(err, STATUS_CANNOT_CREATE, "%s: %s", database, strerror(errno));
    error_set(err, STATUS_NO_INPUT,
              "nothing is stored: no %s, where %s has its state; `weir poll` begins, `state` in [weir] names "
              "another folder",
              database, conf->file);
    if (!may_be_empty)
        return -1;
    log_warn("%s", err->text);
    *err = (struct error){0};
    return store_open(":memory:", &context->store, err);
}

static int run(const struct command *command, struct command_context *context, int argc, char **argv,
               struct error *err)
{
    if ((command->needs & NEED_CONF) != 0 && load_conf(context, err) < 0)
        return -1;
    if ((command->needs & ASKS_DAEMON) != 0)
        context->daemon =
            control_connect(installation_control_socket(&context->config->conf, context->arena));
    if ((command->needs & NEED_WRITE) != 0 && context->daemon < 0 && open_to_write(context, err) < 0)
        return -1;
    if ((command->needs & NEED_STORE) != 0 &&
        open_to_read(context, (command->needs & MAY_BE_EMPTY) != 0, err) < 0)
        return -1;
    if ((command->needs & NEED_WORD) != 0 && open_to_tell(context, err) < 0)
        return -1;
    if (command->run(context, argc, argv, err) < 0)
        return -1;
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    bool is_lost = fflush(stdout) != 0 || ferror(stdout);
    int why = errno;
    if (is_lost && poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0)
        return 0; /* a pipe whose reader has had enough */
    if (is_lost)
        return error_set(err, STATUS_IO, "standard output: %s", strerror(why));
    return 0;
}

static int start(int argc, char **argv, struct command_context *context, struct error *err)
{
    static char help[] = "help", *only_help[] = {help, NULL};
    int only = 0;
    if (read_options(&argc, &argv, context, &only, err) < 0)
        return -1;
    if (only == 'V') {
        print_version();
        return 0;
    }
    if (only == 'h')
        return cmd_help(context, 1, only_help, err);
    if (argc == 0)
        return error_set(err, STATUS_USAGE, "which command? `weir help` lists them");
    const struct command *command = command_find(argv[0], err);
    for (int i = 1; i < argc && command != NULL && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            command_print_usage(command);
            return 0;
        }
    return command != NULL ? run(command, context, argc, argv, err) : -1;
}

int main(int argc, char **argv)
{
    struct arena arena;
    struct error err = {0};
    arena_init(&arena);
    struct command_context context = {.arena = &arena, .daemon = -1};

    setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN); /* a peer that hangs up is an error of that write, not of weir */
    signal(SIGXFSZ, SIG_IGN);
    curl_global_init(CURL_GLOBAL_DEFAULT);

    int rc = start(argc, argv, &context, &err);
    if (context.store != NULL)
        store_close(context.store);
    config_free(context.config);
    curl_global_cleanup();
    if (rc < 0 && err.text[0] != '\0')
        fprintf(stderr, "weir: %s\n", err.text);
    arena_release(&arena);
    return rc < 0 ? error_exit_code(err.status) : EXIT_SUCCESS;
}
