#ifndef WEIR_STORE_EXPLAIN_H
#define WEIR_STORE_EXPLAIN_H
/*
 * explain — what a story is made of, and why that is one story.
 *
 *     struct story_explained story;
 *     if (store_explain(store, "https://arxiv.org/pdf/2511.00001v2", &arena, &story, err) < 0)
 *         return -1;
 *     printf("%s\n", story.item.title);
 *     for (size_t i = 0; i < story.n_parts; i++)
 *         printf("%s: %s\n", story.parts[i].item.source, store_same_by(story.parts[i].evidence.kind));
 */
#include "weir/store/store.h"
#include "weir/story/evidence.h"

/* An item of the story, as its source gave it. */
struct story_part {
    struct item item; /* with source and first_seen_at; of a paper, arxiv.version and arxiv.announce_type;
                         without hits */
    struct evidence evidence; /* of its being one with the other items; EVIDENCE_NONE for a part that is no
                                 longer borne out, and where there is one part alone */
};

struct story_explained {
    struct item item;         /* the story, as store_select gives it */
    struct story_part *parts; /* the one that shows it first, then by their places in `also` */
    size_t n_parts;
    const char **keys; /* further keys by which it is found */
    size_t n_keys;
};

/*
 * The story that goes by this name: an entry id of ours ("tag:weir,2026:…"), a key ("arxiv:2511.00001"), an
 * address in any form, or a guid as a source gave it. STATUS_NO_INPUT when there is none. In the arena.
 */
int store_explain(struct store *store, const char *name, struct arena *arena, struct story_explained *out,
                  struct error *err);

/* In words, behind "the same by …": "work", "page", "text", "title"; "" where nothing speaks for it. */
const char *store_same_by(enum evidence_kind kind);

#endif
