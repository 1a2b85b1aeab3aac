#ifndef WEIR_RULES_CURATE_H
#define WEIR_RULES_CURATE_H
/*
 * curate — a curator's word on a story, given under the topics in force: keep it for one of them, dismiss it
 * from one or from all, take that back.
 */
#include "weir/conf/conf.h"
#include "weir/store/feedback.h"
#include "weir/topic/matcher.h"

/* What all three need; borrowed. */
struct curator {
    struct store *store;
    const struct conf *conf;
    struct matcher *matcher; /* of conf's topics */
};

/* Keeps the story that goes by `name` (store/explain.h) for `topic`; for its best one when that is "".
 * STATUS_NO_INPUT for a story or topic that is not there, or a story without a topic and none said. `*out` in
 * the arena. */
int curate_keep(const struct curator *curator, const char *name, const char *topic, int64_t now,
                struct arena *arena, struct feedback *out, struct error *err);

/* Dismisses it from `topic`, or altogether when that is "". */
int curate_dismiss(const struct curator *curator, const char *name, const char *topic, int64_t now,
                   struct arena *arena, struct feedback *out, struct error *err);

/* Takes the last word back, and says what it was. */
int curate_undo(const struct curator *curator, struct arena *arena, struct feedback *out, struct error *err);

#endif
