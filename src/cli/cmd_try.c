#include <stdio.h>
#include <string.h>
#include <time.h>

#include "show.h"
#include "weir/cli/command.h"
#include "weir/rules/trial.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"

#define WEEK_S (7.0 * 86400)

static const char *plural(size_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

static void print_story(const struct conf *conf, const struct trial_story *story)
{
    printf("  %s  %.2f  ", civil_day(conf->timezone, story->at).name, story->score);
    show_title(story->title);
    putchar('\n');
    for (size_t i = 0; i < story->n_terms; i++)
        printf("%s%s (%s)", i == 0 ? "                    " : ", ", story->terms[i].term,
               story->terms[i].field);
    printf("\n                    %s\n", story->url);
}

static void print_list(const struct conf *conf, const char *heading, const struct trial_list *list)
{
    if (list->n > 0)
        printf("\n%s\n", heading);
    for (size_t i = 0; i < list->n; i++)
        print_story(conf, &list->stories[i]);
}

static int try_terms(const struct command_context *context, const char *text, int64_t since_at,
                     struct error *err)
{
    const struct conf *conf = &context->config->conf;
    struct term_list terms;
    struct trial *trial = arena_alloc(context->arena, sizeof *trial);
    int64_t now = (int64_t)time(NULL);
    if (term_list_parse(text, context->arena, &terms, err) < 0) {
        err->status = STATUS_USAGE;
        return -1;
    }
    if (trial_terms(context->store, &terms, since_at, context->arena, trial, err) < 0)
        return -1;
    if (trial->n_stories == 0)
        return error_set(err, STATUS_NO_INPUT, "no story is stored for that time");
    int64_t from_at = trial->oldest_at > since_at ? trial->oldest_at : since_at;
    double weeks = (double)(now - from_at) / WEEK_S;
    printf("%zu of %zu stories since %s: ", trial->n_matched, trial->n_stories,
           civil_day(conf->timezone, from_at).name);
    if (weeks >= 1) /* of a store of some days nobody knows */
        printf("%.1f a week, ", (double)trial->n_matched / weeks);
    printf("%.1f %% of all\n", 100.0 * (double)trial->n_matched / (double)trial->n_stories);
    print_list(conf, "The newest", &trial->matched);
    print_list(conf, "The closest misses", &trial->missed);
    return 0;
}

static void print_examples(const struct conf *conf, const char *sign, const struct trial_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        printf("  %s %s  ", sign, civil_day(conf->timezone, list->stories[i].at).name);
        show_title(list->stories[i].title);
        putchar('\n');
    }
}

static void print_topic(const struct conf *conf, const struct trial_topic *topic)
{
    printf("%s: %zu → %zu %s, %zu gained, %zu lost\n", topic->name, topic->n_before, topic->n_now,
           plural(topic->n_now, "story", "stories"), topic->n_gained, topic->n_lost);
    print_examples(conf, "+", &topic->gained);
    print_examples(conf, "−", &topic->lost);
}

static int try_conf(const struct command_context *context, const char *path, int64_t since_at,
                    struct error *err)
{
    struct problem_list problems = {0};
    struct trial_conf trial;
    size_t n_changed = 0;
    struct config *config = config_load(path, context->arena, &problems);
    if (config == NULL) {
        command_print_problems(&problems);
        return error_set(err, STATUS_CONFIG, "%s: %zu problem%s", path, problems.n,
                         plural(problems.n, "", "s"));
    }
    int rc = trial_conf(context->store, &config->conf, since_at, context->arena, &trial, err);
    for (size_t i = 0; i < trial.n_topics && rc == 0; i++) {
        const struct trial_topic *topic = &trial.topics[i];
        if (topic->n_gained + topic->n_lost == 0)
            continue;
        n_changed++;
        print_topic(&config->conf, topic);
    }
    if (rc == 0)
        printf("%s%zu of %zu topics would change, over %zu stories\n", n_changed > 0 ? "\n" : "", n_changed,
               trial.n_topics, trial.n_stories);
    config_free(config);
    return rc;
}

/* "90d", or a day. */
static int read_since(const char *word, int64_t *since_at, struct error *err)
{
    int64_t span_s = date_duration(word), at = date_parse(word);
    if (span_s < 0 && at == DATE_NONE)
        return error_set(err, STATUS_USAGE, "try: \"%s\" is neither a duration (30d) nor a date", word);
    *since_at = span_s >= 0 ? (int64_t)time(NULL) - span_s : at;
    return 0;
}

int cmd_try(struct command_context *context, int argc, char **argv, struct error *err)
{
    const char *terms = NULL, *conf = NULL;
    int64_t since_at = INT64_MIN;
    for (int i = 1; i < argc; i++) {
        const char *since = command_option(argc, argv, &i, "--since", err);
        const char *path =
            since == NULL && *err->text == '\0' ? command_option(argc, argv, &i, "--conf", err) : NULL;
        if (*err->text != '\0' || (since != NULL && read_since(since, &since_at, err) < 0))
            return -1;
        if (path != NULL)
            conf = path;
        else if (since == NULL && terms == NULL && argv[i][0] != '-')
            terms = argv[i];
        else if (since == NULL)
            return command_usage_error("try", argv[i], err);
    }
    if ((terms == NULL) == (conf == NULL))
        return command_usage_error("try", NULL, err);
    return conf != NULL ? try_conf(context, conf, since_at, err) : try_terms(context, terms, since_at, err);
}
