#ifndef WEIR_FETCH_HEADERS_H
#define WEIR_FETCH_HEADERS_H
/*
 * headers — what the header lines of an answer say about validity, freshness and patience. Pure: lines and
 * now in, values out.
 *
 *     struct headers headers = {0};
 *     for each line: headers_line(&headers, &arena, line, n);   // a status line begins a new answer
 *     headers_fresh_s(&headers, now)
 */
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"

/* Field values as sent, without the white space around them; NULL when absent. A field sent twice: the values
 * are joined with ", " where its grammar is a list (RFC 9110 §5.3), else the first one counts. */
struct headers {
    const char *age;
    const char *cache_control;
    const char *content_encoding;
    const char *content_location;
    const char *content_type;
    const char *date;
    const char *etag;
    const char *expires;
    const char *last_modified;
    const char *link;
    const char *retry_after;
};

/* Takes one line, with or without its line break; fields that nobody asks for are dropped. */
void headers_line(struct headers *headers, struct arena *arena, const char *line, size_t n);

/* How long the answer says it stays fresh: max-age, else Expires − Date, less Age (RFC 9111 §4.2), never
 * negative; −1 when it does not say. */
int64_t headers_fresh_s(const struct headers *headers, int64_t now);

/* Retry-After as seconds from the answer's Date (or `now`), in both its forms, never negative; −1 when absent
 * or unreadable (RFC 9110 §10.2.3). */
int64_t headers_retry_after_s(const struct headers *headers, int64_t now);

#endif
