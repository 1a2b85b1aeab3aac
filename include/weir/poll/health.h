#ifndef WEIR_POLL_HEALTH_H
#define WEIR_POLL_HEALTH_H
/*
 * health — does a source still bring what it used to? An answer of 200 with nothing new for longer than the
 * source's rhythm (poll/rhythm.h) explains is *silence*, which no error counter sees. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/store/store.h"

/* Did its last poll fail, or is it gone for good? */
bool health_is_failing(const struct source_state *state);

/* Answers, but has had nothing new by `at` for longer than its rhythm explains. Judged on answers only: a
 * source that was not asked since is not silent. Never for a source that has had nothing yet. */
bool health_is_silent(const struct source_state *state, int64_t at);

/* Did a poll before `at` find it silent, and nothing new came since? Needs nothing that is counted. */
bool health_was_silent(const struct source_state *state, int64_t at);

#endif
