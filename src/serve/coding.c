#include "coding.h"

#include <brotli/encode.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#define GZIP_LEVEL  6
#define GZIP_WINDOW (15 + 16) /* zlib's way to ask for gzip's frame */
#define BR_QUALITY  5         /* as quick as gzip, and a tenth smaller */
#define BR_WINDOW   18        /* 256 kB, for 4 MB of memory; all of a file would take 12 */

/* Types that are text; pictures are compressed already. */
static const char *const texts[] = {
    "text/",           "application/atom+xml", "application/feed+json", "application/json",
    "application/xml", "image/svg+xml"};

struct kept {
    char *path;
    const char *type; /* of a table: compared by address */
    enum coding coding;
    char etag[sizeof((struct folder_file *)NULL)->etag];
    struct MHD_Response *response;
    size_t n_bytes;
    uint64_t used; /* when, by the shelf's count */
};

struct coding_shelf {
    struct kept kept[CODING_LIMIT_KEPT];
    size_t n, n_bytes;
    uint64_t n_uses;
};

bool coding_pays(const char *type, uint64_t size)
{
    if (size < CODING_LIMIT_LEAST || size > CODING_LIMIT_FILE)
        return false;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strncmp(type, texts[i], strlen(texts[i])) == 0)
            return true;
    return false;
}

static int write_gzip(const char *bytes, size_t n, struct buf *out)
{
    unsigned char piece[16384];
    z_stream z = {.next_in = (unsigned char *)bytes, .avail_in = (unsigned)n};
    int rc = 0, state;
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
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

static int write_br(const char *bytes, size_t n, struct buf *out)
{
    size_t size = BrotliEncoderMaxCompressedSize(n);
    uint8_t *form = malloc(size);
    if (form == NULL || size == 0 ||
        !BrotliEncoderCompress(BR_QUALITY, BR_WINDOW, BROTLI_MODE_TEXT, n, (const uint8_t *)bytes, &size,
                               form))
        abort(); /* no memory */
    int rc = buf_add(out, (const char *)form, size);
    free(form);
    return rc;
}

const char *coding_name(enum coding coding)
{
    return coding == CODING_BR ? "br" : "gzip";
}

int coding_write(enum coding coding, const char *bytes, size_t n, struct buf *out)
{
    return coding == CODING_BR ? write_br(bytes, n, out) : write_gzip(bytes, n, out);
}

struct coding_shelf *coding_shelf_new(void)
{
    struct coding_shelf *shelf = calloc(1, sizeof *shelf);
    if (shelf == NULL)
        abort();
    return shelf;
}

static void take_off(struct coding_shelf *shelf, size_t i)
{
    MHD_destroy_response(shelf->kept[i].response); /* one that is being sent lives until it is sent */
    free(shelf->kept[i].path);
    shelf->n_bytes -= shelf->kept[i].n_bytes;
    shelf->kept[i] = shelf->kept[--shelf->n];
}

void coding_shelf_free(struct coding_shelf *shelf)
{
    while (shelf != NULL && shelf->n > 0)
        take_off(shelf, shelf->n - 1);
    free(shelf);
}

static void make_room(struct coding_shelf *shelf, size_t n_bytes)
{
    while (shelf->n == CODING_LIMIT_KEPT || (shelf->n > 0 && shelf->n_bytes + n_bytes > CODING_LIMIT_SHELF)) {
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

static struct MHD_Response *make(enum coding coding, const struct folder_file *file, size_t *n_bytes)
{
    struct buf bytes = BUF_INIT(CODING_LIMIT_FILE), form = BUF_INIT(2 * (size_t)CODING_LIMIT_FILE);
    struct MHD_Response *response = NULL;
    if (read_file(file, &bytes) == 0 && coding_write(coding, bytes.data, bytes.n, &form) == 0)
        response = MHD_create_response_from_buffer(form.n, form.data, MHD_RESPMEM_MUST_COPY);
    if (response != NULL)
        MHD_add_response_header(response, "Content-Encoding", coding_name(coding));
    *n_bytes = form.n;
    buf_release(&bytes);
    buf_release(&form);
    return response;
}

struct MHD_Response *coding_shelf_find(struct coding_shelf *shelf, const char *path, const char *type,
                                       enum coding coding, const struct folder_file *file, bool *is_new)
{
    struct kept kept = {.type = type, .coding = coding, .used = ++shelf->n_uses};
    *is_new = false;
    for (size_t i = 0; i < shelf->n; i++) {
        if (strcmp(shelf->kept[i].path, path) != 0 || shelf->kept[i].type != type ||
            shelf->kept[i].coding != coding)
            continue;
        if (strcmp(shelf->kept[i].etag, file->etag) == 0) {
            shelf->kept[i].used = kept.used;
            return shelf->kept[i].response;
        }
        take_off(shelf, i); /* a former version */
        break;
    }
    kept.response = make(coding, file, &kept.n_bytes);
    if (kept.response == NULL)
        return NULL;
    make_room(shelf, kept.n_bytes);
    kept.path = strdup(path);
    if (kept.path == NULL)
        abort();
    memcpy(kept.etag, file->etag, sizeof kept.etag);
    shelf->kept[shelf->n++] = kept;
    shelf->n_bytes += kept.n_bytes;
    *is_new = true;
    return kept.response;
}
