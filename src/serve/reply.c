#include "reply.h"

#include <string.h>

/* On every answer that does not say otherwise. */
static const struct {
    const char *name, *value;
} always[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy", REPLY_POLICY("img-src 'self' data:")},
};

const char *reply_asked(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

void reply_header(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

void reply_dress(struct MHD_Response *response)
{
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (MHD_get_response_header(response, always[i].name) == NULL)
            reply_header(response, always[i].name, always[i].value);
}

enum MHD_Result reply_queue(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
    reply_dress(response);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

enum MHD_Result reply_line(struct MHD_Connection *connection, unsigned status, const char *line,
                           const char *name, const char *value)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(line), (void *)line, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    reply_header(response, "Content-Type", "text/plain; charset=utf-8");
    if (name != NULL)
        reply_header(response, name, value);
    return reply_queue(connection, status, response);
}
