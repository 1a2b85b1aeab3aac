#ifndef WEIR_STORY_PERCENT_H
#define WEIR_STORY_PERCENT_H
/*
 * percent — percent-encoding in its normal form (RFC 3986 §6.2.2): unreserved characters bare, everything
 * that may not stand in an address encoded, hexadecimal digits in capitals.
 */
#include "weir/text/arena.h"
#include "weir/text/url.h"

char *percent_normal(struct arena *arena, struct url_part part);

/* Also removes dot segments (§6.2.2.3); "" becomes "/". */
char *percent_normal_path(struct arena *arena, struct url_part path);

/* Every %XX decoded; what is no valid UTF-8 then comes back as it was. */
char *percent_decode(struct arena *arena, const char *s);

#endif
