#include "decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>

#include "weir/text/utf8.h"

#define ENOUGH_NULS   4  /* one byte in so many, on one side: UTF-16 without a mark */
#define ENOUGH_BROKEN 20 /* one broken character in so many: it is not UTF-8 at all */

/* In which encoding are the bytes, if not in UTF-8? NULL: they are. `*n_mark` bytes are its mark. */
static const char *find_encoding(const char *bytes, size_t n, size_t *n_mark)
{
    *n_mark = 2;
    if (n >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    if (n >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return "UTF-16BE";
    *n_mark = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    size_t n_nuls[2] = {0, 0}, n_whole = 0, n_broken = 0;
    for (size_t i = 0; i < n; i++)
        n_nuls[i % 2] += bytes[i] == '\0';
    if (n_nuls[1] > n / ENOUGH_NULS || n_nuls[0] > n / ENOUGH_NULS)
        return n_nuls[1] > n_nuls[0] ? "UTF-16LE" : "UTF-16BE";
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c;
        step = utf8_next(bytes + i, n - i, &c);
        n_broken += step == 0;
        n_whole += step > 1;
        step += step == 0;
    }
    return n_broken * ENOUGH_BROKEN > n_whole ? "GB18030" : NULL;
}

/* All of it, or -1 where one character is none. */
static int convert(const char *encoding, const char *bytes, size_t n, struct buf *out)
{
    iconv_t conversion = iconv_open("UTF-8", encoding);
    char chunk[8192], *in = (char *)(uintptr_t)bytes; /* iconv does not write there */
    int rc = conversion == (iconv_t)-1 ? -1 : 0;
    while (rc == 0 && n > 1) {
        char *to = chunk;
        size_t room = sizeof chunk;
        bool failed = iconv(conversion, &in, &n, &to, &room) == (size_t)-1 && errno != E2BIG;
        buf_add(out, chunk, (size_t)(to - chunk));
        rc = failed ? -1 : 0;
    }
    if (conversion != (iconv_t)-1)
        iconv_close(conversion);
    return rc;
}

static bool has_no_width(uint32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 || c == 0xFEFF ||
           c == 0xAD;
}

static void clean(const char *s, size_t n, struct buf *out)
{
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c;
        step = utf8_next(s + i, n - i, &c);
        if (step == 0)
            step = 1;
        else if (c == '\r')
            buf_adds(out, i + 1 < n && s[i + 1] == '\n' ? "" : "\n");
        else if (c == 0xA0 || c == 0x3000 || (c < 0x20 && c != '\n' && c != '\t'))
            buf_addc(out, ' ');
        else if (!has_no_width(c))
            buf_add(out, s + i, step);
    }
}

void decode_text(const char *bytes, size_t n, struct buf *out)
{
    size_t n_mark;
    struct buf text = BUF_INIT(out->limit);
    const char *encoding = find_encoding(bytes, n, &n_mark);
    if (encoding == NULL || convert(encoding, bytes + n_mark, n - n_mark, &text) < 0) {
        buf_clear(&text);
        utf8_repair(bytes + (encoding == NULL ? n_mark : 0), n - (encoding == NULL ? n_mark : 0), &text);
    }
    clean(text.data, text.n, out);
    buf_release(&text);
}
