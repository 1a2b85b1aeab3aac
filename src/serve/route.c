#include "route.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "coding.h"
#include "reply.h"
#include "rules.h"
#include "weir/text/arena.h"

struct route_upload {
    struct buf body;
    size_t reserved; /* of the set's bodies_n */
};

static const char *find_field(const struct serve_field *fields, size_t n, const char *name,
                              int (*compare)(const char *, const char *))
{
    for (size_t i = 0; i < n; i++)
        if (compare(fields[i].name, name) == 0)
            return fields[i].value;
    return "";
}

const char *serve_query(const struct serve_request *request, const char *name)
{
    return find_field(request->query, request->n_query, name, strcmp);
}

const char *serve_header(const struct serve_request *request, const char *name)
{
    return find_field(request->headers, request->n_headers, name, strcasecmp);
}

static bool is_at(const struct serve_route *route, const char *path)
{
    size_t n = strlen(route->path);
    return route->path[n - 1] == '/' ? strncmp(route->path, path, n) == 0 : strcmp(route->path, path) == 0;
}

struct route route_find(const struct route_set *set, const char *method, const char *path)
{
    const char *asked = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0 ? MHD_HTTP_METHOD_GET : method;
    struct route found = {.allow = 0};
    for (size_t t = 0; t < set->n_tables; t++) {
        const struct route_table *table = &set->tables[t];
        for (size_t i = 0; i < table->n; i++) {
            const struct serve_route *route = &table->routes[i];
            if (!is_at(route, path))
                continue;
            if (strcmp(route->method, asked) == 0)
                return (struct route){.route = route, .arg = table->arg};
            found.allow |= strcmp(route->method, MHD_HTTP_METHOD_GET) == 0 ? ROUTE_GET : ROUTE_POST;
        }
    }
    return found;
}

bool route_knows(struct route found, const char *path)
{
    return found.route->knows == NULL || found.route->knows(path + strlen(found.route->path), found.arg);
}

const char *route_allow(unsigned methods)
{
    static const char *const texts[] = {
        [0] = "GET, HEAD",
        [ROUTE_GET] = "GET, HEAD",
        [ROUTE_POST] = "POST",
        [ROUTE_GET | ROUTE_POST] = "GET, HEAD, POST",
    };
    return texts[methods];
}

unsigned route_expect(struct route_set *set, const struct serve_route *route, const char *length,
                      struct route_upload **out)
{
    unsigned long long said = length != NULL ? strtoull(length, NULL, 10) : route->body_limit;
    if (said > route->body_limit)
        return MHD_HTTP_CONTENT_TOO_LARGE;
    if (said > SERVE_LIMIT_BODIES - set->bodies_n)
        return MHD_HTTP_SERVICE_UNAVAILABLE;
    struct route_upload *upload = malloc(sizeof *upload);
    if (upload == NULL)
        abort();
    *upload = (struct route_upload){.body = BUF_INIT((size_t)said), .reserved = (size_t)said};
    set->bodies_n += upload->reserved;
    *out = upload;
    return 0;
}

enum MHD_Result route_take(struct route_upload *upload, const char *bytes, size_t n)
{
    return buf_add(&upload->body, bytes, n) == 0 ? MHD_YES : MHD_NO;
}

void route_forget(struct route_set *set, struct route_upload *upload)
{
    if (upload == NULL)
        return;
    set->bodies_n -= upload->reserved;
    buf_release(&upload->body);
    free(upload);
}

struct gathering {
    struct arena *arena;
    struct serve_field *fields;
    size_t n;
};

static enum MHD_Result gather(void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
    struct gathering *gathering = arg;
    (void)kind;
    gathering->fields =
        arena_grow(gathering->arena, gathering->fields, gathering->n, sizeof *gathering->fields);
    gathering->fields[gathering->n++] =
        (struct serve_field){.name = name, .value = value != NULL ? value : ""};
    return MHD_YES;
}

enum MHD_Result route_answer(struct MHD_Connection *connection, struct route found, const char *path,
                             const struct route_upload *upload)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct arena arena;
    arena_init(&arena);
    struct gathering query = {.arena = &arena}, headers = {.arena = &arena};
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, gather, &query);
    MHD_get_connection_values(connection, MHD_HEADER_KIND, gather, &headers);
    struct serve_request request = {
        .below = path + strlen(found.route->path),
        .query = query.fields,
        .n_query = query.n,
        .headers = headers.fields,
        .n_headers = headers.n,
        .body = upload != NULL ? upload->body.data : "",
        .body_n = upload != NULL ? upload->body.n : 0,
    };
    unsigned status = found.route->answer(&request, found.arg, &out);
    arena_release(&arena);
    bool varies = coding_pays(found.route->type, out.n);
    enum coding coding = varies ? rules_coding(reply_asked(connection, "Accept-Encoding")) : CODING_PLAIN;
    struct buf form = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (coding != CODING_PLAIN)
        coding_write(coding, out.data, out.n, &form);
    struct buf *body = coding != CODING_PLAIN ? &form : &out;
    struct MHD_Response *response =
        MHD_create_response_from_buffer(body->n, body->data, MHD_RESPMEM_MUST_COPY);
    buf_release(&form);
    buf_release(&out);
    if (response == NULL)
        return MHD_NO;
    reply_header(response, "Content-Type", found.route->type);
    reply_header(response, "Cache-Control", "no-cache"); /* as new as the question */
    if (varies)
        reply_header(response, "Vary", "Accept-Encoding");
    if (coding != CODING_PLAIN)
        reply_header(response, "Content-Encoding", coding_name(coding));
    return reply_queue(connection, status, response);
}
