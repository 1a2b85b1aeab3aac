#ifndef WEIR_RENDER_DIGEST_FACTS_H
#define WEIR_RENDER_DIGEST_FACTS_H
/*
 * digest_facts — the sentences of a digest that Markdown and HTML share, as plain text.
 */
#include "weir/render/digest.h"
#include "weir/text/arena.h"

/* "Friday, 20 November 2026", or "Week 47 · 16 – 22 November 2026". */
char *digest_date(struct arena *arena, const struct digest *digest);

/* "612 items fetched → 418 stories → 37 with a topic; 2 sources failing, 1 silent" */
char *digest_funnel(struct arena *arena, const struct digest *digest);

/* The civil day of a moment, in the digest's zone. */
char *digest_day(struct arena *arena, const struct digest *digest, int64_t at);

/* The topics that the story has besides the one of its section: "A, B"; "" when there is none. */
char *digest_other_topics(struct arena *arena, const struct digest *digest,
                          const struct digest_section *section, const struct item *item);

/* "12 stories, after 3, 5, 4, 3" */
char *digest_trend_words(struct arena *arena, const struct digest *digest, const struct digest_trend *trend);

/* "failing", in the digest's language. */
const char *digest_trouble_kind(struct arena *arena, const struct digest *digest, const char *kind);

/* The hit that put the story into this section; NULL when there is none. */
const struct hit *digest_hit(const struct digest_section *section, const struct item *item);

/* The post that stands under the paper that has this link; NULL when the link leads elsewhere. */
const struct item *digest_post(const struct digest *digest, const struct link *also);

/* "v3, 2026-11-20": the new version of a listed paper. */
char *digest_version(struct arena *arena, const struct digest *digest, const struct item *item);

#endif
