#include <stdio.h>

#include "weir/cli/command.h"
#include "weir/discover/discover.h"
#include "weir/text/url.h"

int cmd_discover(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct discovered *found;
    size_t n;
    if (argc != 2)
        return command_usage_error("discover", argc > 2 ? argv[2] : NULL, err);
    if (!url_is_http(argv[1]))
        return error_set(err, STATUS_USAGE, "discover: \"%s\" is no http or https address", argv[1]);
    const struct discover_manner manner = {.user_agent = "weir/" WEIR_VERSION};
    if (discover(argv[1], &manner, context->arena, &found, &n, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        printf("%s\t%s, %zu items\t%s\n", found[i].url, found[i].format, found[i].n_items, found[i].title);
    return 0;
}
