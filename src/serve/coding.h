#ifndef WEIR_SERVE_CODING_H
#define WEIR_SERVE_CODING_H
/*
 * coding — what is sent, made smaller by gzip or Brotli: a page when it is made, a file once for each of its
 * versions. The one place for zlib and Brotli.
 */
#include <microhttpd.h>
#include <stdbool.h>

#include "folder.h"
#include "rules.h"
#include "weir/text/buf.h"

#define CODING_LIMIT_LEAST 1400        /* bytes: what fits one packet gains nothing */
#define CODING_LIMIT_FILE  (2u << 20)  /* more would hold the loop up: it is sent as it is */
#define CODING_LIMIT_SHELF (16u << 20) /* of all forms that are kept; the one unused longest makes room */
#define CODING_LIMIT_KEPT  256         /* files */

/* Does a body of this type and size pay to be compressed? Then its answer varies by Accept-Encoding. */
bool coding_pays(const char *type, uint64_t size);

/* As Content-Encoding names it: "gzip", "br". */
const char *coding_name(enum coding coding);

/* Appends that form; -1 when the buffer's limit refuses it. */
int coding_write(enum coding coding, const char *bytes, size_t n, struct buf *out);

/* The forms that are kept. */
struct coding_shelf;

struct coding_shelf *coding_shelf_new(void);
/* NULL is fine. */
void coding_shelf_free(struct coding_shelf *shelf);

/* The response that carries this form of this version of the file, sent as this type (which lives for ever),
 * with Content-Encoding and no other header; `*is_new` when it has just been made and its headers are
 * to be added. It stays the shelf's. NULL when the file cannot be read. */
struct MHD_Response *coding_shelf_find(struct coding_shelf *shelf, const char *path, const char *type,
                                       enum coding coding, const struct folder_file *file, bool *is_new);

#endif
