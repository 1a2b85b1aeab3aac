/* JSON Feed: any bytes behind an opening brace are a feed or are refused; written and read again it is the
 * same. */
#include "feed_round.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *json = malloc(size + 1);
    json[0] = '{';
    memcpy(json + 1, data, size);
    feed_round(json, size + 1, "https://example.org/feed.json", "application/feed+json");
    free(json);
    return 0;
}
