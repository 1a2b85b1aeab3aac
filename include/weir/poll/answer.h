#ifndef WEIR_POLL_ANSWER_H
#define WEIR_POLL_ANSWER_H
/*
 * answer — what an answer changes in what is known of a source. Pure: state, response and now in, state out.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/feed/feed.h"
#include "weir/fetch/fetch.h"
#include "weir/store/store.h"

#define ANSWER_MOVED_S (7 * 24 * 3600) /* a permanent redirect is believed after so long, … */
#define ANSWER_GONE_S  (3 * 24 * 3600) /* … and 410 when nothing else was said for so long */

/* Are the stored validators and hash those of this address (an index into source->urls), as this parser read
 * it? */
bool answer_fits(const struct source *source, const struct source_state *state, size_t at);

/* Where the address is really asked: itself, or where it has permanently redirected to for a week; at once
 * when only http became https. */
const char *answer_address(const struct source *source, const struct source_state *state, size_t at,
                           int64_t now);

/* A good answer, with or without a document: a 304 renews validators, too (RFC 9110 §15.4.5). `asked` is the
 * address as answer_address gave it. */
void answer_good(const struct source *source, struct source_state *state, size_t at, const char *asked,
                 const struct fetch_response *response, int64_t now, struct arena *arena);

/* No address had a good answer; `said_gone` when all of them said 410. */
void answer_failed(const struct source *source, struct source_state *state, const char *why, bool said_gone,
                   int64_t now);

/* The address that was asked instead of one that had moved is no good: the old one is asked again. */
void answer_forget_move(struct source_state *state);

/*
 * What a document says of its source besides its items: to be called behind answer_good. A broken document's
 * (or answer's) validators are not kept, so that the rest of one that was cut is asked for; when the same
 * bytes come again, it is the document, and answer_good keeps them.
 */
void answer_document(struct source_state *state, const struct feed *feed,
                     const struct fetch_response *response, int64_t now, struct arena *arena);

/* What a source is called, for a reader: its own title, but for arXiv's interface, which calls itself after
 * all the parameters of the question, where what was asked for is enough. `title` itself, or in `arena`. */
const char *answer_title(const char *title, struct arena *arena);

#define ANSWER_AHEAD_S 3600 /* by so much a server's clock may be ahead */

/* When the newest item was published, `now` at most; DATE_NONE when none is dated, or all are ahead. */
int64_t answer_newest_at(const struct feed *feed, int64_t now);

#endif
