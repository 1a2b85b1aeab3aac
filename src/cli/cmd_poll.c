#include <string.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/run/control.h"
#include "weir/run/pass.h"
#include "weir/run/watch.h"
#include "weir/system/log.h"
#include "weir/text/date.h"

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

/* "30d" before now. */
static int read_since(const char *value, int64_t *since_at, struct error *err)
{
    int64_t span = date_duration(value);
    if (span <= 0)
        return error_set(err, STATUS_USAGE, "--since %s: is no duration; they are written 12h, 30d, 8w",
                         value);
    *since_at = (int64_t)time(NULL) - span;
    return 0;
}

static int read_wish(struct command_context *context, int argc, char **argv, struct pass_wish *wish,
                     struct error *err)
{
    const char **names = arena_alloc(context->arena, (size_t)argc * sizeof *names), *since;
    *wish = (struct pass_wish){.names = names, .since_at = DATE_NONE};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--all") == 0)
            wish->all = true;
        else if ((since = command_option(argc, argv, &i, "--since", err)) != NULL) {
            if (read_since(since, &wish->since_at, err) < 0)
                return -1;
        } else if (err->status != STATUS_OK)
            return -1;
        else if (argv[i][0] == '-')
            return command_usage_error("poll", argv[i], err);
        else
            names[wish->n_names++] = argv[i];
    }
    if (wish->since_at != DATE_NONE && wish->n_names == 0)
        return error_set(err, STATUS_USAGE, "--since wants the names of the sources; see `weir help poll`");
    return 0;
}

/* The daemon holds the state: it polls in our place. */
static int ask_daemon(struct command_context *context, const struct pass_wish *wish, struct error *err)
{
    const char *request = wish->all ? "poll\t--all" : "poll", *text;
    if (wish->since_at != DATE_NONE)
        return error_set(err, STATUS_BUSY, "--since fills back what the daemon holds; stop it meanwhile");
    for (size_t i = 0; i < wish->n_names; i++)
        request = arena_printf(context->arena, "%s\t%s", request, wish->names[i]);
    if (control_ask(context->daemon, request, context->arena, &text, err) < 0)
        return -1;
    log_info("%s", text);
    return 0;
}

int cmd_reload(struct command_context *context, int argc, char **argv, struct error *err)
{
    const char *text;
    if (argc > 1)
        return command_usage_error("reload", argv[1], err);
    if (context->daemon < 0)
        return error_set(err, STATUS_NO_INPUT, "no daemon that may be asked runs on %s",
                         context->config->conf.state);
    if (control_ask(context->daemon, "reload", context->arena, &text, err) < 0)
        return -1;
    log_info("%s", text);
    return 0;
}

int cmd_poll(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct pass_wish wish;
    struct pass_result result;
    if (read_wish(context, argc, argv, &wish, err) < 0)
        return -1;
    if (context->daemon >= 0)
        return ask_daemon(context, &wish, err);
    if (follow_lists(context, wish.all, err) < 0 || config_settle(context->config, context->store, err) < 0)
        return -1;
    int rc = pass_run(context->store, &context->config->conf, &wish, &result, err);
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
