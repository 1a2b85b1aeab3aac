#ifndef WEIR_STORY_ADDRESS_H
#define WEIR_STORY_ADDRESS_H
/*
 * address — a web address in the one form in which all spellings of it meet: for comparing, never for
 * fetching.
 *
 * RFC 3986 §6.2.2 (case, percent-encoding, dot segments), then what is the same page on nearly every site:
 * http and https, "www." and mobile hosts, index files, a slash at the end, AMP, session ids, tracking
 * parameters, fragments that are no route of a single-page site.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"
#include "weir/text/url.h"

struct address_param {
    const char *name, *value; /* normalised; value NULL when there is no "=" */
};

struct address {
    const char *host;             /* canonical */
    const char *port;             /* "" when it is the scheme's own */
    const char *path;             /* begins with "/" */
    struct address_param *params; /* in the given order, without tracking */
    size_t n_params;
    const char *fragment; /* only a route ("/…", "!…"); else "" */
};

/* False when it is no http or https address. */
bool address_parse(struct arena *arena, const char *url, struct address *out);

/* A host as it stands in `struct address`. */
const char *address_host(struct arena *arena, struct url_part host);

/* The value of a parameter; NULL when it is absent. */
const char *address_param(const struct address *address, const char *name);

/* "https://host/path?name=value#route" */
char *address_write(struct arena *arena, const struct address *address);

#define ADDRESS_LIMIT_BYTES 8192 /* longer ones are taken as they stand, cut */

#endif
