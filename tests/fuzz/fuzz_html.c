/* Safe HTML sanitised again is the same; it passes a strict grammar; text never grows; a
 * full buffer leaves whole HTML behind. */
#include <string.h>

#include "../unit/safe_html.h"
#include "fuzz.h"
#include "weir/feed/html.h"

#define BASE "https://example.org/a/b"

static void sanitise_within(const char *html, size_t n, size_t limit)
{
    struct buf once = BUF_INIT(limit), twice = BUF_INIT(4 * limit);
    html_sanitise(html, n, BASE, &once);
    html_sanitise(once.data, once.n, BASE, &twice);
    FUZZ_HOLDS(once.n == twice.n && memcmp(once.data, twice.data, once.n) == 0);
    FUZZ_HOLDS(safe_html_fault(once.data, once.n) == NULL);
    buf_release(&once);
    buf_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *html = (const char *)data;
    sanitise_within(html, size, 64 * size + 4096);
    sanitise_within(html, size, size / 2);

    struct buf text = BUF_INIT(size), decoded = BUF_INIT(size);
    html_to_text(html, size, &text);
    html_decode(html, size, &decoded);
    FUZZ_HOLDS(!text.full && !decoded.full);
    buf_release(&text);
    buf_release(&decoded);
    return 0;
}
