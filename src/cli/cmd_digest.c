#include <stdio.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/flow/edition.h"
#include "weir/publish/digest.h"

int cmd_digest(struct command_context *context, int argc, char **argv, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    const char *day = NULL, *week = NULL;
    for (int i = 1; i < argc; i++) {
        const char *value;
        if ((value = command_option(argc, argv, &i, "--day", err)) != NULL)
            day = value;
        else if ((value = command_option(argc, argv, &i, "--week", err)) != NULL)
            week = value;
        else
            return err->text[0] != '\0' ? -1 : command_usage_error("digest", argv[i], err);
    }
    struct span span;
    if ((day == NULL) == (week == NULL))
        return error_set(err, STATUS_USAGE, "digest: of which --day DATE, or which --week YEAR-Www?");
    if (day != NULL && !civil_parse_day(conf->timezone, day, &span))
        return error_set(err, STATUS_USAGE, "--day %s: no such day; write 2026-11-20", day);
    if (week != NULL && !civil_parse_week(conf->timezone, week, &span))
        return error_set(err, STATUS_USAGE, "--week %s: no such week; write 2026-W47", week);

    struct digest digest;
    if (edition_digest(context->store, conf, &span, (int64_t)time(NULL), context->arena, &digest, err) < 0)
        return -1;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    digest_write_markdown(&digest, &out);
    fwrite(out.data, 1, out.n, stdout);
    buf_release(&out);
    return 0;
}
