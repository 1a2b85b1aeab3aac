/* Any text is a configuration or a list of problems, each with a line and one line of words. */
#include <string.h>

#include "fuzz.h"
#include "weir/conf/conf.h"

struct text {
    const uint8_t *data;
    size_t size;
};

static int open_text(const char *path, struct buf *out, struct error *err, void *arg)
{
    const struct text *text = arg;
    if (strcmp(path, "feeds.conf") != 0)
        return error_set(err, STATUS_NO_INPUT, "%s: not here", path);
    return buf_add(out, text->data, text->size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct conf conf;
    struct problem_list problems = {0};
    struct conf_places places = {.state = "/var/lib/weir", .system_tz = "UTC"};
    struct text text = {data, size};
    arena_init(&arena);
    int result = conf_read("feeds.conf", &places, open_text, &text, &arena, &conf, &problems);
    FUZZ_HOLDS((result == 0) == (problems.n == 0));
    for (size_t i = 0; i < problems.n; i++)
        FUZZ_HOLDS(problems.problems[i].text[0] != '\0' && strchr(problems.problems[i].text, '\n') == NULL);
    for (size_t i = 0; result == 0 && i < conf.n_sources; i++)
        FUZZ_HOLDS(conf.sources[i].n_urls > 0);
    arena_release(&arena);
    return 0;
}
