#include "weir/rules/config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "weir/system/file.h"
#include "weir/system/log.h"

/* The store's note of the warnings that were logged last. */
#define WARNINGS_NOTE "warnings"

static const char *env(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

/* $XDG_…_HOME or its preset under the home folder; "" when neither is known. */
static const char *xdg_folder(const char *variable, const char *preset, struct arena *arena)
{
    if (env(variable)[0] == '/') /* the specification ignores relative ones */
        return env(variable);
    return env("HOME")[0] != '\0' ? arena_printf(arena, "%s/%s", env("HOME"), preset) : "";
}

const char *config_find(const char *given, struct arena *arena, struct error *err)
{
    if (given == NULL && env("WEIR_CONF")[0] != '\0')
        given = env("WEIR_CONF");
    if (given != NULL)
        return given;
    const char *home = xdg_folder("XDG_CONFIG_HOME", ".config", arena);
    const char *const places[] = {
        "feeds.conf",
        home[0] != '\0' ? arena_printf(arena, "%s/weir/feeds.conf", home) : "",
        "/etc/weir/feeds.conf",
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i][0] != '\0' && access(places[i], F_OK) == 0)
            return places[i];
    error_set(err, STATUS_NO_INPUT,
              "no configuration: looked for ./feeds.conf, %s and %s; name one with -c FILE",
              home[0] != '\0' ? places[1] : "$XDG_CONFIG_HOME/weir/feeds.conf", places[2]);
    return NULL;
}

static int open_file(const char *path, struct buf *text, struct error *err, void *lists)
{
    (void)lists;
    return file_read(path, text, err);
}

/* The service manager may name several folders, parted by colons; the first is ours. */
static const char *state_folder(struct arena *arena)
{
    const char *given = env("STATE_DIRECTORY");
    if (given[0] != '\0') {
        size_t n = 0;
        while (given[n] != '\0' && given[n] != ':')
            n++;
        return arena_copy(arena, given, n);
    }
    const char *home = xdg_folder("XDG_STATE_HOME", ".local/state", arena);
    return home[0] != '\0' ? arena_printf(arena, "%s/weir", home) : "";
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
    struct conf_places places = {.state = state_folder(&config->arena),
                                 .system_tz = env("TZ"),
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
    int rc = store_get_note(store, WARNINGS_NOTE, &arena, &before, err);
    for (size_t i = 0; rc == 0 && i < warnings->n; i++) {
        const struct problem *problem = &warnings->problems[i];
        const char *line = arena_printf(&arena, "%s:%d: %s", problem->file, problem->line, problem->text);
        if (strstr(before, line) == NULL)
            log_warn("%s", line);
        now = arena_printf(&arena, "%s%s\n", now, line);
    }
    if (rc == 0 && strcmp(before, now) != 0)
        rc = store_put_note(store, WARNINGS_NOTE, now, err);
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

const char *config_user_agent(const struct conf *conf, struct arena *arena)
{
    const char *contact = conf->contact[0] != '\0' ? arena_printf(arena, " (+%s)", conf->contact) : "";
    return arena_printf(arena, "weir/%s%s", WEIR_VERSION, contact);
}

const char *config_database(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/weir.db", conf->state);
}

const char *config_publish_folder(const struct conf *conf, struct arena *arena)
{
    return conf->publish[0] != '\0' ? conf->publish : arena_printf(arena, "%s/public", conf->state);
}

const char *config_lock_file(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/weir.lock", conf->state);
}
