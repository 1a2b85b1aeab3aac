#include "show.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "weir/text/buf.h"
#include "weir/text/utf8.h"

void show_padded(const char *text, size_t width)
{
    size_t n = utf8_width(text);
    printf("%s%*s", text, n < width ? (int)(width - n) : 0, "");
}

void show_cut(const char *text, size_t width)
{
    struct buf shown = BUF_INIT(BUF_LIMIT_OUTPUT);
    size_t n = strlen(text);
    bool is_whole = utf8_width(text) <= width;
    for (size_t i = 0, length; i < n && !is_whole; i += length) {
        uint32_t c;
        length = utf8_next(text + i, n - i, &c);
        buf_add(&shown, text + i, length);
        if (utf8_width(shown.data) + 1 > width) {
            buf_truncate(&shown, shown.n - length);
            break;
        }
    }
    printf("%s%s", is_whole ? text : shown.data, is_whole ? "" : "…");
    buf_release(&shown);
}

void show_title(const char *title)
{
    show_cut(title, SHOW_TITLE_WIDTH);
}

void show_cell(const char *text, size_t width)
{
    size_t n = utf8_width(text);
    show_cut(text, width);
    printf("%*s", n < width ? (int)(width - n) : 0, "");
}

void show_colour(const char *sgr)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    if (isatty(STDOUT_FILENO) && (no_color == NULL || *no_color == '\0') && term != NULL &&
        strcmp(term, "dumb") != 0)
        printf("\033[%sm", sgr);
}
