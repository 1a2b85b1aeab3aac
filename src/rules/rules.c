#include "weir/rules/rules.h"
#include "weir/store/note.h"

#include <stdlib.h>
#include <string.h>

#include "rules_change.h"
#include "weir/store/walk.h"
#include "weir/system/log.h"
#include "weir/text/hash.h"

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
    int version = matcher_version();
    uint64_t hash = hash_more(HASH_START, &version, sizeof version);
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        hash = hash_string(hash, topic->name);
        hash = hash_string(hash, topic->field);
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

struct rules {
    const struct conf *conf;
    struct matcher *matcher;
    struct store *store;
    struct rematch rematch;
    struct arena arena;
    struct rules_change change; /* since the stored stories were matched last */
    bool is_done;
};

static void match_item(struct item *item, struct arena *arena, void *arg)
{
    const struct rules *rules = arg;
    rules_match(rules->conf, rules->matcher, item->source, item, arena);
}

static void count_move(const char *topic, bool gained, void *arg)
{
    struct rules *rules = arg;
    rules_count_move(&rules->change, topic, gained);
}

int rules_open(const struct conf *conf, struct store *store, struct rules **out, struct error *err)
{
    const char *before = "";
    struct rules *rules = calloc(1, sizeof *rules);
    if (rules == NULL)
        abort();
    *rules = (struct rules){.conf = conf, .store = store};
    rules->rematch = (struct rematch){
        .rules = rules_fingerprint(conf), .match = match_item, .moved = count_move, .arg = rules};
    arena_init(&rules->arena);
    int rc = matcher_new(conf->topics, conf->n_topics, &rules->matcher, err);
    if (rc == 0)
        rc = store_is_matched(store, rules->rematch.rules, &rules->is_done, err);
    if (rc == 0 && !rules->is_done)
        rc = store_get_note(store, NOTE_TERMS, &rules->arena, &before, err);
    if (rc == 0 && !rules->is_done)
        rules_compare(before, conf->topics, conf->n_topics, &rules->arena, &rules->change);
    *out = rc == 0 ? rules : NULL;
    if (rc < 0)
        rules_close(rules);
    return rc;
}

struct matcher *rules_matcher(const struct rules *rules)
{
    return rules->matcher;
}

/* All stories are matched: says what changed, and remembers the terms for the next time. */
static int conclude(struct rules *rules, struct error *err)
{
    struct buf terms = BUF_INIT(BUF_LIMIT_OUTPUT);
    size_t n_told = 0;
    for (size_t i = 0; i < rules->change.n; i++) {
        const char *text = rules_describe(&rules->change.topics[i], &rules->arena);
        if (*text != '\0' && n_told++ < RULES_LIMIT_TOLD)
            log_info("%s: %s", rules->change.topics[i].topic, text);
    }
    if (n_told > RULES_LIMIT_TOLD)
        log_info("and %zu topics more changed", n_told - RULES_LIMIT_TOLD);
    rules_write_terms(rules->conf->topics, rules->conf->n_topics, &terms);
    int rc = store_put_note(rules->store, NOTE_TERMS, terms.data, err);
    buf_release(&terms);
    return rc;
}

int rules_step(struct rules *rules, struct error *err)
{
    size_t n_changed = 0;
    if (rules->is_done)
        return 0;
    int rc = store_rematch(rules->store, &rules->rematch, RULES_SLICE, &n_changed, err);
    if (rc != 0)
        return rc;
    rules->is_done = true;
    return conclude(rules, err);
}

void rules_close(struct rules *rules)
{
    if (rules == NULL)
        return;
    if (rules->matcher != NULL)
        matcher_free(rules->matcher);
    arena_release(&rules->arena);
    free(rules);
}
