#include <stdio.h>
#include <string.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/deliver/deliver.h"
#include "weir/text/suggest.h"

static int64_t now_s(void)
{
    return (int64_t)time(NULL);
}

static const struct delivery *find_delivery(const struct conf *conf, const char *name, struct arena *arena,
                                            struct error *err)
{
    const char **names = arena_alloc(arena, (conf->n_deliveries + 1) * sizeof *names);
    for (size_t i = 0; i < conf->n_deliveries; i++) {
        names[i] = conf->deliveries[i].name;
        if (strcmp(names[i], name) == 0)
            return &conf->deliveries[i];
    }
    const char *near = suggest(name, names, conf->n_deliveries);
    error_set(err, STATUS_NO_INPUT, "no [deliver %s] in %s%s%s%s", name, conf->file,
              near != NULL ? "; did you mean \"" : "", near != NULL ? near : "", near != NULL ? "\"?" : "");
    return NULL;
}

int cmd_deliver(struct command_context *context, int argc, char **argv, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    struct deliver_tools tools = {.store = context->store, .conf = conf, .now = now_s};
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (argc != 3 || strcmp(argv[1], "--test") != 0)
        return command_usage_error("deliver", argc > 1 ? argv[argc - 1] : NULL, err);
    const struct delivery *delivery = find_delivery(conf, argv[2], context->arena, err);
    if (delivery == NULL || deliver_preview(&tools, delivery, &out, err) < 0)
        return -1;
    fwrite(out.data, 1, out.n, stdout);
    buf_release(&out);
    return 0;
}
