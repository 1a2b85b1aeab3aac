#include "weir/installation/installation.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "weir/text/hash.h"

/* Of the service, and of whoever asks after it in a shell. */
#define SYSTEM_CONF  "/etc/weir/feeds.conf"
#define SYSTEM_STATE "/var/lib/weir"

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

const char *installation_conf_file(const char *given, struct arena *arena, struct error *err)
{
    if (given == NULL && env("WEIR_CONF")[0] != '\0')
        given = env("WEIR_CONF");
    if (given != NULL)
        return given;
    const char *home = xdg_folder("XDG_CONFIG_HOME", ".config", arena);
    const char *const places[] = {
        "feeds.conf",
        home[0] != '\0' ? arena_printf(arena, "%s/weir/feeds.conf", home) : "",
        SYSTEM_CONF,
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (places[i][0] != '\0' && access(places[i], F_OK) == 0)
            return places[i];
    error_set(err, STATUS_NO_INPUT,
              "no configuration: looked for ./feeds.conf, %s and %s; name one with -c FILE",
              home[0] != '\0' ? places[1] : "$XDG_CONFIG_HOME/weir/feeds.conf", places[2]);
    return NULL;
}

/* The service manager may name several folders, parted by colons; the first is ours. */
const char *installation_state_folder(const char *conf_file, struct arena *arena)
{
    const char *given = env("STATE_DIRECTORY"), *slash = strrchr(conf_file, '/');
    if (given[0] != '\0')
        return arena_copy(arena, given, strcspn(given, ":"));
    int n_folder = slash != NULL ? (int)(slash + 1 - conf_file) : 0;
    const char *beside = arena_printf(arena, "%.*sstate", n_folder, conf_file);
    struct stat stat_of;
    if (stat(beside, &stat_of) == 0 && S_ISDIR(stat_of.st_mode))
        return beside;
    if (strcmp(conf_file, SYSTEM_CONF) == 0)
        return SYSTEM_STATE;
    const char *home = xdg_folder("XDG_STATE_HOME", ".local/state", arena);
    return home[0] != '\0' ? arena_printf(arena, "%s/weir", home) : "";
}

const char *installation_database(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/weir.db", conf->state);
}

const char *installation_publish_folder(const struct conf *conf, struct arena *arena)
{
    return conf->publish[0] != '\0' ? conf->publish : arena_printf(arena, "%s/public", conf->state);
}

const char *installation_lock_file(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/weir.lock", conf->state);
}

const char *installation_control_socket(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/control.sock", conf->state);
}

static const char *list_file(const struct conf *conf, const char *place, const char *extension,
                             struct arena *arena)
{
    return arena_printf(arena, "%s/lists/%016" PRIx64 "%s", conf->state, hash_bytes(place, strlen(place)),
                        extension);
}

const char *installation_list(const struct conf *conf, const char *place, struct arena *arena)
{
    return conf_is_address(place) ? list_file(conf, place, ".md", arena) : place;
}

const char *installation_list_copy(const struct conf *conf, const char *place, struct arena *arena)
{
    return list_file(conf, place, ".good.md", arena);
}

const char *installation_topics(const struct conf *conf, struct arena *arena)
{
    return arena_printf(arena, "%s/lists/topics.conf", conf->state);
}

const char *installation_user_agent(const struct conf *conf, struct arena *arena)
{
    const char *contact = conf->contact[0] != '\0' ? arena_printf(arena, " (+%s)", conf->contact) : "";
    return arena_printf(arena, "weir/%s%s", WEIR_VERSION, contact);
}
