/* Any text is a date or none; a date written and read again is the same moment. */
#include <string.h>

#include "fuzz.h"
#include "weir/text/date.h"

/* RFC 3339 writes years of four digits. */
#define FIRST_AT INT64_C(-62135596800) /* 0001-01-01 */
#define LAST_AT  INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char text[DATE_SIZE], *s = malloc(size + 1);
    memcpy(s, data, size);
    s[size] = '\0';
    int64_t at = date_parse(s);
    if (at != DATE_NONE) {
        FUZZ_HOLDS(at >= FIRST_AT && at <= LAST_AT);
        FUZZ_HOLDS(date_parse(date_rfc3339(at, text)) == at);
        FUZZ_HOLDS(date_parse(date_http(at, text)) == at);
    }
    FUZZ_HOLDS(date_duration(s) >= -1);
    free(s);
    return 0;
}
