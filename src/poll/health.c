#include "weir/poll/health.h"

#include "weir/poll/rhythm.h"
#include "weir/text/date.h"

bool health_is_failing(const struct source_state *state)
{
    return state->n_failures > 0 || state->gone;
}

bool health_is_silent(const struct source_state *state, int64_t at)
{
    int64_t silent_at = rhythm_silent_at(state);
    bool is_late = at >= silent_at && state->ok_at >= silent_at;
    /* What was counted fades while nothing comes; that ends no silence. */
    return !health_is_failing(state) && (is_late || health_was_silent(state, at));
}

bool health_was_silent(const struct source_state *state, int64_t at)
{
    return !health_is_failing(state) && state->silent_at != DATE_NONE && state->silent_at <= at &&
           state->new_at < state->silent_at; /* DATE_NONE is the least */
}
