#ifndef WEIR_RULES_CONFIG_H
#define WEIR_RULES_CONFIG_H
/*
 * config — the configuration with its lists, and one owner for all of it. conf/ reads texts; this reads
 * files.
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

/* Reads it whole, with its lists. NULL when anything is wrong; then `problems` (in `arena`) holds every fault
 * with its line. The result is the caller's. Writes nothing. */
struct config *config_load(const char *path, struct arena *arena, struct problem_list *problems);

/* The configuration is in use now, by the process that holds the state: its lists are kept (rules/lists.h),
 * and its warnings are logged, unless they were the last time, too. */
int config_settle(const struct config *config, struct store *store, struct error *err);

/* Gives it back with all that it holds; NULL is fine. */
void config_free(struct config *config);

#endif
