#ifndef WEIR_RENDER_JSON_H
#define WEIR_RENDER_JSON_H
/*
 * json — writing JSON straight into a buffer: members in the order of the calls, two spaces a level. A member
 * whose value is "" is left out.
 *
 *     struct json json = {.out = out};
 *     json_open(&json, NULL, '{');
 *     json_put_string(&json, "title", feed->title);
 *     json_close(&json, '}');
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/text/buf.h"

struct json {
    struct buf *out;
    int depth;
    bool not_first; /* a comma is due before the next value */
};

/* `name` is NULL inside an array. `bracket` is one of {[ and }]. */
void json_open(struct json *json, const char *name, char bracket);
void json_close(struct json *json, char bracket);

void json_put_string(struct json *json, const char *name, const char *value); /* left out when "" */
void json_put_always(struct json *json, const char *name, const char *value); /* also when "" */
void json_put_number(struct json *json, const char *name, int64_t value);
void json_put_real(struct json *json, const char *name, double value); /* four digits */
void json_put_date(struct json *json, const char *name, int64_t at);   /* RFC 3339; left out for DATE_NONE */
void json_put_true(struct json *json, const char *name, bool value);   /* left out when false */

#endif
