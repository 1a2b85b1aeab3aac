#ifndef WEIR_TESTS_UNIT_CONF_TEXTS_H
#define WEIR_TESTS_UNIT_CONF_TEXTS_H
/*
 * conf_texts — configurations that are texts in the test, so that none needs a file.
 */
#include "test.h"

#include "weir/conf/conf.h"

struct conf_text {
    const char *name, *text;
};

static inline int open_text(const char *path, struct buf *text, struct error *err, void *arg)
{
    for (const struct conf_text *file = arg; file->name; file++)
        if (strcmp(file->name, path) == 0)
            return buf_adds(text, file->text) < 0 ? error_set(err, STATUS_LIMIT, "%s: too large", path) : 0;
    return error_set(err, STATUS_NO_INPUT, "%s: No such file or directory", path);
}

/* Reads files[0]; the problems come as "FILE:LINE: text", one a line. */
static inline int read_texts(struct conf_text *files, conf_list *list, struct arena *arena, struct conf *conf,
                             struct buf *problems)
{
    const struct conf_places places = {.state = "/var/lib/weir", .system_tz = "Asia/Shanghai", .list = list};
    struct problem_list found;
    int result = conf_read(files[0].name, &places, open_text, files, arena, conf, &found);
    for (size_t i = 0; i < found.n; i++)
        buf_addf(problems, "%s:%d: %s\n", found.problems[i].file, found.problems[i].line,
                 found.problems[i].text);
    check_number("wrong if there are problems", result, found.n > 0 ? -1 : 0);
    return result;
}

#endif
