#ifndef WEIR_STORE_BACKUP_H
#define WEIR_STORE_BACKUP_H
/*
 * backup — a copy of the whole database as it is at one moment, while others go on writing to it.
 */
#include <stddef.h>

#include "weir/store/store.h"
#include "weir/text/error.h"

/* How far it is, in pages of the database. */
typedef void backup_progress(size_t done, size_t total);

/*
 * Writes the copy to `path`, a file that nobody else uses; what was there is overwritten. `progress` may be
 * NULL. Fails with STATUS_CANNOT_CREATE or STATUS_IO; then `path` may hold half a copy, for the caller to
 * remove.
 */
int store_backup(struct store *store, const char *path, backup_progress *progress, struct error *err);

#endif
