#include <stdio.h>

#include "input.h"
#include "weir/cli/command.h"
#include "weir/render/jsonfeed.h"

int cmd_parse(struct command_context *context, int argc, char **argv, struct error *err)
{
    const char *url = "", *content_type = "", *path = NULL, *value;
    for (int i = 1; i < argc; i++) {
        if ((value = command_option(argc, argv, &i, "--url", err)) != NULL)
            url = value;
        else if ((value = command_option(argc, argv, &i, "--content-type", err)) != NULL)
            content_type = value;
        else if (err->text[0] != '\0')
            return -1;
        else if (path != NULL || (argv[i][0] == '-' && argv[i][1] != '\0'))
            return command_usage_error("parse", argv[i], err);
        else
            path = argv[i];
    }
    if (path == NULL)
        return command_usage_error("parse", NULL, err);

    struct feed *feed;
    if (input_feed(path, url, content_type, context->arena, &feed, err) < 0)
        return -1;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    jsonfeed_write(feed, &out);
    fwrite(out.data, 1, out.n, stdout);
    int rc =
        out.full ? error_set(err, STATUS_LIMIT, "%s: more than %zu MiB of JSON", path, out.limit >> 20) : 0;
    buf_release(&out);
    return rc;
}
