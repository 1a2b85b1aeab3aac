#ifndef WEIR_STORE_VOICE_H
#define WEIR_STORE_VOICE_H
/*
 * voice — who may speak for whom? Anybody may link to a paper or a page; only arXiv says which version it is
 * in, that it was withdrawn, what it is called; only a site's own feed speaks for its pages.
 *
 * arXiv speaks from its own hosts, and from a mirror of it on the user's own machine or network, which is
 * told by holding nothing else. What counts is the address that answered, after redirects.
 */
#include "put.h"

/* Decides whether the document speaks as arXiv; if not, takes from its items what only arXiv can say. */
int voice_hear(struct put *put, struct error *err);

/* Does the source speak for the page or paper that the item is about? */
bool voice_is_own(struct put *put, const struct item *item);

/* May the item say that `key`, another than its own, is the same thing? Not of a page on somebody else's
 * site. */
bool voice_may_join(struct put *put, const struct item *item, const char *key);

/* The first item of a story by the one whom it is about, when others spoke first: unless they told it under
 * the same title, it is news only now. Updates `story`. */
int voice_renew(struct put *put, size_t i, struct story_row *story, struct error *err);

#endif
