#ifndef WEIR_STORE_NOTE_H
#define WEIR_STORE_NOTE_H
/*
 * note — small facts that outlive a restart, each a string under a key. All keys stand here, with who writes
 * them; what has structure and grows has a table instead (delivery.h, digest_trouble.h).
 *
 *     const char *day;
 *     if (store_get_note(store, NOTE_EXPIRED, &arena, &day, err) < 0) …
 *
 * A key that ends in a blank is completed by a name: NOTE_BACKFILL "blog".
 */
#include "weir/store/store.h"

/* `*value` is "" when there is no such note, and writing "" removes it. */
int store_get_note(struct store *store, const char *name, struct arena *arena, const char **value,
                   struct error *err);
int store_put_note(struct store *store, const char *name, const char *value, struct error *err);

/* ---- store ---- */
#define NOTE_INDEX   "index"   /* the version of the words that are searched (store/index.c) */
#define NOTE_EXPIRED "expired" /* the day on which all that is too old went last, in days since 1970 */
#define NOTE_RULES   "rules"   /* the rules by which all stories are matched, as a hash */
#define NOTE_REMATCH "rematch" /* while they are matched anew: "RULES STORY", the last one that is done */

/* ---- rules ---- */
#define NOTE_TERMS    "terms"    /* the terms by which stories were matched, to say what changed */
#define NOTE_WARNINGS "warnings" /* about the configuration, as they were logged last; a line each */

/* ---- poll ---- */
#define NOTE_HOLDS    "holds"     /* a line a host that wants to be left alone: "HOST UNTIL N_REFUSALS" */
#define NOTE_BACKFILL "backfill " /* and a source: the address where its backfill goes on */

/* ---- publish ---- */
#define NOTE_PUBLISHED     "published" /* how clean topics were published, as a hash; none while they are */
#define NOTE_SOCKET        "socket"    /* "yes" when the daemon serves at a Unix socket */
#define NOTE_TOPICS        "topics"    /* "MOMENT<TAB>NAME<TAB>TITLE" a line; 0 while the topic stands */
#define NOTE_ARCHIVE       "archive "  /* and a feed's path: its last month that was closed, or "-" */
#define NOTE_ARCHIVE_PAGES "archive pages" /* the day on which they were made last */
#define NOTE_DIGEST_DAY    "digest.daily"  /* the name of the last digest that was made: "2026-11-20" … */
#define NOTE_DIGEST_WEEK   "digest.weekly" /* … and "2026-W47" */

/* ---- run ---- */
#define NOTE_HUB   "hub"   /* the newest change that the hub knows, in ns since 1970 */
#define NOTE_PROBE "probe" /* written to see whether the store can be; its value means nothing */

#endif
