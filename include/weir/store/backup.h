#ifndef WEIR_STORE_BACKUP_H
#define WEIR_STORE_BACKUP_H
/*
 * backup — a copy of the whole database as it is at one moment, while others go on writing to it.
 */
#include "weir/store/store.h"
#include "weir/text/error.h"

/*
 * Writes the copy to `path`, a file that nobody else uses; what was there is overwritten. `progress` is told
 * how far it is, and may be NULL. Fails with STATUS_CANNOT_CREATE or STATUS_IO; then `path` may hold half a
 * copy, for the caller to remove.
 */
int store_backup(struct store *store, const char *path, void (*progress)(int percent), struct error *err);

#endif
