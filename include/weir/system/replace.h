#ifndef WEIR_SYSTEM_REPLACE_H
#define WEIR_SYSTEM_REPLACE_H
/*
 * replace — a large file replaced in short steps, for a loop that must turn meanwhile: what file_replace
 * (weir/system/file.h) does at once.
 *
 *     struct replacement file = {0};
 *     if (replace_begin(&file, path, bytes, n, err) < 0) …
 *     while ((rc = replace_step(&file, err)) > 0)
 *         let others run
 *     if (rc == 0 && file.is_changed) …
 *     replace_end(&file);
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/buf.h"
#include "weir/text/error.h"

/* Written in one step, and on its way to the disk before the next one. */
#define REPLACE_PIECE_BYTES ((size_t)1 << 20)

struct replacement {
    bool is_open;
    bool is_changed; /* the file held other bytes */
    const char *bytes;
    size_t n, n_written;
    int fd; /* of the temporary file; −1 when there is none */
    struct buf path, temporary;
};

/* Compares, and makes a temporary file beside it where the bytes differ; `bytes` must outlive the steps. When
 * it fails there is nothing to end. */
int replace_begin(struct replacement *file, const char *path, const char *bytes, size_t n, struct error *err);

/* 1 while there is more to write, 0 when the file holds the bytes, −1. */
int replace_step(struct replacement *file, struct error *err);

/* Gives everything back; one that is not through leaves the file as it was. Harmless when it never began. */
void replace_end(struct replacement *file);

#endif
