#include <stdio.h>
#include <string.h>

#include "show.h"
#include "weir/cli/command.h"
#include "weir/rules/why.h"
#include "weir/store/explain.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

#define LIMIT_MISSES 10 /* topics that it just has not, the closest */

static const char *day(const struct conf *conf, int64_t at, struct span *span)
{
    *span = civil_day(conf->timezone, at);
    return at == DATE_NONE ? "no date" : span->name;
}

static void print_story(const struct conf *conf, const struct story_explained *story)
{
    const struct item *item = &story->item;
    struct span span;
    printf("%s\n    %s\n    %s\n    first seen %s", item->title, item->url, item->key,
           day(conf, item->first_seen_at, &span));
    if (item->listed)
        printf(" · in your list");
    if (item->version_at != DATE_NONE)
        printf(" · version %d came %s", item->version, day(conf, item->version_at, &span));
    putchar('\n');
    for (size_t i = 0; i < story->n_keys; i++)
        printf("    also %s\n", story->keys[i]);
}

static void print_verdict(const struct why *why)
{
    double threshold = why->topic->threshold;
    switch (why->verdict) {
    case VERDICT_HAS:
        printf("%.2f, from %.2f on", why->score, threshold);
        break;
    case VERDICT_ALWAYS:
        printf("always, by its source %s", why->item->source);
        break;
    case VERDICT_BELOW:
        printf("%.2f, that is %.2f below %.2f", why->score, threshold - why->score, threshold);
        break;
    case VERDICT_FAR_BELOW:
        printf("%.2f, but far below the item's best topic", why->score);
        break;
    case VERDICT_FIELD:
        printf("%.2f, the field of what it has", why->score);
        break;
    case VERDICT_EXCLUDED:
        printf("%.2f, but one of its \"exclude\" occurs", why->score);
        break;
    case VERDICT_OTHER_SOURCE:
        printf("%.2f, but it takes nothing from %s", why->score, why->item->source);
        break;
    }
    puts(why->is_halved         ? "; halved, since nothing of its scope occurs"
         : why->is_out_of_field ? "; halved, since it is not of the field"
                                : "");
}

static void print_why(const struct why *why)
{
    printf("  ");
    show_padded(why->topic->name, 30);
    printf("  ");
    print_verdict(why);
    for (size_t i = 0; i < why->n_terms; i++) {
        printf("      ");
        show_padded(why->terms[i].term, 28);
        printf("  %-8s %.2f\n", why->terms[i].field, why->terms[i].boost);
    }
}

static void print_topics(const struct why *whys, size_t n)
{
    size_t n_misses = 0;
    for (size_t i = 0; i < n; i++) {
        bool has = whys[i].verdict <= VERDICT_ALWAYS;
        if (has && i == 0)
            puts("\nTopics");
        if (!has && n_misses++ == 0)
            puts(i == 0 ? "\nNo topic; just missed" : "\nJust missed");
        if (n_misses <= LIMIT_MISSES)
            print_why(&whys[i]);
    }
    if (n == 0)
        puts("\nNo topic, and no term of any occurs");
}

static void print_parts(const struct conf *conf, const struct story_explained *story)
{
    puts("\nSeen at");
    for (size_t i = 0; i < story->n_parts; i++) {
        const struct item *item = &story->parts[i].item;
        const char *same_by = store_same_by(story->parts[i].evidence.kind);
        struct span span;
        printf("  ");
        show_padded(item->source, 30);
        printf("  %s", day(conf, item->first_seen_at, &span));
        if (item->arxiv.version > 0)
            printf(" · v%d", item->arxiv.version);
        if (*item->arxiv.announce_type != '\0')
            printf(" · %s", item->arxiv.announce_type);
        if (*same_by != '\0')
            printf(" · the same by %s", same_by);
        printf("\n      %s\n", item->url);
    }
}

/* The posts about a paper. */
static void print_posts(const struct item *item)
{
    size_t n = 0;
    for (size_t i = 0; i < item->n_also; i++) {
        const struct link *post = &item->also[i];
        if (strcmp(post->rel, "related") != 0)
            continue;
        if (n++ == 0)
            puts("\nExplained at");
        printf("  %s\n      %s\n", post->title, post->href);
    }
}

/* Of the story's items, the one that each topic likes best. */
static int find_whys(const struct conf *conf, const struct story_explained *story, struct arena *arena,
                     struct why **out, size_t *n, struct error *err)
{
    *out = NULL;
    *n = 0;
    for (size_t i = 0; i < story->n_parts; i++) {
        struct why *whys;
        size_t n_whys;
        if (why_topics(conf, &story->parts[i].item, arena, &whys, &n_whys, err) < 0)
            return -1;
        why_merge(arena, out, n, whys, n_whys);
    }
    return 0;
}

int cmd_explain(struct command_context *context, int argc, char **argv, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    struct story_explained story;
    struct why *whys;
    size_t n;
    if (argc != 2)
        return command_usage_error("explain", argc > 2 ? argv[2] : NULL, err);
    if (store_explain(context->store, argv[1], context->arena, &story, err) < 0 ||
        find_whys(conf, &story, context->arena, &whys, &n, err) < 0)
        return -1;
    print_story(conf, &story);
    print_topics(whys, n);
    print_parts(conf, &story);
    print_posts(&story.item);
    return 0;
}
