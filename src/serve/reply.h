#ifndef WEIR_SERVE_REPLY_H
#define WEIR_SERVE_REPLY_H
/*
 * reply — what every response has in common.
 */
#include <microhttpd.h>

/* A request's header field, NULL when it is absent. */
const char *reply_asked(struct MHD_Connection *connection, const char *name);

void reply_header(struct MHD_Response *response, const char *name, const char *value);

/* What a page may do, with where its images come from. It carries its own style and loads nothing else from
 * elsewhere. */
#define REPLY_POLICY(images)                                                                                 \
    "default-src 'none'; style-src 'self' 'unsafe-inline'; " images                                          \
    "; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/* Adds the headers that are on every answer, where it has no others of the name. */
void reply_dress(struct MHD_Response *response);

/* Sends it with the headers that are on every answer which has none of that name yet; the response is taken
 * over. */
enum MHD_Result reply_queue(struct MHD_Connection *connection, unsigned status,
                            struct MHD_Response *response);

/* Sends one plain line, and one more header unless `name` is NULL. */
enum MHD_Result reply_line(struct MHD_Connection *connection, unsigned status, const char *line,
                           const char *name, const char *value);

#endif
