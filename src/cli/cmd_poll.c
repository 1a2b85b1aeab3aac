#include <string.h>

#include "weir/cli/command.h"
#include "weir/flow/pass.h"
#include "weir/system/log.h"

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
