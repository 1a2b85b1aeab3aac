#include "weir/cli/command.h"

#include <stdio.h>
#include <string.h>

#include "weir/text/suggest.h"

const struct command commands[] = {
    {"run", cmd_run, NEED_CONF | NEED_WRITE, "", "the daemon: polls on schedule, publishes, serves",
     "Stays in the foreground. SIGHUP reads the configuration anew (a wrong one changes nothing);\n"
     "SIGTERM and SIGINT stop it cleanly.\n"},
    {"poll", cmd_poll, NEED_CONF | NEED_WRITE | ASKS_DAEMON, "[--all] [SOURCE…] | --since 30d SOURCE…",
     "one pass: fetches what is due, stores, matches, publishes, ends",
     "  --all        every source, due or not\n"
     "  SOURCE       these sources, due or not\n"
     "  --since 30d  these sources page by page, back to then: arXiv's API, feeds with archives. No digest\n"
     "               tells of it; interrupted, it goes on where it was\n"
     "Beside a daemon it has the daemon poll, and tells what came of it.\n"},
    {"reload", cmd_reload, NEED_CONF | ASKS_DAEMON, "", "has the daemon read its configuration anew",
     "A wrong one changes nothing.\n"},
    {"check", cmd_check, NEED_NOTHING, "[--terms]",
     "says what is wrong with the configuration and its lists, fetches nothing",
     "Every fault in one run, as FILE:LINE: message. Exit status 78 when there is one; warnings of\n"
     "lists, such as one whose last good copy must stand for it, leave it 0.\n"
     "  --terms  also the terms that match too much of what is stored, and those that match nothing\n"},
    {"status", cmd_status, NEED_CONF | NEED_STORE | MAY_BE_EMPTY | ASKS_DAEMON,
     "[--json | --daemon] [SOURCE]",
     "every source: last success, failing since when and why, next poll; topics with counts",
     "  --json    one JSON object\n"
     "  --daemon  one line on the daemon alone; exit status 69 when none answers, or cannot serve\n"
     "  SOURCE    one source, with the reason for its next poll\n"},
    {"parse", cmd_parse, NEED_NOTHING, "[--url BASE] [--content-type CT] FILE|-",
     "any feed document in, one JSON Feed 1.1 document out",
     "  --url BASE         where the document came from, the base of its links\n"
     "  --content-type CT  what the transfer called it\n"
     "What JSON Feed has no field for stands under _weir: in the feed id, updated, published, rights,\n"
     "generator, tags, links[] (href, rel, type), bozo (line and reason, when the document was broken); in\n"
     "an item rights, comments, links[], summary_html, source, arxiv. An author's mail address is _email.\n"},
    {"derive", cmd_derive, NEED_NOTHING,
     "[--entries] [--sources] [--online] [--allow-private] [--topics] [--glossary FILE]… [--background "
     "FEED]… LIST.md…",
     "what a reading list says: [topic …] and [source …] sections for feeds.conf",
     "  --entries          what was read: a JSON object a line for each heading and each entry\n"
     "  --topics           topics, each with a comment that says where its terms came from; the default\n"
     "  --sources          the feeds behind the links, by rule: nothing is fetched\n"
     "  --online           asks for each of these feeds, looks behind the other links, and asks WeChat's\n"
     "                     articles for their accounts\n"
     "  --allow-private    … even where a list names a private address\n"
     "  --background FEED  a feed document of ordinary items, from which it learns what words are common;\n"
     "                     with -c FILE it learns that from what is stored\n"},
    {"match", cmd_match, NEED_CONF, "FILE|-",
     "a feed document in; its items with their topics out, a line each",
     "Each line is {\"id\",\"url\",\"title\",\"topics\":[{\"topic\",\"score\",\"terms\":[…]}]}, topics by "
     "falling score.\n"},
    {"explain", cmd_explain, NEED_CONF | NEED_STORE, "ITEM",
     "why a stored story has its topics, and others nearly; and what was merged into it",
     "  ITEM  its entry id, its address in any form, an arXiv id, a DOI, or a guid\n"},
    {"try", cmd_try, NEED_CONF | NEED_STORE, "TERMS | --conf FILE [--since 90d]",
     "what terms would have matched in stored history; or what another configuration would change",
     "  TERMS         as in [topic …]: 'prompt tuning, soft prompt*^0.6'\n"
     "  --conf FILE   what each topic would gain and lose, with examples\n"
     "  --since 90d   only what was published since; a duration or a date\n"},
    {"digest", cmd_digest, NEED_CONF | NEED_STORE,
     "WHEN | --day DATE | --week YEAR-Www | --kept [--patch LIST.md]",
     "the Markdown digest of a day or a week",
     "  WHEN             today, yesterday, this-week or last-week\n"
     "  --day 2026-11-20\n"
     "  --week 2026-W47\n"
     "  --kept           what was kept, under its headings\n"
     "  --patch LIST.md  instead, what it would add to that list, as a diff for patch -p0; of this week\n"},
    {"keep", cmd_keep, NEED_CONF | NEED_WORD, "ITEM [TOPIC]", "keeps a story for a topic: kept.md, kept.atom",
     "  ITEM   as `weir explain` takes it\n"
     "  TOPIC  a topic's name or title; left out, the story's best\n"
     "Kept stories are entries of their topic from the next derivation on.\n"},
    {"dismiss", cmd_dismiss, NEED_CONF | NEED_WORD, "ITEM [TOPIC]",
     "takes a story out of a topic, or out of all that is published",
     "  ITEM   as `weir explain` takes it\n"
     "  TOPIC  that topic alone; left out, all of them\n"
     "Dismissed stories are counter-examples from the next derivation on.\n"},
    {"undo", cmd_undo, NEED_CONF | NEED_WORD, "", "takes the last keep or dismiss back", ""},
    {"deliver", cmd_deliver, NEED_CONF | NEED_STORE, "--test NAME",
     "what a [deliver …] section would send now, without sending it",
     "  --test NAME  the request or the letter, secrets left out\n"},
    {"search", cmd_search, NEED_CONF | NEED_STORE, "[--limit N] [--json] QUERY",
     "full-text search over stored stories, the best first",
     "  QUERY   words, \"phrases\", prefixes*, -without, title:, author:, topic:, source:, since:30d\n"
     "  --limit N  how many are shown; 50 if left out\n"
     "  --json  a JSON object a line\n"},
    {"discover", cmd_discover, NEED_NOTHING, "URL", "the feeds behind an ordinary page or link",
     "A line a feed: its address, its format and number of items, its title. Each was fetched and parsed.\n"},
    {"import", cmd_import, NEED_NOTHING, "FILE",
     "another reader's subscriptions as [source …] sections for feeds.conf",
     "OPML, newsboat's urls, sfeedrc, the bookmarks of a browser, or addresses one a line:\n"
     "`weir import subscriptions.opml >> feeds.conf`. What feeds.conf has already is left out, so that the\n"
     "same list may be imported again; what it cannot take stands as a comment at the end, with the "
     "reason.\n"},
    {"export", cmd_export, NEED_CONF | NEED_STORE | MAY_BE_EMPTY, "",
     "the sources as OPML, for another reader", ""},
    {"backup", cmd_backup, NEED_CONF | NEED_STORE, "FILE",
     "a consistent copy of the database, also while the daemon runs",
     "FILE is replaced when the copy is complete. To go back to it: stop weir, put FILE in the place of\n"
     "weir.db, delete weir.db-wal and weir.db-shm, start weir.\n"},
    {"completion", cmd_completion, NEED_NOTHING, "bash | zsh | fish",
     "what a shell needs to complete these words",
     "`weir completion bash > /usr/share/bash-completion/completions/weir`; packages bring it along.\n"},
    {"help", cmd_help, NEED_NOTHING, "[COMMAND]", "this, or one command with its options", ""},
};

const size_t n_commands = sizeof commands / sizeof *commands;

const struct command *command_find(const char *name, struct error *err)
{
    const char *names[sizeof commands / sizeof *commands];
    for (size_t i = 0; i < n_commands; i++) {
        names[i] = commands[i].name;
        if (strcmp(name, names[i]) == 0)
            return &commands[i];
    }
    const char *near = suggest(name, names, n_commands);
    if (near != NULL)
        error_set(err, STATUS_USAGE, "no command \"%s\"; did you mean \"%s\"?", name, near);
    else
        error_set(err, STATUS_USAGE, "no command \"%s\"; `weir help` lists them", name);
    return NULL;
}

void command_print_usage(const struct command *only)
{
    if (only != NULL) {
        printf("usage: weir [-c FILE] [-q | -v] %s %s\n\n%s\n", only->name, only->arguments, only->summary);
        if (only->help[0] != '\0')
            printf("\n%s", only->help);
        return;
    }
    puts("usage: weir [-c FILE] [-q | -v] COMMAND [ARGUMENT…]\n\nweir keeps a reading list alive.\n");
    for (size_t i = 0; i < n_commands; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    puts(
        "\n  -c FILE    the configuration; else $WEIR_CONF, ./feeds.conf, $XDG_CONFIG_HOME/weir/feeds.conf,\n"
        "             /etc/weir/feeds.conf\n"
        "  -q         errors only\n"
        "  -v         every decision\n"
        "  --version  the version, and those of its libraries");
}

void command_print_problems(const struct problem_list *problems)
{
    for (size_t i = 0; i < problems->n; i++) {
        const struct problem *problem = &problems->problems[i];
        if (problem->line > 0)
            fprintf(stderr, "%s:%d: %s\n", problem->file, problem->line, problem->text);
        else
            fprintf(stderr, "%s: %s\n", problem->file, problem->text);
    }
}

const char *command_option(int argc, char **argv, int *i, const char *name, struct error *err)
{
    size_t n = strlen(name);
    const char *word = argv[*i];
    if (strncmp(word, name, n) != 0 || (word[n] != '\0' && word[n] != '='))
        return NULL;
    if (word[n] == '=')
        return word + n + 1;
    if (*i + 1 < argc)
        return argv[++*i];
    error_set(err, STATUS_USAGE, "%s wants a value; see `weir help %s`", name, argv[0]);
    return NULL;
}

int command_usage_error(const char *command, const char *word, struct error *err)
{
    if (word == NULL)
        return error_set(err, STATUS_USAGE, "%s: something is missing; see `weir help %s`", command, command);
    return error_set(err, STATUS_USAGE, "%s: \"%s\" is not understood; see `weir help %s`", command, word,
                     command);
}
