#ifndef WEIR_STORY_REDIRECTOR_H
#define WEIR_STORY_REDIRECTOR_H
/*
 * redirector — services whose address carries the address that they lead to.
 */
#include "address.h"

/* The address inside; NULL when this is no redirector. */
const char *redirector_target(struct arena *arena, const struct address *address);

#endif
