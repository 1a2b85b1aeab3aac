/* Any text is a reading list; what is derived from it is the same each time, and its topics are plain text.
 */
#include <string.h>

#include "fuzz.h"
#include "weir/derive/derive.h"
#include "weir/text/utf8.h"

static void derive(const char *text, size_t n, struct buf *out)
{
    struct arena arena;
    arena_init(&arena);
    struct derive_list list = {.name = "list.md", .text = text, .n = n};
    struct derive_input input = {.lists = &list, .n_lists = 1};
    struct error err = {0};
    int rc = derive_topics(&input, &arena, out, &err);
    FUZZ_HOLDS((rc == 0) == (err.text[0] == '\0'));
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf valid = BUF_INIT(4 * size + 16), once = BUF_INIT(1 << 24), twice = BUF_INIT(1 << 24);
    utf8_repair((const char *)data, size, &valid);
    derive(valid.data, valid.n, &once);
    derive(valid.data, valid.n, &twice);
    FUZZ_HOLDS(once.n == twice.n && memcmp(once.data, twice.data, once.n) == 0);
    FUZZ_HOLDS(utf8_valid(once.data, once.n));
    buf_release(&valid);
    buf_release(&once);
    buf_release(&twice);
    return 0;
}
