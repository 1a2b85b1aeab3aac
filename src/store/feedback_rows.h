#ifndef WEIR_STORE_FEEDBACK_ROWS_H
#define WEIR_STORE_FEEDBACK_ROWS_H
/*
 * feedback — the reader's word put above the rules, wherever hits are stored (weir/store/feedback.h).
 */
#include "weir/store/db.h"

/* Takes the topics that the story was dismissed from off the item with row id `id`, and adds those that it
 * was kept for. New hits in `arena`. */
int feedback_apply(struct store *store, int64_t story, int64_t id, struct item *item, struct arena *arena,
                   struct error *err);

/* Is the story s dismissed altogether? As a condition of SQL. */
#define FEEDBACK_DISMISSED                                                                                   \
    "EXISTS (SELECT 1 FROM item di JOIN feedback df ON df.item = di.id WHERE di.story = s.id"                \
    " AND df.topic = '' AND df.is_kept = 0)"

#endif
