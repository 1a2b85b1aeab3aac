#ifndef WEIR_STORE_FEEDBACK_H
#define WEIR_STORE_FEEDBACK_H
/*
 * feedback — the reader's word on stories: kept for a topic, or dismissed from one or altogether.
 *
 * It stands above the rules: a kept story has its topic whatever its words say, a dismissed one has it no
 * more, after any change of topics and whatever its sources write later. A word is given to the item that
 * shows the story, so that it stays with it through merging and splitting.
 *
 *     store_put_feedback(store, "https://arxiv.org/abs/2611.04101", "distillation", true, now, &rematch,
 *                        &arena, &feedback, err);
 */
#include "weir/store/walk.h"

struct feedback {
    struct item item;  /* the story, as store_select gives it */
    const char *topic; /* "" where it was dismissed altogether */
    bool is_kept;      /* else dismissed */
    int64_t at;
};

/* Gives a word on the story that goes by this name (explain.h): kept for `topic`, or dismissed from it, from
 * all of them when it is "". The story's former words that say otherwise are forgotten. Its topics are found
 * anew at once, by `rematch->match`. STATUS_NO_INPUT when there is no such story. `*out` in the arena. */
int store_put_feedback(struct store *store, const char *name, const char *topic, bool is_kept, int64_t now,
                       const struct rematch *rematch, struct arena *arena, struct feedback *out,
                       struct error *err);

/* Takes the last word back, and says what it was. STATUS_NO_INPUT when there is none. */
int store_undo_feedback(struct store *store, const struct rematch *rematch, struct arena *arena,
                        struct feedback *out, struct error *err);

/* All that was said, the newest first. In the arena. */
int store_list_feedback(struct store *store, struct arena *arena, struct feedback **out, size_t *n,
                        struct error *err);

#endif
