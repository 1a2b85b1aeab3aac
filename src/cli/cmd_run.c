#include "weir/cli/command.h"
#include "weir/run/daemon.h"

static struct config *reload(void *arg)
{
    const struct command_context *context = arg;
    struct problem_list problems = {0};
    struct arena arena;
    arena_init(&arena);
    struct config *config = config_load(context->conf_path, &arena, &problems);
    command_print_problems(&problems);
    arena_release(&arena);
    return config;
}

int cmd_run(struct command_context *context, int argc, char **argv, struct error *err)
{
    if (argc > 1)
        return command_usage_error("run", argv[1], err);
    struct config *config = context->config;
    if (config_settle(config, context->store, err) < 0)
        return -1;
    context->config = NULL; /* the daemon's from here on */
    return daemon_run(context->store, config, reload, context, err);
}
