/* Resolving leaves nothing that a browser would skip, and does not change what it has made. */
#include <string.h>

#include "fuzz.h"
#include "weir/text/arena.h"
#include "weir/text/url.h"
#include "weir/text/utf8.h"

static void check_clean(const char *url)
{
    for (const char *p = url; *p != '\0'; p++)
        FUZZ_HOLDS((unsigned char)*p > ' ' && *p != 0x7F);
}

/* Behind the parser every string is valid UTF-8. */
static const char *valid_text(struct arena *arena, const uint8_t *bytes, size_t n)
{
    struct buf valid = BUF_INIT(3 * n + 3);
    utf8_repair((const char *)bytes, n, &valid);
    const char *text = arena_copy(arena, valid.data, valid.n);
    buf_release(&valid);
    return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    arena_init(&arena);
    const uint8_t *nul = memchr(data, 0, size);
    size_t n = nul == NULL ? size : (size_t)(nul - data);
    const char *ref = valid_text(&arena, data, n);
    const char *base = nul == NULL ? "http://a/b/c?d" : valid_text(&arena, nul + 1, size - n - 1);

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
