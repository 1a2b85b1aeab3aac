#include "weir/rules/curate.h"

#include <string.h>

#include "weir/rules/rules.h"
#include "weir/store/explain.h"
#include "weir/text/suggest.h"

static void match(struct item *item, struct arena *arena, void *arg)
{
    const struct curator *curator = arg;
    rules_match(curator->conf, curator->matcher, item->source, item, arena);
}

static struct rematch rematch_of(const struct curator *curator)
{
    return (struct rematch){.match = match, .arg = (void *)curator};
}

/* The name of the topic that a person means: its name, or its title. */
static int find_topic(const struct conf *conf, const char *given, struct arena *arena, const char **out,
                      struct error *err)
{
    const char **names = arena_alloc(arena, (conf->n_topics + 1) * sizeof *names);
    for (size_t i = 0; i < conf->n_topics; i++) {
        names[i] = conf->topics[i].name;
        if (strcmp(names[i], given) == 0 || strcmp(conf->topics[i].title, given) == 0) {
            *out = names[i];
            return 0;
        }
    }
    const char *near = suggest(given, names, conf->n_topics);
    if (near != NULL)
        return error_set(err, STATUS_NO_INPUT, "no topic is called \"%s\"; did you mean \"%s\"?", given,
                         near);
    return error_set(err, STATUS_NO_INPUT, "no topic is called \"%s\"; `weir status` lists them", given);
}

/* The topic that the story has above all others. */
static int best_topic(struct store *store, const char *name, struct arena *arena, const char **out,
                      struct error *err)
{
    struct story_explained story;
    if (store_explain(store, name, arena, &story, err) < 0)
        return -1;
    if (story.item.n_hits == 0)
        return error_set(err, STATUS_NO_INPUT, "%s has no topic; say for which one it is kept", name);
    *out = story.item.hits[0].topic;
    return 0;
}

int curate_keep(const struct curator *curator, const char *name, const char *topic, int64_t now,
                struct arena *arena, struct feedback *out, struct error *err)
{
    struct rematch rematch = rematch_of(curator);
    int rc = *topic != '\0' ? find_topic(curator->conf, topic, arena, &topic, err)
                            : best_topic(curator->store, name, arena, &topic, err);
    return rc < 0 ? -1
                  : store_put_feedback(curator->store, name, topic, true, now, &rematch, arena, out, err);
}

int curate_dismiss(const struct curator *curator, const char *name, const char *topic, int64_t now,
                   struct arena *arena, struct feedback *out, struct error *err)
{
    struct rematch rematch = rematch_of(curator);
    if (*topic != '\0' && find_topic(curator->conf, topic, arena, &topic, err) < 0)
        return -1;
    return store_put_feedback(curator->store, name, topic, false, now, &rematch, arena, out, err);
}

int curate_undo(const struct curator *curator, struct arena *arena, struct feedback *out, struct error *err)
{
    struct rematch rematch = rematch_of(curator);
    return store_undo_feedback(curator->store, &rematch, arena, out, err);
}
