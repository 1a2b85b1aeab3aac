#include "answer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "rules.h"
#include "weir/text/date.h"

/* On every answer. Published pages carry their own style and load nothing from elsewhere. */
static const struct {
    const char *name, *value;
} always[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                                "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"},
};

/* Files change when a source does: a minute of rest for the disk, and then a conditional request. */
#define CACHE_CONTROL "public, max-age=60"

static void header(struct MHD_Response *response, const char *name, const char *value)
{
    MHD_add_response_header(response, name, value);
}

static enum MHD_Result queue(struct MHD_Connection *connection, unsigned status,
                             struct MHD_Response *response)
{
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        header(response, always[i].name, always[i].value);
    enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

/* One plain line. */
static enum MHD_Result refuse(struct MHD_Connection *connection, unsigned status, char *line,
                              const char *name, const char *value)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(line), line, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    header(response, "Content-Type", "text/plain; charset=utf-8");
    if (name != NULL)
        header(response, name, value);
    return queue(connection, status, response);
}

static void describe(struct MHD_Response *response, const struct folder_file *file)
{
    char date[DATE_SIZE];
    header(response, "ETag", file->etag);
    header(response, "Last-Modified", date_http(file->modified_at, date));
    header(response, "Cache-Control", CACHE_CONTROL);
}

static const char *asked(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result not_modified(struct MHD_Connection *connection, const struct folder_file *file)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
    close(file->fd);
    if (response == NULL)
        return MHD_NO;
    describe(response, file);
    return queue(connection, MHD_HTTP_NOT_MODIFIED, response);
}

static enum MHD_Result send_file(struct MHD_Connection *connection, const char *type,
                                 const struct folder_file *file)
{
    char content_range[80];
    uint64_t from = 0, n = file->size;
    enum range range = rules_range(asked(connection, "Range"), asked(connection, "If-Range"), file->etag,
                                   file->modified_at, file->size, &from, &n);
    if (range == RANGE_BEYOND) {
        static char line[] = "416: the file is shorter than that\n";
        close(file->fd);
        snprintf(content_range, sizeof content_range, "bytes */%" PRIu64, file->size);
        return refuse(connection, MHD_HTTP_RANGE_NOT_SATISFIABLE, line, "Content-Range", content_range);
    }
    struct MHD_Response *response =
        MHD_create_response_from_fd_at_offset64(n, file->fd, from); /* closes it */
    if (response == NULL) {
        close(file->fd);
        return MHD_NO;
    }
    describe(response, file);
    header(response, "Content-Type", type);
    header(response, "Accept-Ranges", "bytes");
    if (range == RANGE_ALL)
        return queue(connection, MHD_HTTP_OK, response);
    snprintf(content_range, sizeof content_range, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, from,
             from + n - 1, file->size);
    header(response, "Content-Range", content_range);
    return queue(connection, MHD_HTTP_PARTIAL_CONTENT, response);
}

/* A page is as new as the question. */
static enum MHD_Result send_page(struct MHD_Connection *connection, const struct serve_page *page, void *arg)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *q = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "q");
    unsigned status = page->write(q != NULL ? q : "", arg, &out);
    struct MHD_Response *response = MHD_create_response_from_buffer(out.n, out.data, MHD_RESPMEM_MUST_COPY);
    buf_release(&out);
    if (response == NULL)
        return MHD_NO;
    header(response, "Content-Type", page->type);
    header(response, "Cache-Control", "no-cache");
    return queue(connection, status, response);
}

static const struct serve_page *find_page(const struct answer_site *site, const char *url)
{
    for (size_t i = 0; i < site->n_pages; i++) {
        if (strcmp(site->pages[i].path, url) == 0)
            return &site->pages[i];
    }
    return NULL;
}

enum MHD_Result answer(void *arg, struct MHD_Connection *connection, const char *url, const char *method,
                       const char *version, const char *upload, size_t *upload_n, void **state)
{
    static char not_allowed[] = "405: only GET and HEAD\n", not_found[] = "404: there is no such file\n";
    const struct answer_site *site = arg;
    struct folder_file file;
    (void)version, (void)upload, (void)upload_n, (void)state;
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
        return refuse(connection, MHD_HTTP_METHOD_NOT_ALLOWED, not_allowed, "Allow", "GET, HEAD");
    const struct serve_page *page = find_page(site, url);
    if (page != NULL)
        return send_page(connection, page, site->arg);
    if (url[0] != '/' || folder_open(site->root, url, &file) < 0)
        return refuse(connection, MHD_HTTP_NOT_FOUND, not_found, NULL, NULL);
    if (rules_not_modified(asked(connection, "If-None-Match"), asked(connection, "If-Modified-Since"),
                           file.etag, file.modified_at))
        return not_modified(connection, &file);
    return send_file(connection, rules_type(url[strlen(url) - 1] == '/' ? "index.html" : url), &file);
}
