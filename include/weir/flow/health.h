#ifndef WEIR_FLOW_HEALTH_H
#define WEIR_FLOW_HEALTH_H
/*
 * health — does a source still bring what it used to? An answer of 200 with nothing new for far longer than
 * the source's rhythm explains is *silence*, which no error counter sees. Pure.
 */
#include <stdbool.h>
#include <stdint.h>

#include "weir/store/store.h"

#define HEALTH_SILENT_FLOOR_S   (4 * 24 * 3600)   /* a long weekend is no silence */
#define HEALTH_SILENT_CAP_S     (180 * 24 * 3600) /* nor is half a year a rhythm */
#define HEALTH_SILENT_INTERVALS 3.0               /* mean intervals without anything new */

bool health_is_failing(const struct source_state *state);

/* Answers, but has had nothing new by `at` for longer than its rhythm explains. Never for a source that has
 * had nothing yet. */
bool health_is_silent(const struct source_state *state, int64_t at);

#endif
