#include "weir/flow/rules.h"

#include <string.h>

#include "weir/text/hash.h"

/* Grows whenever the matcher may give other hits for the same rules. */
#define MATCHER_VERSION 1

static uint64_t hash_string(uint64_t hash, const char *s)
{
    return hash_more(hash, s, strlen(s) + 1); /* with its NUL, so that "ab","c" is not "a","bc" */
}

static uint64_t hash_terms(uint64_t hash, const struct term_list *list)
{
    hash = hash_more(hash, &list->n, sizeof list->n);
    for (size_t i = 0; i < list->n; i++) {
        hash = hash_string(hash, list->terms[i].text);
        hash = hash_more(hash, &list->terms[i].boost, sizeof list->terms[i].boost);
    }
    return hash;
}

static uint64_t hash_names(uint64_t hash, const char *const *names, size_t n)
{
    hash = hash_more(hash, &n, sizeof n);
    for (size_t i = 0; i < n; i++)
        hash = hash_string(hash, names[i]);
    return hash;
}

uint64_t rules_fingerprint(const struct conf *conf)
{
    int version = MATCHER_VERSION;
    uint64_t hash = hash_more(HASH_START, &version, sizeof version);
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        hash = hash_string(hash, topic->name);
        hash = hash_terms(hash, &topic->terms);
        hash = hash_terms(hash, &topic->scope);
        hash = hash_terms(hash, &topic->exclude);
        hash = hash_more(hash, &topic->threshold, sizeof topic->threshold);
        hash = hash_names(hash, topic->sources, topic->n_sources);
    }
    for (size_t i = 0; i < conf->n_sources; i++) {
        hash = hash_string(hash, conf->sources[i].name);
        hash = hash_string(hash, conf->sources[i].title);
        hash = hash_names(hash, conf->sources[i].topics, conf->sources[i].n_topics);
    }
    return hash;
}

void rules_match(const struct conf *conf, struct matcher *matcher, const char *source, struct item *item,
                 struct arena *arena)
{
    /* A story outlives the source that brought it; it then has the topics that its own words give. */
    static const struct source unknown = {.title = ""};
    const struct source *known = conf_source(conf, source);
    if (known == NULL)
        known = &unknown;
    matcher_match(matcher, item, source, known->title, known->topics, known->n_topics, arena);
}

struct rematch {
    const struct conf *conf;
    struct matcher *matcher;
};

static void match_story(struct item *item, struct arena *arena, void *arg)
{
    const struct rematch *rematch = arg;
    rules_match(rematch->conf, rematch->matcher, item->source, item, arena);
}

int rules_apply(const struct conf *conf, struct matcher *matcher, struct store *store, size_t *n_changed,
                struct error *err)
{
    struct rematch rematch = {.conf = conf, .matcher = matcher};
    return store_rematch(store, rules_fingerprint(conf), match_story, &rematch, n_changed, err);
}
