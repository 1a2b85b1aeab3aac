/* keep, dismiss, undo: the reader's word on a story. */
#include <stdio.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/rules/curate.h"

static const char *title_of(const struct conf *conf, const char *name)
{
    const struct topic *topic = conf_topic(conf, name);
    return topic != NULL ? topic->title : name;
}

/* "kept for Knowledge Distillation: A Student That Asks Back" */
static void print_word(const struct conf *conf, const char *before, const struct feedback *said)
{
    const char *word = said->is_kept ? "kept for" : "dismissed from";
    const char *topic = *said->topic != '\0' ? title_of(conf, said->topic) : "all topics";
    printf("%s%s %s: %s\n  %s\n", before, word, topic, said->item.title, said->item.url);
}

typedef int curate(const struct curator *curator, const char *name, const char *topic, int64_t now,
                   struct arena *arena, struct feedback *out, struct error *err);

static int say(struct command_context *context, int argc, char **argv, curate *word, struct error *err)
{
    struct curator curator = {.store = context->store, .conf = &context->config->conf};
    struct feedback said;
    if (argc < 2 || argc > 3 || argv[1][0] == '-')
        return command_usage_error(argv[0], argc > 1 ? argv[argc - 1] : NULL, err);
    if (matcher_new(curator.conf->topics, curator.conf->n_topics, &curator.matcher, err) < 0)
        return -1;
    int rc =
        word(&curator, argv[1], argc > 2 ? argv[2] : "", (int64_t)time(NULL), context->arena, &said, err);
    if (rc == 0)
        print_word(curator.conf, "", &said);
    matcher_free(curator.matcher);
    return rc;
}

int cmd_keep(struct command_context *context, int argc, char **argv, struct error *err)
{
    return say(context, argc, argv, curate_keep, err);
}

int cmd_dismiss(struct command_context *context, int argc, char **argv, struct error *err)
{
    return say(context, argc, argv, curate_dismiss, err);
}

int cmd_undo(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct curator curator = {.store = context->store, .conf = &context->config->conf};
    struct feedback said;
    if (argc != 1)
        return command_usage_error("undo", argv[1], err);
    if (matcher_new(curator.conf->topics, curator.conf->n_topics, &curator.matcher, err) < 0)
        return -1;
    int rc = curate_undo(&curator, context->arena, &said, err);
    if (rc == 0)
        print_word(curator.conf, "no longer ", &said);
    matcher_free(curator.matcher);
    return rc;
}
