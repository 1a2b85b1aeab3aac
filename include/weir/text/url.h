#ifndef WEIR_TEXT_URL_H
#define WEIR_TEXT_URL_H
/*
 * url — taking addresses apart and putting them together (RFC 3986, as forgiving as browsers are).
 *
 * What an address *means* (is it the same paper?) is story/identity's; what may be *fetched* is
 * fetch/address's.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"

/* A slice of the address that was split; not NUL-terminated. `p` is NULL when the part is absent. */
struct url_part {
    const char *p;
    size_t n;
};

struct url {
    struct url_part scheme, user, host, port, path, query, fragment; /* without their delimiters */
};

/* Splits by RFC 3986 appendix B; never fails, since everything is at least a path. Borrows from `s`. */
struct url url_split(const char *s);

/*
 * Resolves `ref` against `base` (RFC 3986 §5.2), both as found in documents: outer white space dropped, tabs
 * and line breaks inside removed, spaces and control characters percent-encoded, `\` in http URLs read as
 * `/`. Without a base, or with one that is no absolute URL, the cleaned `ref` comes back. Never NULL.
 */
char *url_resolve(struct arena *arena, const char *base, const char *ref);

/* Is it absolute with scheme http or https and a host? */
bool url_is_http(const char *s);

/* The host in lower case without port, user or brackets; "" when there is none. */
char *url_host(struct arena *arena, const char *s);

/* Percent-encodes all but unreserved characters (RFC 3986 §2.3), for one path segment or query value. */
char *url_escape(struct arena *arena, const char *s);

/* The value of a query parameter, percent-decoded; NULL when the parameter is absent. */
char *url_query(struct arena *arena, const char *s, const char *name);

#endif
