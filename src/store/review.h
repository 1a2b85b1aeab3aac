#ifndef WEIR_STORE_REVIEW_H
#define WEIR_STORE_REVIEW_H
/*
 * review — a known item has changed: is its story still the right one? What was merged wrongly comes apart
 * when an update proves it (another work id, another text), and what now proves to be one comes together: by
 * its identity, or by a text that has only now come (near.h).
 *
 * An entry id stays with the items that bear the key that it was made of; the others leave, into the story of
 * their own key. What was one story by its text alone stays one as long as nothing speaks against it: an edit
 * is no proof.
 */
#include "put.h"

/* Looks the item `i` over, which is about to be written over the one that is stored. `*story` becomes the
 * story where it belongs; the stories that changed are noted. */
int review(struct put *put, size_t i, struct story_row *story, struct error *err);

#endif
