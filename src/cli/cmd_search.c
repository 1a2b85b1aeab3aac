#include <jansson.h>
#include <stdio.h>
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
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            is_json = true;
        else
            query = arena_printf(context->arena, "%s%s%s", query, *query != '\0' ? " " : "", argv[i]);
    }
    struct search search;
    struct feed feed;
    if (search_parse(query, (int64_t)time(NULL), context->arena, &search, err) < 0 ||
        store_search(context->store, &search, SEARCH_BEST_FIRST, SEARCH_LIMIT_RESULTS, context->arena, &feed,
                     err) < 0)
        return -1;
    for (size_t i = 0; i < feed.n_items; i++) {
        if (is_json)
            print_json(&feed.items[i]);
        else
            print_text(&context->config->conf, &feed.items[i]);
    }
    return 0;
}
