#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "weir/cli/command.h"
#include "weir/installation/installation.h"
#include "weir/rules/lists_check.h"
#include "weir/rules/term_use.h"
#include "weir/run/control.h"
#include "weir/serve/serve.h"

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* What is wrong but stops nothing. */
static size_t print_warnings(const struct command_context *context)
{
    const struct problem_list *warnings = &context->config->warnings;
    struct problem_list findings, headings;
    lists_check(&context->config->lists, context->arena, &findings);
    lists_tell_headings(&context->config->lists, context->arena, &headings);
    for (size_t i = 0; i < headings.n; i++)
        printf("%s:%d: %s\n", headings.problems[i].file, headings.problems[i].line,
               headings.problems[i].text);
    command_print_problems(warnings);
    command_print_problems(&findings);
    return warnings->n + findings.n;
}

static void print_too_much(const struct term_use *uses, size_t n, size_t n_stories)
{
    size_t n_told = 0;
    for (size_t i = 0; i < n; i++) {
        const struct term_use *use = &uses[i];
        if ((double)use->n_brought <= TERM_USE_TOO_MUCH * (double)n_stories)
            continue;
        if (n_told++ == 0)
            printf("\nToo much: alone, these bring over a tenth of all stories\n");
        printf("  %5.1f %%  %zu stories  [topic %s] %s\n", 100.0 * (double)use->n_brought / (double)n_stories,
               use->n_brought, use->topic->name, use->term->text);
    }
}

static void print_never(const struct term_use *uses, size_t n)
{
    const struct topic *topic = NULL;
    for (size_t i = 0; i < n; i++) {
        if (uses[i].n_stories > 0)
            continue;
        if (topic == NULL)
            printf("\nNever: these stand in no story");
        fputs(uses[i].topic == topic ? ", " : "\n  ", stdout);
        if (uses[i].topic != topic)
            printf("[topic %s] ", uses[i].topic->name);
        printf("%s", uses[i].term->text);
        topic = uses[i].topic;
    }
    puts(topic != NULL ? "" : "\nEvery term stands in some story");
}

/* How the terms fare in what is stored. */
static int check_terms(const struct command_context *context, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    const char *database = installation_database(conf, context->arena);
    struct store *store;
    struct term_use *uses;
    size_t n, n_stories;
    if (store_open_readonly(database, &store, err) < 0)
        return -1;
    int rc = term_use_count(store, conf, context->arena, &uses, &n, &n_stories, err);
    store_close(store);
    if (rc < 0)
        return -1;
    printf("%zu terms over %zu stored stories\n", n, n_stories);
    print_too_much(uses, n, n_stories);
    print_never(uses, n);
    return 0;
}

/* What would keep `run` from its work on this machine; a daemon that runs has what it needs. */
static size_t check_machine(const struct command_context *context, struct arena *arena)
{
    const struct conf *conf = &context->config->conf;
    struct error err;
    size_t n = 0;
    int daemon = control_connect(installation_control_socket(conf, arena));
    if (daemon >= 0) {
        close(daemon);
        return 0;
    }
    if (conf->n_sources == 0)
        n +=
            fprintf(stderr,
                    "%s: there is no [source NAME], so nothing is polled; `weir help derive`, `discover` and "
                    "`import` tell where sources may come from\n",
                    conf->file) > 0;
    if (conf->listen[0] != '\0' && serve_probe(conf->listen, &err) < 0)
        n += fprintf(stderr, "%s: %s\n", conf->file, err.text) > 0;
    const char *const folders[] = {conf->state, installation_publish_folder(conf, arena)};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (access(folders[i], W_OK) < 0 && errno != ENOENT)
            n += fprintf(stderr, "%s: %s: %s; whoever runs weir must be allowed to write there\n", conf->file,
                         folders[i], strerror(errno)) > 0;
    return n;
}

/* Whose addresses nothing that is published names. */
static void print_private(const struct conf *conf)
{
    size_t n = 0;
    for (size_t i = 0; i < conf->n_sources; i++)
        if (conf_is_private(&conf->sources[i]))
            printf("%s%s", n++ == 0 ? "published without their addresses, which are private: " : ", ",
                   conf->sources[i].name);
    if (n > 0)
        putchar('\n');
}

int cmd_check(struct command_context *context, int argc, char **argv, struct error *err)
{
    struct problem_list problems = {0};
    bool terms = argc == 2 && strcmp(argv[1], "--terms") == 0;
    if (argc > 1 && !terms)
        return command_usage_error("check", argv[argc - 1], err);
    const char *path = installation_conf_file(context->conf_option, context->arena, err);
    if (path == NULL)
        return -1;
    context->config = config_load(path, context->arena, &problems);
    if (context->config == NULL) {
        command_print_problems(&problems);
        return error_set(err, STATUS_CONFIG, "%s: %zu problem%s", path, problems.n, plural(problems.n));
    }
    const struct conf *conf = &context->config->conf;
    size_t n_warnings = print_warnings(context) + check_machine(context, context->arena);
    printf("%s: %zu source%s, %zu topic%s, ", path, conf->n_sources, plural(conf->n_sources), conf->n_topics,
           plural(conf->n_topics));
    if (n_warnings == 0)
        puts("no problem");
    else
        printf("%zu warning%s\n", n_warnings, plural(n_warnings));
    print_private(conf);
    return terms ? check_terms(context, err) : 0;
}
