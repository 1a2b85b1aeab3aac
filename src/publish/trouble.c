#include "trouble.h"

#include <string.h>

#include "weir/poll/health.h"
#include "weir/store/digest_trouble.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/url.h"

static const char *day_name(const struct site *site, int64_t at, struct arena *arena)
{
    if (at == DATE_NONE)
        return say(arena, site->language, SAY_LONG_AGO, NULL);
    return arena_strdup(arena, civil_day(site->conf->timezone, at).name);
}

struct digest_trouble trouble_of(const struct site *site, size_t index, int64_t at, struct arena *arena)
{
    const struct conf *conf = site->conf;
    const struct source_state *state = &site->sources[index];
    const struct source *source = &conf->sources[index];
    struct digest_trouble trouble = {.source = site_source_title(site, source->name), .kind = "", .text = ""};
    if (health_is_failing(state)) {
        trouble.kind = "failing";
        trouble.text =
            say(arena, site->language, SAY_SINCE, day_name(site, state->failing_since_at, arena),
                state->gone ? say(arena, site->language, SAY_GONE_410, NULL) : state->failure, NULL);
    } else if (health_was_silent(state, at)) {
        trouble.kind = "silent";
        trouble.text =
            say(arena, site->language, SAY_NOTHING_SINCE, day_name(site, state->new_at, arena), NULL);
    } else if (state->mirror > 0 && (size_t)state->mirror < source->n_urls) {
        trouble.kind = "mirror";
        trouble.text =
            say(arena, site->language, SAY_SERVED_BY, url_host(arena, source->urls[state->mirror]), NULL);
    }
    trouble.text = conf_published_text(source, trouble.text, arena);
    return trouble;
}

static void add_trouble(struct digest *digest, struct digest_trouble trouble, struct arena *arena)
{
    digest->n_failing += strcmp(trouble.kind, "failing") == 0;
    digest->n_silent += strcmp(trouble.kind, "silent") == 0;
    digest->troubles = arena_grow(arena, digest->troubles, digest->n_troubles, sizeof *digest->troubles);
    digest->troubles[digest->n_troubles++] = trouble;
}

void trouble_find(const struct site *site, int64_t at, struct arena *arena, struct digest *digest)
{
    for (size_t i = 0; i < site->conf->n_sources; i++) {
        struct digest_trouble trouble = trouble_of(site, i, at, arena);
        if (*trouble.kind != '\0')
            add_trouble(digest, trouble, arena);
    }
}

int trouble_save(struct store *store, const struct digest *digest, struct error *err)
{
    struct arena arena;
    arena_init(&arena);
    struct trouble_row *rows = arena_alloc(&arena, (digest->n_troubles + 1) * sizeof *rows);
    for (size_t i = 0; i < digest->n_troubles; i++) {
        const struct digest_trouble *t = &digest->troubles[i];
        rows[i] = (struct trouble_row){.kind = t->kind, .source = t->source, .text = t->text};
    }
    int rc = store_put_troubles(store, digest->span.name, digest->span.to_at, rows, digest->n_troubles, err);
    arena_release(&arena);
    return rc;
}

int trouble_restore(struct store *store, struct arena *arena, struct digest *digest, bool *known,
                    struct error *err)
{
    struct trouble_row *rows;
    size_t n;
    if (store_get_troubles(store, digest->span.name, arena, &rows, &n, known, err) < 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        add_trouble(
            digest,
            (struct digest_trouble){.kind = rows[i].kind, .source = rows[i].source, .text = rows[i].text},
            arena);
    return 0;
}
