#ifndef WEIR_TOPIC_MATCHER_H
#define WEIR_TOPIC_MATCHER_H
/*
 * matcher — all terms of all topics compiled once; then each item is read once.
 *
 * A text is cut into tokens (text/tokens.h, which says what makes no difference to a word), and the phrases
 * of all terms are looked for in one pass (trie.h), so that 20,000 terms cost hardly more than 200. Latin
 * words match at word borders, CJK text anywhere, and white space between the two means nothing. A phrase
 * does not cross the end of a clause or paragraph; it matches whether its words are written apart, with a
 * hyphen or as one (pre-training, pretraining), and in the other English spelling (behaviour, behavior).
 * Expressions see the text as it is, and PCRE2's limits bound what they cost.
 *
 * Score of a topic: 1 − ∏(1 − bᵢ) over the (at most six best) distinct terms that occur, where a boosted term
 * counts 0.4 of its boost when it stands only outside the title, a sure term always 1, and a boosted term
 * inside a longer matched one not at all. Terms against the topic have boosts below 0, so their factors are
 * above 1 and take away from the score; the six strongest count. The score is halved when the topic has a
 * scope and none of it occurs, and when it has a field, another topic, that the item has not. An item has the
 * topic when the score reaches the threshold, nothing of `exclude` occurs, and it is not far below (less than
 * MATCH_NEAR_BEST of) the item's best topic. A topic that is the field of others is given to items that have
 * no other topic.
 */
#include "weir/feed/feed.h"
#include "weir/text/arena.h"
#include "weir/text/error.h"
#include "weir/topic/topic.h"

#define MATCH_OUTSIDE_TITLE 0.4
#define MATCH_BEST_TERMS    6
#define MATCH_NEAR_BEST     0.7
#define MATCH_BEST_WORDS    4                   /* of a term, as they stood in the item */
#define MATCH_LIMIT_WORDS   200                 /* bytes of such */
#define MATCH_LIMIT_TEXT    ((size_t)256 << 10) /* bytes of one item's text that are read */

struct matcher;

/* Compiles; `topics` must outlive the matcher. Fails when an expression does not compile (conf has said so
 * before). */
int matcher_new(const struct topic *topics, size_t n, struct matcher **out, struct error *err);
void matcher_free(struct matcher *matcher);

/*
 * Fills item->hits (in `arena`), with what stood in the item for each term, by falling score, ties in the
 * order of the topics. `source` is the name of the source that brought it, `source_title` what `source:`
 * terms look in besides. `always` names topics that the item has whatever it says (the source's `topics =`),
 * with score 1 and no terms when nothing matched.
 */
void matcher_match(struct matcher *matcher, struct item *item, const char *source, const char *source_title,
                   const char *const *always, size_t n_always, struct arena *arena);

/* Changes whenever the code does that matches: what was matched by another is matched again. The build makes
 * it of the sources (cmake/CodeVersion.cmake). */
int matcher_version(void);

#endif
