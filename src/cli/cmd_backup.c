#include <stdio.h>
#include <unistd.h>

#include "weir/cli/command.h"
#include "weir/store/backup.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

static void show(size_t done, size_t total)
{
    log_progress("%zu %% copied", total > 0 ? done * 100 / total : 100);
}

int cmd_backup(struct command_context *context, int argc, char **argv, struct error *err)
{
    if (argc != 2 || argv[1][0] == '-')
        return command_usage_error("backup", argc > 1 ? argv[argc - 1] : NULL, err);
    const char *temporary = arena_printf(context->arena, "%s.tmp", argv[1]);
    unlink(temporary); /* of a run that died */
    int rc = store_backup(context->store, temporary, show, err);
    log_progress_end();
    if (rc == 0)
        rc = file_put_in_place(temporary, argv[1], err);
    if (rc < 0)
        unlink(temporary);
    return rc;
}
