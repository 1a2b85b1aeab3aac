#include "answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "coding.h"
#include "folder.h"
#include "reply.h"
#include "rules.h"
#include "weir/system/clock.h"
#include "weir/text/date.h"

/* Files change when a source does: a minute of rest for the disk, and then a conditional request. */
#define CACHE_CONTROL "public, max-age=60"

static void describe(struct MHD_Response *response, const struct folder_file *file, bool varies)
{
    char date[DATE_SIZE];
    reply_header(response, "ETag", file->etag);
    reply_header(response, "Last-Modified", date_http(file->modified_at, date));
    reply_header(response, "Cache-Control", CACHE_CONTROL);
    /* by rules_type, and by coding.h */
    reply_header(response, "Vary", varies ? "Accept, Accept-Encoding" : "Accept");
}

static enum MHD_Result not_modified(struct MHD_Connection *connection, const struct folder_file *file,
                                    bool varies)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    close(file->fd);
    if (response == NULL)
        return MHD_NO;
    describe(response, file, varies);
    return reply_queue(connection, MHD_HTTP_NOT_MODIFIED, response);
}

/* A smaller form, whose headers are written when it is made; `file` has the ETag of that form. */
static enum MHD_Result send_coded(const struct answer_site *site, struct MHD_Connection *connection,
                                  const char *url, const char *type, enum coding coding,
                                  const struct folder_file *file)
{
    bool is_new;
    struct MHD_Response *response = coding_shelf_find(site->shelf, url, type, coding, file, &is_new);
    close(file->fd);
    if (response == NULL)
        return MHD_NO;
    if (is_new) {
        describe(response, file, true);
        reply_header(response, "Content-Type", type);
        if (site->images)
            reply_header(response, "Content-Security-Policy", REPLY_POLICY("img-src https: http: data:"));
        reply_dress(response);
    }
    return MHD_queue_response(connection, MHD_HTTP_OK, response);
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
    describe(response, file, coding_pays(type, file->size));
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

/* Each form has a tag of its own: behind the last digit, before the quote. */
static void mark_tag(char *etag, enum coding coding)
{
    static const char *const marks[] = {
        [CODING_PLAIN] = "\"", [CODING_GZIP] = "-gz\"", [CODING_BR] = "-br\""};
    memcpy(strrchr(etag, '"'), marks[coding], strlen(marks[coding]) + 1);
}

static enum MHD_Result send_folder(struct answer_site *site, struct MHD_Connection *connection,
                                   const char *url)
{
    struct folder_file file;
    if (url[0] != '/' ||
        (folder_open(site->root, url, &file) < 0 &&
         (folder_follow(site->folder, &site->root) < 0 || folder_open(site->root, url, &file) < 0)))
        return reply_line(connection, MHD_HTTP_NOT_FOUND, "404: there is no such file\n", NULL, NULL);
    const char *name = url[strlen(url) - 1] == '/' ? "index.html" : url;
    const char *type = rules_type(name, reply_asked(connection, "Accept"));
    bool varies = coding_pays(type, file.size);
    bool is_coded = varies && reply_asked(connection, "Range") == NULL; /* ranges are of the file itself */
    enum coding coding = is_coded ? rules_coding(reply_asked(connection, "Accept-Encoding")) : CODING_PLAIN;
    mark_tag(file.etag, coding);
    if (rules_not_modified(reply_asked(connection, "If-None-Match"),
                           reply_asked(connection, "If-Modified-Since"), file.etag, file.modified_at))
        return not_modified(connection, &file, varies);
    return coding != CODING_PLAIN ? send_coded(site, connection, url, type, coding, &file)
                                  : send_file(site, connection, type, &file);
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

static const struct sockaddr *address_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return peer != NULL ? peer->client_addr : NULL;
}

static enum MHD_Result count_host(void *arg, enum MHD_ValueKind kind, const char *name, const char *value)
{
    unsigned *n = arg;
    (void)kind, (void)value;
    *n += strcasecmp(name, MHD_HTTP_HEADER_HOST) == 0;
    return MHD_YES;
}

/* Why the request is not answered, whatever it asks for; 0 when it may be (RFC 9112 §3.2). */
static unsigned find_fault(const struct answer_site *site, struct MHD_Connection *connection,
                           const char *target, const char *version)
{
    const struct sockaddr *address = address_of(connection);
    unsigned n_hosts = 0;
    MHD_get_connection_values(connection, MHD_HEADER_KIND, count_host, &n_hosts);
    if (n_hosts > 1 || (n_hosts == 0 && strcmp(version, MHD_HTTP_VERSION_1_0) != 0))
        return MHD_HTTP_BAD_REQUEST;
    if (!clients_are_local(address) || n_hosts == 0)
        return 0;
    return rules_host_is_ours(target, reply_asked(connection, MHD_HTTP_HEADER_HOST), site->host)
               ? 0
               : MHD_HTTP_MISDIRECTED_REQUEST;
}

static struct connected *client_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* The state of a request without a body. */
static char heard;

/* The first call, with the head alone. What is answered here costs the connection: libmicrohttpd reads no
 * further request of it. */
static enum MHD_Result begin(struct answer_site *site, struct MHD_Connection *connection, const char *target,
                             const char *version, const char *method, const char *url, struct route found,
                             void **state)
{
    bool is_get = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
    unsigned fault = find_fault(site, connection, target, version);
    clients_heard(&site->clients, client_of(connection));
    if (fault == MHD_HTTP_BAD_REQUEST)
        return reply_line(connection, fault, "400: a request has one Host\n", NULL, NULL);
    if (fault != 0)
        return reply_line(connection, fault, "421: not a name of this server; base-url gives it one\n", NULL,
                          NULL);
    if (!clients_may_ask(&site->clients, address_of(connection), clock_steady_s()))
        return reply_line(connection, MHD_HTTP_TOO_MANY_REQUESTS,
                          "429: too many requests from your address\n", "Retry-After", "1");
    if (found.route != NULL && !is_get && route_knows(found, url))
        return expect(site, connection, found.route, state);
    if (found.route != NULL && !is_get)
        return reply_line(connection, MHD_HTTP_NOT_FOUND, "404: there is nothing\n", NULL, NULL);
    if (found.allow != 0 || !is_get)
        return reply_line(connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                          "405: the Allow header says which methods are\n", "Allow",
                          route_allow(found.allow));
    *state = &heard;
    return MHD_YES;
}

enum MHD_Result answer(void *arg, struct MHD_Connection *connection, const char *target, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state)
{
    struct answer_site *site = arg;
    const char *url = rules_path(target);
    struct route found = route_find(&site->routes, method, url);
    if (*state == NULL)
        return begin(site, connection, target, version, method, url, found, state);
    struct route_upload *body = *state != &heard ? *state : NULL;
    if (*upload_n > 0) { /* one of a GET means nothing (RFC 9110 §9.3.1) */
        enum MHD_Result result = body != NULL ? route_take(body, upload, *upload_n) : MHD_YES;
        *upload_n = 0;
        return result;
    }
    return found.route != NULL ? route_answer(connection, found, url, body)
                               : send_folder(site, connection, url);
}

enum MHD_Result answer_accept(void *arg, const struct sockaddr *address, socklen_t n)
{
    const struct answer_site *site = arg;
    (void)n;
    return clients_may_connect(&site->clients, address) ? MHD_YES : MHD_NO;
}

size_t answer_unescape(void *site, struct MHD_Connection *connection, char *text)
{
    (void)site, (void)connection;
    return rules_unescape(text);
}

void answer_over(void *arg, struct MHD_Connection *connection, void **state,
                 enum MHD_RequestTerminationCode why)
{
    struct answer_site *site = arg;
    (void)why;
    clients_answered(&site->clients, client_of(connection));
    if (*state != &heard)
        route_forget(&site->routes, *state);
    *state = NULL;
}

void answer_connection(void *arg, struct MHD_Connection *connection, void **client,
                       enum MHD_ConnectionNotificationCode what)
{
    struct answer_site *site = arg;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED)
        clients_leave(&site->clients, *client);
    else
        *client =
            clients_enter(&site->clients, address_of(connection),
                          MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
}
