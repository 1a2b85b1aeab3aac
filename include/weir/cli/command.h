#ifndef WEIR_CLI_COMMAND_H
#define WEIR_CLI_COMMAND_H
/*
 * command — what a command of the program is: a row of the table in src/cli/commands.c.
 *
 * main finds the row, provides what the row says it needs, runs it, checks that standard output was written,
 * and turns the error into one line and an exit status (sysexits.h). To add a command: a file cmd_NAME.c and
 * a row.
 */
#include <stdbool.h>

#include "weir/rules/config.h"
#include "weir/store/store.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

enum command_needs {
    NEED_NOTHING = 0,
    NEED_CONF = 1,    /* a configuration without faults */
    NEED_STORE = 2,   /* its database, to read: nothing is created or changed */
    MAY_BE_EMPTY = 4, /* … or an empty one in memory, as long as nothing is stored */
    NEED_WRITE = 8,   /* its database, which this process alone may write */
    ASKS_DAEMON =
        16,         /* instead of NEED_WRITE, a connection to the daemon that holds the state, if one runs */
    NEED_WORD = 32, /* its database, to write a word into, beside the daemon that holds it */
};

/* What a command is given; all borrowed but `config`, which a command may take over by setting it to NULL. */
struct command_context {
    const char *conf_option; /* -c FILE, or NULL */
    const char *conf_path;   /* the file that was read; NULL without NEED_CONF */
    struct config *config;
    struct store *store;
    int daemon;          /* what ASKS_DAEMON found (run/control.h), or -1 */
    struct arena *arena; /* lives as long as the process */
};

struct command {
    const char *name;
    /* argv[0] is the name; `err` comes blank */
    int (*run)(struct command_context *context, int argc, char **argv, struct error *err);
    int needs;
    const char *arguments; /* "[--all] [SOURCE…]" */
    const char *summary;   /* one line, as `weir help` shows it */
    const char *help;      /* what `weir help NAME` adds: options, one a line, an example */
};

extern const struct command commands[];
extern const size_t n_commands;

/* The row of that name, or NULL with the nearest right word in `err`. */
const struct command *command_find(const char *name, struct error *err);

/* The usage of all commands, or of one with its options, on standard output. */
void command_print_usage(const struct command *only);

/* Shows every problem of a configuration, a line each, on standard error. */
void command_print_problems(const struct problem_list *problems);

/*
 * The value of option `name` at argv[*i]: "--name VALUE" or "--name=VALUE", `*i` moved past it. NULL when
 * argv[*i] is another word; NULL and `err` filled when the value is missing.
 */
const char *command_option(int argc, char **argv, int *i, const char *name, struct error *err);

/* An option that no command knows, or a missing argument: fills `err`, naming `weir help NAME`. */
int command_usage_error(const char *command, const char *word, struct error *err);

/* The commands, as product and `weir help` describe them; each fills `err` when it fails. */
int cmd_run(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_poll(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_reload(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_check(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_status(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_parse(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_derive(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_match(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_discover(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_explain(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_try(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_digest(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_keep(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_dismiss(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_undo(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_deliver(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_search(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_import(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_export(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_backup(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_completion(struct command_context *context, int argc, char **argv, struct error *err);
int cmd_help(struct command_context *context, int argc, char **argv, struct error *err);

#endif
