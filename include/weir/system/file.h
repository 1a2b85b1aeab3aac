#ifndef WEIR_SYSTEM_FILE_H
#define WEIR_SYSTEM_FILE_H
/*
 * file — whole files in, whole files out. Nobody ever reads half a file of ours, and a file whose bytes did
 * not change keeps its time.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/text/error.h"

/* Appends the file's bytes to `out`, whose limit bounds them; "-" is standard input. */
int file_read(const char *path, struct buf *out, struct error *err);

/* Reads a file of at most `limit` bytes as text: valid UTF-8, whatever the file held, in `arena`. */
int file_read_text(const char *path, size_t limit, struct arena *arena, const char **text, size_t *n,
                   struct error *err);

/*
 * Replaces the file by `bytes`: temporary file beside it, fsync, rename, fsync of the folder. Missing folders
 * are made. When the file holds these bytes already, nothing is written. `changed` (may be NULL) says which
 * it was.
 */
int file_replace(const char *path, const char *bytes, size_t n, bool *changed, struct error *err);

/* Makes a finished file, written beside it, the file of that name: fsync, rename, fsync of the folder. On
 * failure both are as they were. */
int file_put_in_place(const char *temporary, const char *path, struct error *err);

/* The files that a pattern (glob(7)) stands for, sorted, in the arena; none is no error. */
int file_list(const char *pattern, struct arena *arena, const char ***names, size_t *n, struct error *err);

/* When the file's bytes were last changed; DATE_NONE when there is no such file. */
int64_t file_changed_at(const char *path);

/* Makes a folder and those above it, mode 0755 less umask; no error when it is there. */
int file_make_folder(const char *path, struct error *err);

/* Gives the file (made empty if there is none) or folder this mode, which leaves others out; another
 * user's stays as it is. */
int file_keep_private(const char *path, unsigned mode, struct error *err);

/*
 * Holds the folder's lock file for this process: 0 and a descriptor in `*lock`, which the kernel frees when
 * the process ends however it ends; -1 with STATUS_BUSY, naming the holder's pid, when another has it.
 */
int file_lock(const char *path, int *lock, struct error *err);

#endif
