#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/store/search.h"
#include "weir/text/civil.h"

/* A line for programs. */
static void print_json(const struct item *item)
{
    json_t *topics = json_array();
    for (size_t i = 0; i < item->n_hits; i++)
        json_array_append_new(topics, json_string(item->hits[i].topic));
    json_t *line =
        json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "id", item->uid, "url", item->url, "title", item->title,
                  "source", item->source, "first_seen", (json_int_t)item->first_seen_at, "topics", topics);
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(line);
}

/* Title, then where and when, then the address. */
static void print_text(const struct conf *conf, const struct item *item)
{
    struct span day = civil_day(conf->timezone, item->first_seen_at);
    printf("%s\n    %s · %s", item->title, item->source, day.name);
    for (size_t i = 0; i < item->n_hits; i++)
        printf("%s%s", i == 0 ? " · " : ", ", item->hits[i].topic);
    printf("\n    %s\n", item->url);
}

int cmd_search(struct command_context *context, int argc, char **argv, struct error *err)
{
    const char *query = "";
    bool is_json = false;
    unsigned long limit = SEARCH_LIMIT_RESULTS;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            is_json = true;
        else if (strcmp(argv[i], "--limit") == 0) {
            char *end = NULL;
            limit = i + 1 < argc ? strtoul(argv[++i], &end, 10) : 0;
            if (end == NULL || *end != '\0' || limit == 0 || limit > SEARCH_LIMIT_ASKED)
                return error_set(err, STATUS_USAGE, "--limit takes how many stories are shown: 1 to %d",
                                 SEARCH_LIMIT_ASKED);
        } else
            query = arena_printf(context->arena, "%s%s%s", query, *query != '\0' ? " " : "", argv[i]);
    }
    struct search search;
    struct feed feed;
    if (search_parse(query, (int64_t)time(NULL), context->arena, &search, err) < 0)
        return -1;
    search.topic = conf_topic_named(&context->config->conf, search.topic);
    if (store_search(context->store, &search, SEARCH_BEST_FIRST, limit + 1, context->arena, &feed, err) < 0)
        return -1;
    for (size_t i = 0; i < feed.n_items && i < limit; i++) {
        if (is_json)
            print_json(&feed.items[i]);
        else
            print_text(&context->config->conf, &feed.items[i]);
    }
    if (feed.n_items > limit)
        fprintf(stderr, "more was found; search --limit %lu shows more\n", 2 * limit);
    return 0;
}
