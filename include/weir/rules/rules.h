#ifndef WEIR_RULES_RULES_H
#define WEIR_RULES_RULES_H
/*
 * rules — topics are a view over the store: when they change, what is stored is matched again, some stories
 * at a time, and the log says what changed:
 *
 *     knowledge-distillation: +2 terms, 14 stories gained, 3 lost
 *
 *     if (rules_open(conf, store, &rules, err) < 0) …
 *     matcher_match(rules_matcher(rules), …)         what comes in
 *     while ((rc = rules_step(rules, err)) > 0)      between two turns of the loop, when there is one
 *         continue;
 *     rules_close(rules);
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"
#include "weir/topic/matcher.h"

#define RULES_SLICE      64 /* stories that one step matches: some milliseconds */
#define RULES_LIMIT_TOLD 30 /* topics whose changes are logged one by one */

/* A fingerprint of everything that decides which topics an item has. */
uint64_t rules_fingerprint(const struct conf *conf);

/* Matches one item that `source` (a section's name) brought, with the topics that the source always has. */
void rules_match(const struct conf *conf, struct matcher *matcher, const char *source, struct item *item,
                 struct arena *arena);

struct rules;

/* Compiles the terms, and looks whether they are those by which the stored stories were matched. `conf` and
 * `store` must outlive `*out`. */
int rules_open(const struct conf *conf, struct store *store, struct rules **out, struct error *err);

/* The compiled terms; borrowed. */
struct matcher *rules_matcher(const struct rules *rules);

/* Matches a slice again: 1 when more are left, 0 when nothing is (any more) to be done, −1 when it failed. */
int rules_step(struct rules *rules, struct error *err);

/* NULL is fine. */
void rules_close(struct rules *rules);

#endif
