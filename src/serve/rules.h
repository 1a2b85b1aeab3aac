#ifndef WEIR_SERVE_RULES_H
#define WEIR_SERVE_RULES_H
/*
 * rules — what HTTP says about a file: its type, whether the client has it already, which part it wants.
 * Pure.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Decodes %XX in place, and says how long the text is then. A NUL stays as it was written: a path must not
 * end before its end (no file has such a name), and nor must what is searched.
 */
size_t rules_unescape(char *text);

/* The path of a request's target, which may be a whole URL (RFC 9112 §3.2.2). */
const char *rules_path(const char *target);

/*
 * Is the server that a request is for (the authority of its target, else its Host) one of this machine's own
 * names, or `own`? A stranger's page that has its name resolve to this machine (DNS rebinding) asks under
 * that name; what no stranger's DNS answers for is an address, `localhost`, a name without a dot or under
 * `.localhost` or `.local`.
 */
bool rules_host_is_ours(const char *target, const char *host, const char *own);

/*
 * The media type by the name's ending; application/octet-stream when it is unknown. What a browser asks for
 * (`accept` names text/html) and is Atom, is application/xml: browsers show the type of feeds as bare text,
 * and only of this one do they follow the stylesheet. NULL: nothing is accepted in particular.
 */
const char *rules_type(const char *path, const char *accept);

/*
 * Does the client's If-None-Match name this ETag (weak comparison, "*" names all: RFC 9110 §13.1.2), or,
 * without one, is its If-Modified-Since not before `modified_at`? NULL means that the header is absent.
 */
bool rules_not_modified(const char *if_none_match, const char *if_modified_since, const char *etag,
                        int64_t modified_at);

/* The forms in which a body is sent (RFC 9110 §8.4.1, RFC 7932). */
enum coding { CODING_PLAIN, CODING_GZIP, CODING_BR };

/* The smallest form that Accept-Encoding, NULL when absent, wants no less than any other (RFC 9110 §12.5.3).
 */
enum coding rules_coding(const char *accept_encoding);

enum range { RANGE_ALL, RANGE_PART, RANGE_BEYOND };

/*
 * The one part of `size` bytes that Range asks for; `*from` and `*n` say which. What is no single byte range,
 * or comes with an If-Range that does not match strongly, is ignored (RFC 9110 §14.2): RANGE_ALL.
 */
enum range rules_range(const char *range, const char *if_range, const char *etag, int64_t modified_at,
                       uint64_t size, uint64_t *from, uint64_t *n);

#endif
