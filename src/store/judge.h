#ifndef WEIR_STORE_JUDGE_H
#define WEIR_STORE_JUDGE_H
/*
 * judge — what a document gives away about its source: guids that name nothing, a site that was re-arranged,
 * a calendar of events to come. Each is said once (put_result.notice) and kept as a quirk of the source.
 */
#include "put.h"

/* So many of its items came under new guids, so many under their old ones. Stops asking guids that change
 * from poll to poll; another mirror's are no fault. */
void judge_guids(struct put *put, size_t n_renamed, size_t n_kept);

/* Marks what a re-arranged site brings back: mostly unknown, and older than what it has shown already. */
int judge_arrangement(struct put *put, struct error *err);

/* Is most of it dated ahead? */
void judge_dates(struct put *put);

/* Writes the notice about what is new among the quirks. */
void judge_say(struct put *put, unsigned quirks_before);

#endif
