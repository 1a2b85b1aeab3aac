#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "input.h"
#include "weir/cli/command.h"
#include "weir/topic/matcher.h"

static json_t *topic_json(const struct hit *hit)
{
    json_t *terms = json_array();
    for (size_t i = 0; i < hit->n_terms; i++)
        json_array_append_new(terms, json_string(hit->terms[i].term));
    return json_pack("{s:s, s:f, s:o}", "topic", hit->topic, "score", round(hit->score * 1000) / 1000,
                     "terms", terms);
}

/* What is of the field of a list, but under none of its headings, has no topic. */
static void print_item(const struct conf *conf, const struct item *item)
{
    json_t *topics = json_array(), *fields = json_array();
    for (size_t i = 0; i < item->n_hits; i++) {
        bool is_field = topic_is_field(conf->topics, conf->n_topics, item->hits[i].topic);
        json_array_append_new(is_field ? fields : topics, topic_json(&item->hits[i]));
    }
    json_t *line = json_pack("{s:s, s:s, s:s, s:o}", "id", item->id, "url", item->url, "title", item->title,
                             "topics", topics);
    if (json_array_size(fields) > 0)
        json_object_set(line, "fields", fields);
    json_decref(fields);
    json_dumpf(line, stdout, JSON_COMPACT | JSON_REAL_PRECISION(4));
    putchar('\n');
    json_decref(line);
}

int cmd_match(struct command_context *context, int argc, char **argv, struct error *err)
{
    if (argc != 2)
        return command_usage_error("match", argc > 2 ? argv[2] : NULL, err);
    const struct conf *conf = &context->config->conf;
    struct matcher *matcher;
    struct feed *feed;
    if (input_feed(argv[1], "", "", context->arena, &feed, err) < 0 ||
        matcher_new(conf->topics, conf->n_topics, &matcher, err) < 0)
        return -1;
    for (size_t i = 0; i < feed->n_items; i++) {
        matcher_match(matcher, &feed->items[i], "", feed->title, NULL, 0, context->arena);
        print_item(conf, &feed->items[i]);
    }
    matcher_free(matcher);
    return 0;
}
