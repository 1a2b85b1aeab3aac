#include <stdio.h>

#include "weir/cli/command.h"
#include "weir/installation/installation.h"
#include "weir/publish/subscriptions.h"
#include "weir/system/file.h"

/* What is subscribed already. A configuration that is missing or wrong hinders nobody: `>> feeds.conf` makes
 * an empty one before weir starts, and `check` says what is wrong. */
static const struct conf *find_conf(struct command_context *context, struct error *err)
{
    struct problem_list problems = {0};
    struct error none = {0};
    const char *path =
        installation_conf_file(context->conf_option, context->arena, context->conf_option ? err : &none);
    if (path == NULL)
        return NULL;
    context->config = config_load(path, context->arena, &problems);
    return context->config != NULL ? &context->config->conf : NULL;
}

int cmd_import(struct command_context *context, int argc, char **argv, struct error *err)
{
    if (argc != 2)
        return command_usage_error("import", argc > 2 ? argv[2] : NULL, err);
    const struct conf *conf = find_conf(context, err);
    if (err->text[0] != '\0')
        return -1;
    struct buf bytes = BUF_INIT(FEED_LIMIT_BYTES), out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct opml_feed *subscriptions;
    size_t n;
    int rc = file_read(argv[1], &bytes, err);
    if (rc == 0) {
        struct document document = {.bytes = bytes.data, .n = bytes.n, .url = "", .content_type = ""};
        rc = (urllist_is_it(&document) ? urllist_parse : opml_parse)(&document, context->arena,
                                                                     &subscriptions, &n, err);
        if (rc < 0)
            error_prefix(err, "%s", argv[1]);
    }
    if (rc == 0) {
        subscriptions_import(argv[1], subscriptions, n, conf, context->arena, &out);
        fwrite(out.data, 1, out.n, stdout);
    }
    buf_release(&bytes);
    buf_release(&out);
    return rc;
}
