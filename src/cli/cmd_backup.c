#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "weir/cli/command.h"
#include "weir/installation/installation.h"
#include "weir/store/store.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

static void show(int percent)
{
    log_progress("%d %% copied", percent);
}

/* Only a plain file is replaced, and none of the database's own. */
static int check_target(const char *path, const char *database, struct error *err)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    struct stat target, own;
    if (lstat(path, &target) < 0)
        return 0;
    if (!S_ISREG(target.st_mode))
        return error_set(err, STATUS_CANNOT_CREATE,
                         "%s: is no plain file, and stays as it is; name a new file, or one to replace",
                         path);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s%s", database, suffixes[i]);
        if (stat(name, &own) == 0 && own.st_dev == target.st_dev && own.st_ino == target.st_ino)
            return error_set(err, STATUS_CANNOT_CREATE,
                             "%s: is the database itself, which a backup would replace", path);
    }
    return 0;
}

int cmd_backup(struct command_context *context, int argc, char **argv, struct error *err)
{
    if (argc != 2 || argv[1][0] == '-')
        return command_usage_error("backup", argc > 1 ? argv[argc - 1] : NULL, err);
    const char *path = argv[1];
    if (check_target(path, installation_database(&context->config->conf, context->arena), err) < 0)
        return -1;
    const char *temporary = arena_printf(context->arena, "%s.weir-%ld", path, (long)getpid());
    int rc = store_backup(context->store, temporary, show, err);
    log_progress_end();
    if (rc == 0)
        rc = file_put_in_place(temporary, path, err);
    if (rc < 0)
        unlink(temporary);
    return rc;
}
