#include "weir/cli/command.h"

int cmd_help(struct command_context *context, int argc, char **argv, struct error *err)
{
    (void)context;
    const struct command *only = NULL;
    if (argc > 2)
        return command_usage_error("help", argv[2], err);
    if (argc == 2 && (only = command_find(argv[1], err)) == NULL)
        return -1;
    command_print_usage(only);
    return 0;
}
