#include "show.h"

#include <stdio.h>
#include <string.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

void show_padded(const char *text, size_t width)
{
    size_t n = utf8_width(text);
    printf("%s%*s", text, n < width ? (int)(width - n) : 0, "");
}

void show_title(const char *title)
{
    struct buf shown = BUF_INIT(BUF_LIMIT_OUTPUT);
    size_t n = strlen(title);
    for (size_t i = 0, length; i < n; i += length) {
        uint32_t c;
        length = utf8_next(title + i, n - i, &c);
        buf_add(&shown, title + i, length);
        if (utf8_width(shown.data) > SHOW_TITLE_WIDTH && i + length < n) {
            buf_truncate(&shown, shown.n - length);
            buf_adds(&shown, "…");
            break;
        }
    }
    fputs(shown.data, stdout);
    buf_release(&shown);
}
