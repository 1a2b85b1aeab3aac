#ifndef WEIR_FLOW_RULES_H
#define WEIR_FLOW_RULES_H
/*
 * rules — topics are a view over the store: when they change, what is stored is matched again.
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/store/store.h"
#include "weir/topic/matcher.h"

/* A fingerprint of everything that decides which topics an item has. */
uint64_t rules_fingerprint(const struct conf *conf);

/* Matches one item that `source` (a section's name) brought, with the topics that the source always has. */
void rules_match(const struct conf *conf, struct matcher *matcher, const char *source, struct item *item,
                 struct arena *arena);

/* Matches the stored stories again if the rules are not those they were matched with; says how many changed.
 */
int rules_apply(const struct conf *conf, struct matcher *matcher, struct store *store, size_t *n_changed,
                struct error *err);

#endif
