#ifndef WEIR_RULES_CONFIG_H
#define WEIR_RULES_CONFIG_H
/*
 * config — the configuration with its surroundings: which file it is, where state lives when the file does
 * not say, and one owner for all of it. conf/ reads texts; this reads files and the environment.
 *
 *     struct config *config = config_load(path, &problems, arena);   NULL: problems says why, line by line
 *     config_settle(config, store, err);                             it is in use from here on
 *     use(&config->conf);
 *     config_free(config);
 */
#include "weir/conf/conf.h"
#include "weir/rules/lists.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"

struct config {
    struct conf conf;
    struct lists lists;
    struct problem_list warnings; /* what is wrong with it, but does no harm */
    struct arena arena;           /* holds all of conf */
};

/*
 * The file to read: `given` (-c FILE) if not NULL, $WEIR_CONF, ./feeds.conf,
 * $XDG_CONFIG_HOME/weir/feeds.conf, /etc/weir/feeds.conf; the first that exists. In `arena`. NULL with
 * STATUS_NO_INPUT and all places named when there is none.
 */
const char *config_find(const char *given, struct arena *arena, struct error *err);

/* Reads it whole, with its lists. NULL when anything is wrong; then `problems` (in `arena`) holds every fault
 * with its line. The result is the caller's. Writes nothing. */
struct config *config_load(const char *path, struct arena *arena, struct problem_list *problems);

/* The configuration is in use now, by the process that holds the state: its lists are kept (rules/lists.h),
 * and its warnings are logged, unless they were the last time, too. */
int config_settle(const struct config *config, struct store *store, struct error *err);

/* Gives it back with all that it holds; NULL is fine. */
void config_free(struct config *config);

/* How requests name us: "weir/VERSION", and whom to ask. In `arena`. */
const char *config_user_agent(const struct conf *conf, struct arena *arena);

/* Where things lie, made from conf->state and conf->publish. In `arena`. */
const char *config_database(const struct conf *conf, struct arena *arena);
const char *config_publish_folder(const struct conf *conf, struct arena *arena);
const char *config_lock_file(const struct conf *conf, struct arena *arena);

#endif
