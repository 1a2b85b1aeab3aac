#ifndef WEIR_PUBLISH_TRENDS_H
#define WEIR_PUBLISH_TRENDS_H
/*
 * trends — which topics and terms rise: far more stories this week than in the four before. Pure.
 *
 * A count rises when it is TRENDS_LEAST at least and stands TRENDS_DEVIATIONS above the mean of the weeks
 * before, in standard deviations of a Poisson count (of that mean and one, so that the first three stories
 * ever are enough). The weeks before begin with the first that has stories at all; without TRENDS_LEAST_WEEKS
 * of them nothing rises.
 */
#include "weir/render/digest.h"
#include "weir/text/arena.h"

#define TRENDS_LEAST       3
#define TRENDS_DEVIATIONS  2.5
#define TRENDS_LEAST_WEEKS 2
#define TRENDS_LIMIT       6 /* how many are told */

/* `feed` holds the stories of the last DIGEST_TREND_WEEKS weeks, with their hits; `weeks` are these, oldest
 * first; `topics` gives topics their titles. Sets digest->trends. */
void trends_find(const struct feed *feed, const struct span weeks[DIGEST_TREND_WEEKS],
                 const struct category *topics, size_t n_topics, struct arena *arena, struct digest *digest);

#endif
