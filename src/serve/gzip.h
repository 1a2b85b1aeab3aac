#ifndef SERVE_GZIP_H
#define SERVE_GZIP_H
/*
 * gzip — the gzip form of what is sent: of a page when it is made, of a file once for each of its versions.
 * The one place for zlib.
 */
#include <microhttpd.h>
#include <stdbool.h>

#include "folder.h"
#include "weir/text/buf.h"

#define GZIP_LIMIT_LEAST 1400        /* bytes: what fits one packet gains nothing */
#define GZIP_LIMIT_FILE  (2u << 20)  /* more would hold the loop up: it is sent as it is */
#define GZIP_LIMIT_SHELF (16u << 20) /* of all forms that are kept; the one unused longest makes room */
#define GZIP_LIMIT_KEPT  256         /* files */

/* Does a body of this type and size pay to be compressed? Then its answer varies by Accept-Encoding. */
bool gzip_pays(const char *type, uint64_t size);

/* Appends the gzip form; -1 when the buffer's limit refuses it. */
int gzip_write(const char *bytes, size_t n, struct buf *out);

/* The forms that are kept. */
struct gzip_shelf;

struct gzip_shelf *gzip_shelf_new(void);
/* NULL is fine. */
void gzip_shelf_free(struct gzip_shelf *shelf);

/* The response that carries the gzip form of this version of the file, sent as this type (which lives for
 * ever), with Content-Encoding and no other header; `*is_new` when it has just been made and its headers are
 * to be added. It stays the shelf's. NULL when the file cannot be read. */
struct MHD_Response *gzip_shelf_find(struct gzip_shelf *shelf, const char *path, const char *type,
                                     const struct folder_file *file, bool *is_new);

#endif
