/* Any bytes are a feed or are refused; a feed written and read again is the same. */
#include "feed_round.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"", "text/xml; charset=gb2312",
                                        "application/rss+xml; charset=utf-16le",
                                        "application/atom+xml; charset=utf-8"};
    const char *type =
        size == 0 ? "" : types[data[size - 1] % 4]; /* the last byte of a document hardly matters */
    feed_round((const char *)data, size, "https://example.org/feeds/all.xml", type);
    return 0;
}
