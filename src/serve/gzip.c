#include "gzip.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define LEVEL       6
#define GZIP_WINDOW (15 + 16) /* zlib's way to ask for gzip's frame */

/* Types that are text; pictures are compressed already. */
static const char *const texts[] = {
    "text/",           "application/atom+xml", "application/feed+json", "application/json",
    "application/xml", "image/svg+xml"};

struct kept {
    char *path;
    const char *type; /* of a table: compared by address */
    char etag[sizeof((struct folder_file *)NULL)->etag];
    struct MHD_Response *response;
    size_t n_bytes;
    uint64_t used; /* when, by the shelf's count */
};

struct gzip_shelf {
    struct kept kept[GZIP_LIMIT_KEPT];
    size_t n, n_bytes;
    uint64_t n_uses;
};

bool gzip_pays(const char *type, uint64_t size)
{
    if (size < GZIP_LIMIT_LEAST || size > GZIP_LIMIT_FILE)
        return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strncmp(type, texts[i], strlen(texts[i])) == 0)
            return true;
    return false;
}

int gzip_write(const char *bytes, size_t n, struct buf *out)
{
    unsigned char piece[16384];
    z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n};
    int rc = 0, state;
    if (deflateInit2(&z, LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort(); /* no memory */
    do {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        state = deflate(&z, Z_FINISH);
        rc = buf_add(out, piece, sizeof piece - z.avail_out);
    } while (state == Z_OK && rc == 0);
    deflateEnd(&z);
    return rc;
}

struct gzip_shelf *gzip_shelf_new(void)
{
    struct gzip_shelf *shelf = calloc(1, sizeof *shelf);
    if (shelf == NULL)
        abort();
    return shelf;
}

static void take_off(struct gzip_shelf *shelf, size_t i)
{
    MHD_destroy_response(shelf->kept[i].response); /* one that is being sent lives until it is sent */
    free(shelf->kept[i].path);
    shelf->n_bytes -= shelf->kept[i].n_bytes;
    shelf->kept[i] = shelf->kept[--shelf->n];
}

void gzip_shelf_free(struct gzip_shelf *shelf)
{
    while (shelf != NULL && shelf->n > 0)
        take_off(shelf, shelf->n - 1);
    free(shelf);
}

static void make_room(struct gzip_shelf *shelf, size_t n_bytes)
{
    while (shelf->n == GZIP_LIMIT_KEPT || (shelf->n > 0 && shelf->n_bytes + n_bytes > GZIP_LIMIT_SHELF)) {
        size_t oldest = 0;
        for (size_t i = 1; i < shelf->n; i++)
            if (shelf->kept[i].used < shelf->kept[oldest].used)
                oldest = i;
        take_off(shelf, oldest);
    }
}

static int read_file(const struct folder_file *file, struct buf *out)
{
    char piece[65536];
    for (off_t at = 0; (uint64_t)at < file->size;) {
        ssize_t n = pread(file->fd, piece, sizeof piece, at);
        if (n <= 0 || buf_add(out, piece, (size_t)n) < 0)
            return -1;
        at += n;
    }
    return 0;
}

static struct MHD_Response *make(const struct folder_file *file, size_t *n_bytes)
{
    struct buf bytes = BUF_INIT(GZIP_LIMIT_FILE), gzip = BUF_INIT(2 * (size_t)GZIP_LIMIT_FILE);
    struct MHD_Response *response = NULL;
    if (read_file(file, &bytes) == 0 && gzip_write(bytes.data, bytes.n, &gzip) == 0)
        response = MHD_create_response_from_buffer(gzip.n, gzip.data, MHD_RESPMEM_MUST_COPY);
    if (response != NULL)
        MHD_add_response_header(response, "Content-Encoding", "gzip");
    *n_bytes = gzip.n;
    buf_release(&bytes);
    buf_release(&gzip);
    return response;
}

struct MHD_Response *gzip_shelf_find(struct gzip_shelf *shelf, const char *path, const char *type,
                                     const struct folder_file *file, bool *is_new)
{
    struct kept kept = {.used = ++shelf->n_uses};
    *is_new = false;
    for (size_t i = 0; i < shelf->n; i++) {
        if (strcmp(shelf->kept[i].path, path) != 0 || shelf->kept[i].type != type)
            continue;
        if (strcmp(shelf->kept[i].etag, file->etag) == 0) {
            shelf->kept[i].used = kept.used;
            return shelf->kept[i].response;
        }
        take_off(shelf, i); /* a former version */
        break;
    }
    kept.response = make(file, &kept.n_bytes);
    if (kept.response == NULL)
        return NULL;
    make_room(shelf, kept.n_bytes);
    kept.type = type;
    kept.path = strdup(path);
    if (kept.path == NULL)
        abort();
    memcpy(kept.etag, file->etag, sizeof kept.etag);
    shelf->kept[shelf->n++] = kept;
    shelf->n_bytes += kept.n_bytes;
    *is_new = true;
    return kept.response;
}
