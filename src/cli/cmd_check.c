#include <stdio.h>

#include "weir/cli/command.h"

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

int cmd_check(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct problem_list problems = {0};
    if (argc > 1)
        return command_usage_error("check", argv[1], err);
    const char *path = config_find(context->conf_option, context->arena, err);
    if (path == NULL)
        return -1;
    context->config = config_load(path, context->arena, &problems);
    if (context->config == NULL) {
        command_print_problems(&problems);
        return error_set(err, STATUS_CONFIG, "%s: %zu problem%s", path, problems.n, plural(problems.n));
    }
    const struct problem_list *warnings = &context->config->warnings;
    command_print_problems(warnings);
    if (warnings->n > 0)
        return error_set(err, STATUS_CONFIG, "%s: %zu problem%s, none of which stops weir", path, warnings->n,
                         plural(warnings->n));
    const struct conf *conf = &context->config->conf;
    printf("%s: %zu source%s, %zu topic%s, no problem\n", path, conf->n_sources, plural(conf->n_sources),
           conf->n_topics, plural(conf->n_topics));
    return 0;
}
