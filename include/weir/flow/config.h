#ifndef WEIR_FLOW_CONFIG_H
#define WEIR_FLOW_CONFIG_H
/*
 * config — the configuration with its surroundings: which file it is, where state lives when the file does
 * not say, and one owner for all of it. conf/ reads texts; this reads files and the environment.
 *
 *     struct config *config = config_load(path, &problems, arena);   NULL: problems says why, line by line
 *     use(&config->conf);
 *     config_free(config);
 */
#include "weir/conf/conf.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

struct config {
    struct conf conf;
    struct arena arena; /* holds all of conf */
};

/*
 * The file to read: `given` (-c FILE) if not NULL, $WEIR_CONF, ./feeds.conf,
 * $XDG_CONFIG_HOME/weir/feeds.conf, /etc/weir/feeds.conf; the first that exists. In `arena`. NULL with
 * STATUS_NO_INPUT and all places named when there is none.
 */
const char *config_find(const char *given, struct arena *arena, struct error *err);

/* Reads it whole. NULL when anything is wrong; then `problems` (in `arena`) holds every fault with its line.
 * The result is the caller's. */
struct config *config_load(const char *path, struct arena *arena, struct problem_list *problems);

/* Gives it back with all that it holds; NULL is fine. */
void config_free(struct config *config);

/* Where things lie, made from conf->state and conf->publish. In `arena`. */
const char *config_database(const struct conf *conf, struct arena *arena);
const char *config_publish_folder(const struct conf *conf, struct arena *arena);
const char *config_lock_file(const struct conf *conf, struct arena *arena);

#endif
