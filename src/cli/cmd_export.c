#include <stdio.h>

#include "weir/cli/command.h"
#include "weir/publish/site.h"
#include "weir/publish/subscriptions.h"

int cmd_export(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct site site;
    if (argc != 1)
        return command_usage_error("export", argv[1], err);
    if (site_open(context->store, &context->config->conf, context->arena, &site, err) < 0)
        return -1;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    subscriptions_export(&site, true, context->arena, &out);
    fwrite(out.data, 1, out.n, stdout);
    buf_release(&out);
    return 0;
}
