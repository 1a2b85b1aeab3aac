#include "trouble.h"

#include "weir/flow/health.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

static const char *day_name(const struct conf *conf, int64_t at, struct arena *arena)
{
    return at == DATE_NONE ? "long ago" : arena_strdup(arena, civil_day(conf->timezone, at).name);
}

struct digest_trouble trouble_of(const struct edition *edition, size_t index, int64_t at, struct arena *arena)
{
    const struct conf *conf = edition->conf;
    const struct source_state *state = &edition->sources[index];
    const struct source *source = &conf->sources[index];
    struct digest_trouble trouble = {
        .source = edition_source_title(edition, source->name), .kind = "", .text = ""};
    if (health_is_failing(state)) {
        trouble.kind = "failing";
        trouble.text = arena_printf(arena, "since %s: %s", day_name(conf, state->failing_since_at, arena),
                                    state->gone ? "gone for good (410)" : state->failure);
    } else if (health_is_silent(state, at)) {
        trouble.kind = "silent";
        trouble.text = arena_printf(arena, "nothing new since %s", day_name(conf, state->new_at, arena));
    } else if (state->mirror > 0 && (size_t)state->mirror < source->n_urls) {
        trouble.kind = "mirror";
        trouble.text = arena_printf(arena, "now served by %s", url_host(arena, source->urls[state->mirror]));
    }
    return trouble;
}
