#include <string.h>

#include "weir/cli/command.h"
#include "weir/flow/pass.h"
#include "weir/flow/watch.h"
#include "weir/system/log.h"

/* Lists come first, since topics come from them. */
static int follow_lists(struct command_context *context, bool all, struct error *err)
{
    struct problem_list problems = {0};
    bool changed;
    if (watch_once(context->store, &context->config->conf, all, &changed, err) < 0)
        return -1;
    struct config *config = changed ? config_load(context->conf_path, context->arena, &problems) : NULL;
    command_print_problems(&problems);
    if (config != NULL) {
        config_free(context->config);
        context->config = config;
    }
    return 0;
}

int cmd_poll(struct command_context *context, int argc, char **argv, struct error *err)
{
    bool all = false;
    const char **names = arena_alloc(context->arena, (size_t)argc * sizeof *names);
    size_t n_names = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--all") == 0)
            all = true;
        else if (argv[i][0] == '-')
            return command_usage_error("poll", argv[i], err);
        else
            names[n_names++] = argv[i];
    }
    struct pass_result result;
    if (follow_lists(context, all, err) < 0 || config_settle(context->config, context->store, err) < 0)
        return -1;
    int rc = pass_run(context->store, &context->config->conf, names, n_names, all, &result, err);
    if (result.n_polled > 0)
        log_info(
            "polled %zu sources: %zu items, %zu new, %zu new stories; %zu unchanged, %zu failed; %zu of %zu "
            "published files changed",
            result.n_polled, result.n_items, result.n_new, result.n_stories, result.n_not_modified,
            result.n_failed, result.n_files_changed, result.n_files);
    else if (rc == 0)
        log_info("no source is due; `weir poll --all` polls every one");
    return rc;
}
