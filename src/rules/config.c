#include "weir/rules/config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "weir/installation/installation.h"
#include "weir/store/note.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

static int open_file(const char *path, struct buf *text, struct error *err, void *lists)
{
    struct stat stat_of;
    (void)lists;
    if (stat(path, &stat_of) == 0 && !S_ISREG(stat_of.st_mode))
        return error_set(err, STATUS_NO_INPUT, "%s: is no plain file", path);
    return file_read(path, text, err);
}

/* Problems outlive the configuration that they speak of. */
static void copy_problems(const struct problem_list *from, struct arena *arena, struct problem_list *to)
{
    to->n = from->n;
    to->problems = arena_alloc(arena, from->n * sizeof *to->problems);
    for (size_t i = 0; i < from->n; i++)
        to->problems[i] = (struct problem){
            .file = arena_strdup(arena, from->problems[i].file),
            .line = from->problems[i].line,
            .text = arena_strdup(arena, from->problems[i].text),
            .is_warning = from->problems[i].is_warning,
        };
}

struct config *config_load(const char *path, struct arena *arena, struct problem_list *problems)
{
    struct config *config = calloc(1, sizeof *config);
    if (config == NULL)
        abort();
    arena_init(&config->arena);
    struct conf_places places = {.state = installation_state_folder(path, &config->arena),
                                 .system_tz = getenv("TZ") != NULL ? getenv("TZ") : "",
                                 .list = file_list,
                                 .derive = lists_derive};
    if (conf_read(path, &places, open_file, &config->lists, &config->arena, &config->conf,
                  &config->warnings) == 0)
        return config;
    copy_problems(&config->warnings, arena, problems);
    config_free(config);
    return NULL;
}

static int log_new_warnings(const struct problem_list *warnings, struct store *store, struct error *err)
{
    struct arena arena;
    const char *before, *now = "";
    arena_init(&arena);
    int rc = store_get_note(store, NOTE_WARNINGS, &arena, &before, err);
    for (size_t i = 0; rc == 0 && i < warnings->n; i++) {
        const struct problem *problem = &warnings->problems[i];
        const char *line = arena_printf(&arena, "%s:%d: %s", problem->file, problem->line, problem->text);
        if (strstr(before, line) == NULL)
            log_warn("%s", line);
        now = arena_printf(&arena, "%s%s\n", now, line);
    }
    if (rc == 0 && strcmp(before, now) != 0)
        rc = store_put_note(store, NOTE_WARNINGS, now, err);
    arena_release(&arena);
    return rc;
}

int config_settle(const struct config *config, struct store *store, struct error *err)
{
    if (log_new_warnings(&config->warnings, store, err) < 0)
        return -1;
    return lists_settle(&config->lists, &config->conf, store, err);
}

void config_free(struct config *config)
{
    if (config == NULL)
        return;
    arena_release(&config->arena);
    free(config);
}
