#include "weir/flow/health.h"

#include "weir/text/date.h"

#define WEEK_S (7.0 * 24 * 3600)

bool health_is_failing(const struct source_state *state)
{
    return state->n_failures > 0 || state->gone;
}

bool health_is_silent(const struct source_state *state, int64_t at)
{
    if (health_is_failing(state) || state->n_items == 0 || state->new_at == DATE_NONE)
        return false;
    double patience_s = HEALTH_SILENT_CAP_S;
    if (state->items_a_week > 0 && HEALTH_SILENT_INTERVALS * WEEK_S / state->items_a_week < patience_s)
        patience_s = HEALTH_SILENT_INTERVALS * WEEK_S / state->items_a_week;
    if (patience_s < HEALTH_SILENT_FLOOR_S)
        patience_s = HEALTH_SILENT_FLOOR_S;
    return (double)(at - state->new_at) > patience_s;
}
