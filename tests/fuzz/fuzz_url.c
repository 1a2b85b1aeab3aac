/* Resolving leaves nothing that a browser would skip, and does not change what it has made. */
#include <string.h>

#include "fuzz.h"
#include "weir/text/arena.h"
#include "weir/text/url.h"

static void check_clean(const char *url)
{
    for (const char *p = url; *p != '\0'; p++)
        FUZZ_HOLDS((unsigned char)*p > ' ' && *p != 0x7F);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const char *ref = arena_copy(&arena, (const char *)data, size);
    size_t n = strlen(ref);
    const char *base =
        n < size ? arena_copy(&arena, (const char *)data + n + 1, size - n - 1) : "http://a/b/c?d";

    const char *alone = url_resolve(&arena, "", ref), *url = url_resolve(&arena, base, ref);
    check_clean(alone);
    check_clean(url);
    FUZZ_HOLDS(strcmp(url_resolve(&arena, "", alone), alone) == 0);
    if (url_is_http(url))
        FUZZ_HOLDS(strcmp(url_resolve(&arena, base, url), url) == 0);
    url_host(&arena, ref);
    check_clean(url_escape(&arena, ref));
    url_query(&arena, ref, "id");
    arena_release(&arena);
    return 0;
}
