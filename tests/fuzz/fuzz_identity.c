/* A key of an address is short; cleaning an address again changes nothing, and does not change its key. */
#include <string.h>

#include "fuzz.h"
#include "weir/story/identity.h"
#include "weir/text/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    int version;
    arena_init(&arena);
    const char *url =
        url_resolve(&arena, "", arena_copy(&arena, (const char *)data, size)); /* as feeds bring it */
    const char *key = identity_of_url(&arena, url), *clean = identity_clean_url(&arena, url);
    FUZZ_HOLDS(strlen(key) <= IDENTITY_LIMIT_KEY);
    FUZZ_HOLDS(strcmp(identity_clean_url(&arena, clean), clean) == 0);
    FUZZ_HOLDS(strcmp(identity_of_url(&arena, clean), key) == 0);
    const char *arxiv = identity_arxiv(&arena, url, &version);
    FUZZ_HOLDS(version >= 0 && (*arxiv != '\0' || version == 0));
    struct item item = {.id = url, .url = url, .title = url, .content_html = "", .arxiv = {.id = ""}};
    FUZZ_HOLDS(*identity_of_item(&arena, "s", &item) != '\0');
    FUZZ_HOLDS(strncmp(identity_uid(&arena, key), "tag:", 4) == 0);
    arena_release(&arena);
    return 0;
}
