#include <stdio.h>
#include <string.h>
#include <time.h>

#include "weir/cli/command.h"
#include "weir/list/reading.h"
#include "weir/publish/compose.h"
#include "weir/publish/list_patch.h"
#include "weir/render/digest.h"
#include "weir/system/file.h"
#include "weir/system/log.h"

/* "today", "yesterday", "this-week", "last-week" */
static bool read_word(const char *zone, const char *word, struct span *out)
{
    static const struct {
        const char *word;
        bool is_week, is_past;
    } words[] = {{"today", false, false},
                 {"yesterday", false, true},
                 {"this-week", true, false},
                 {"last-week", true, true}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i].word) != 0)
            continue;
        struct span (*span_at)(const char *, int64_t) = words[i].is_week ? civil_week : civil_day;
        *out = span_at(zone, (int64_t)time(NULL));
        if (words[i].is_past)
            *out = span_at(zone, out->from_at - 1);
        return true;
    }
    return false;
}

/* The day or week that is asked for; for a patch, where neither is, the week under way. */
static int read_span(const struct conf *conf, const char *word, const char *day, const char *week,
                     bool is_patch, struct span *out, struct error *err)
{
    if (word == NULL && day == NULL && week == NULL && is_patch)
        word = "this-week";
    if ((word != NULL) + (day != NULL) + (week != NULL) != 1)
        return error_set(
            err, STATUS_USAGE,
            "digest: of one of today, yesterday, this-week, last-week, --day DATE, --week YEAR-Www");
    if (word != NULL && !read_word(conf->timezone, word, out))
        return command_usage_error("digest", word, err);
    if (day != NULL && !civil_parse_day(conf->timezone, day, out))
        return error_set(err, STATUS_USAGE, "--day %s: no such day; write 2026-11-20", day);
    if (week != NULL && !civil_parse_week(conf->timezone, week, out))
        return error_set(err, STATUS_USAGE, "--week %s: no such week; write 2026-W47", week);
    return 0;
}

/* `patch` refuses a path from the root or out of the folder: it is run beside such a list, or names it. */
static const char *shown_path(const char *path)
{
    const char *slash = strrchr(path, '/');
    bool is_outside = *path == '/' || strncmp(path, "../", 3) == 0 || strstr(path, "/../") != NULL;
    while (!is_outside && strncmp(path, "./", 2) == 0)
        path += 2;
    return is_outside && slash != NULL ? slash + 1 : path;
}

static int write_patch(const struct digest *digest, const char *path, struct buf *out, struct error *err)
{
    struct buf list = BUF_INIT(READING_LIMIT_BYTES);
    int rc = file_read(path, &list, err);
    if (rc == 0) {
        struct list_patch patch = list_patch_write(digest, shown_path(path), list.data, list.n, out);
        log_info("%zu added, %zu listed already, %zu of topics that the list has no heading for",
                 patch.n_added, patch.n_listed, patch.n_homeless);
    }
    buf_release(&list);
    return rc;
}

int cmd_digest(struct command_context *context, int argc, char **argv, struct error *err)
{
    const struct conf *conf = &context->config->conf;
    const char *word = NULL, *day = NULL, *week = NULL, *list = NULL;
    bool is_kept = false;
    for (int i = 1; i < argc; i++) {
        const char *value;
        if ((value = command_option(argc, argv, &i, "--day", err)) != NULL)
            day = value;
        else if ((value = command_option(argc, argv, &i, "--week", err)) != NULL)
            week = value;
        else if ((value = command_option(argc, argv, &i, "--patch", err)) != NULL)
            list = value;
        else if (strcmp(argv[i], "--kept") == 0)
            is_kept = true;
        else if (err->text[0] == '\0' && argv[i][0] != '-' && word == NULL)
            word = argv[i];
        else
            return err->text[0] != '\0' ? -1 : command_usage_error("digest", argv[i], err);
    }
    struct span span;
    struct digest digest;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    int rc;
    if (is_kept && (word != NULL || day != NULL || week != NULL))
        return error_set(err, STATUS_USAGE, "digest: what is kept has no day or week");
    if (is_kept)
        rc = compose_kept(context->store, conf, context->arena, &digest, err);
    else if (read_span(conf, word, day, week, list != NULL, &span, err) < 0)
        rc = -1;
    else
        rc = compose_digest(context->store, conf, &span, (int64_t)time(NULL), context->arena, &digest, err);
    if (rc < 0)
        return -1;
    if (list != NULL)
        rc = write_patch(&digest, list, &out, err);
    else
        (is_kept ? digest_write_kept : digest_write_markdown)(&digest, &out);
    fwrite(out.data, 1, out.n, stdout);
    buf_release(&out);
    return rc;
}
