/*
 * base64 — in place, since what comes out is never longer than what went in.
 */
#include "base64.h"

#include <stdint.h>
#include <string.h>

#include "weir/text/utf8.h"

static int digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at == NULL ? -1 : (int)(at - digits);
}

void base64_decode(struct buf *buf)
{
    uint32_t bits = 0;
    int n_bits = 0;
    size_t out = 0;
    for (size_t i = 0; i < buf->n; i++) {
        if (strchr(" \t\r\n=", buf->data[i]) != NULL)
            continue;
        int value = digit(buf->data[i]);
        if (value < 0) {
            buf_clear(buf);
            return;
        }
        bits = bits << 6 | (uint32_t)value;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            buf->data[out++] = (char)(bits >> n_bits & 0xFF);
        }
    }
    buf_truncate(buf, out);
    if (memchr(buf->data, '\0', buf->n) != NULL || !utf8_valid(buf->data, buf->n))
        buf_clear(buf);
}
