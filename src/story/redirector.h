#ifndef WEIR_STORY_REDIRECTOR_H
#define WEIR_STORY_REDIRECTOR_H
/*
 * redirector — services whose address carries the address that they lead to.
 */
#include "address.h"

/* address_parse, of where the address leads: redirectors are followed into what they carry. */
bool redirector_parse(struct arena *arena, const char *url, struct address *out);

#define REDIRECTOR_LIMIT_DEPTH 3 /* redirectors inside one another */

#endif
