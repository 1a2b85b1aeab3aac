#include "answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "reply.h"
#include "rules.h"
#include "weir/text/date.h"

/* Files change when a source does: a minute of rest for the disk, and then a conditional request. */
#define CACHE_CONTROL "public, max-age=60"

static void describe(struct MHD_Response *response, const struct folder_file *file)
{
    char date[DATE_SIZE];
    reply_header(response, "ETag", file->etag);
    reply_header(response, "Last-Modified", date_http(file->modified_at, date));
    reply_header(response, "Cache-Control", CACHE_CONTROL);
    reply_header(response, "Vary", "Accept"); /* rules_type */
}

static enum MHD_Result not_modified(struct MHD_Connection *connection, const struct folder_file *file)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    close(file->fd);
    if (response == NULL)
        return MHD_NO;
    describe(response, file);
    return reply_queue(connection, MHD_HTTP_NOT_MODIFIED, response);
}

static enum MHD_Result send_file(const struct answer_site *site, struct MHD_Connection *connection,
                                 const char *type, const struct folder_file *file)
{
    char content_range[80];
    uint64_t from = 0, n = file->size;
    enum range range = rules_range(reply_asked(connection, "Range"), reply_asked(connection, "If-Range"),
                                   file->etag, file->modified_at, file->size, &from, &n);
    if (range == RANGE_BEYOND) {
        close(file->fd);
        snprintf(content_range, sizeof content_range, "bytes */%" PRIu64, file->size);
        return reply_line(connection, MHD_HTTP_RANGE_NOT_SATISFIABLE, "416: the file is shorter than that\n",
                          "Content-Range", content_range);
    }
    struct MHD_Response *response =
        MHD_create_response_from_fd_at_offset64(n, file->fd, from); /* closes it */
    if (response == NULL) {
        close(file->fd);
        return MHD_NO;
    }
    describe(response, file);
    if (site->images)
        reply_header(response, "Content-Security-Policy", REPLY_POLICY("img-src https: http: data:"));
    reply_header(response, "Content-Type", type);
    reply_header(response, "Accept-Ranges", "bytes");
    if (range == RANGE_ALL)
        return reply_queue(connection, MHD_HTTP_OK, response);
    snprintf(content_range, sizeof content_range, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, from,
             from + n - 1, file->size);
    reply_header(response, "Content-Range", content_range);
    return reply_queue(connection, MHD_HTTP_PARTIAL_CONTENT, response);
}

static enum MHD_Result send_folder(const struct answer_site *site, struct MHD_Connection *connection,
                                   const char *url)
{
    struct folder_file file;
    if (url[0] != '/' || folder_open(site->root, url, &file) < 0)
        return reply_line(connection, MHD_HTTP_NOT_FOUND, "404: there is no such file\n", NULL, NULL);
    if (rules_not_modified(reply_asked(connection, "If-None-Match"),
                           reply_asked(connection, "If-Modified-Since"), file.etag, file.modified_at))
        return not_modified(connection, &file);
    const char *name = url[strlen(url) - 1] == '/' ? "index.html" : url;
    return send_file(site, connection, rules_type(name, reply_asked(connection, "Accept")), &file);
}

/* The head of a request that a body follows: it is gathered, or refused before it comes. */
static enum MHD_Result expect(struct answer_site *site, struct MHD_Connection *connection,
                              const struct serve_route *route, void **state)
{
    struct route_upload *upload = NULL;
    unsigned refused = route_expect(&site->routes, route, reply_asked(connection, "Content-Length"), &upload);
    *state = upload;
    if (refused == MHD_HTTP_CONTENT_TOO_LARGE)
        return reply_line(connection, refused, "413: that is too long\n", NULL, NULL);
    if (refused != 0)
        return reply_line(connection, refused, "503: too much at once; come back in a while\n", "Retry-After",
                          "60");
    return MHD_YES;
}

enum MHD_Result answer(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state)
{
    struct answer_site *site = arg;
    struct route found = route_find(&site->routes, method, url);
    (void)version;
    if (found.route != NULL && strcmp(found.route->method, MHD_HTTP_METHOD_GET) != 0) {
        if (*state == NULL)
            return expect(site, connection, found.route, state);
        if (*upload_n > 0) {
            enum MHD_Result result = route_take(*state, upload, *upload_n);
            *upload_n = 0;
            return result;
        }
    }
    if (found.route != NULL)
        return route_answer(connection, found, url, *state);
    bool is_get = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    if (is_get && found.allow == 0)
        return send_folder(site, connection, url);
    return reply_line(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                      "405: the Allow header says which methods are\n", "Allow", route_allow(found.allow));
}

void answer_over(void *arg, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode why)
{
    struct answer_site *site = arg;
    (void)connection, (void)why;
    route_forget(&site->routes, *state);
    *state = NULL;
}
