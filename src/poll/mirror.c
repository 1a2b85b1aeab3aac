#include "weir/poll/mirror.h"

#include <string.h>

#include "weir/text/date.h"

static struct mirror_state *known(const struct source_state *state, const char *url)
{
    for (size_t i = 0; i < state->n_mirrors; i++)
        if (strcmp(state->mirrors[i].url, url) == 0)
            return &state->mirrors[i];
    return NULL;
}

static struct mirror_state *remember(struct source_state *state, const char *url, struct arena *arena)
{
    struct mirror_state *mirror = known(state, url);
    if (mirror != NULL)
        return mirror;
    state->mirrors = arena_grow(arena, state->mirrors, state->n_mirrors, sizeof *state->mirrors);
    mirror = &state->mirrors[state->n_mirrors++];
    *mirror = (struct mirror_state){.url = url, .failure = "", .retry_at = DATE_NONE, .newest_at = DATE_NONE};
    return mirror;
}

/* A plan further ahead than any rule allows was made by a clock set forward. */
bool mirror_is_resting(const struct source *source, const struct source_state *state, size_t at, int64_t now)
{
    const struct mirror_state *mirror = known(state, source->urls[at]);
    return mirror != NULL && mirror->retry_at != DATE_NONE && mirror->retry_at > now &&
           mirror->retry_at - now <= MIRROR_RETRY_CAP_S;
}

void mirror_order(const struct source *source, const struct source_state *state, int64_t now, size_t *order)
{
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < source->n_urls; i++)
            if (mirror_is_resting(source, state, i, now) == (pass == 1))
                order[n++] = i;
}

int64_t mirror_newest_at(const struct source *source, const struct source_state *state, size_t at)
{
    const struct mirror_state *mirror = known(state, source->urls[at]);
    return mirror != NULL ? mirror->newest_at : DATE_NONE;
}

bool mirror_is_behind(const struct source *source, const struct source_state *state, size_t at,
                      int64_t newest_at)
{
    if (newest_at == DATE_NONE)
        return false;
    for (size_t i = 0; i < source->n_urls; i++) {
        const struct mirror_state *other = known(state, source->urls[i]);
        if (i != at && other != NULL && other->n_failures == 0 && other->newest_at != DATE_NONE &&
            newest_at < other->newest_at - MIRROR_BEHIND_S)
            return true;
    }
    return false;
}

void mirror_failed(const struct source *source, struct source_state *state, size_t at, const char *why,
                   int64_t now, struct arena *arena)
{
    struct mirror_state *mirror = remember(state, source->urls[at], arena);
    int64_t wait = MIRROR_RETRY_S;
    for (int i = 0; i < mirror->n_failures && wait < MIRROR_RETRY_CAP_S; i++)
        wait *= 2;
    mirror->n_failures++;
    mirror->failure = why;
    mirror->retry_at = now + (wait < MIRROR_RETRY_CAP_S ? wait : MIRROR_RETRY_CAP_S);
}

void mirror_served(const struct source *source, struct source_state *state, size_t at, int64_t newest_at,
                   struct arena *arena)
{
    struct mirror_state *mirror = remember(state, source->urls[at], arena);
    mirror->n_failures = 0;
    mirror->failure = "";
    mirror->retry_at = DATE_NONE;
    if (newest_at != DATE_NONE)
        mirror->newest_at = newest_at;
}

void mirror_consulted(const struct source *source, struct source_state *state, size_t at, int64_t newest_at,
                      int64_t now, struct arena *arena)
{
    mirror_served(source, state, at, newest_at, arena);
    known(state, source->urls[at])->retry_at = now + MIRROR_CONSULT_S;
}
