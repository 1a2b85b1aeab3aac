#include "bars.h"

#define BAR    ((size_t)6)
#define GAP    ((size_t)2)
#define HEIGHT ((size_t)20)

void bars_write(const size_t *counts, size_t n, struct buf *out)
{
    size_t most = 1;
    for (size_t i = 0; i < n; i++)
        most = counts[i] > most ? counts[i] : most;
    buf_addf(out, "<svg width=\"%zu\" height=\"%zu\" aria-hidden=\"true\">", n * (BAR + GAP), HEIGHT);
    for (size_t i = 0; i < n; i++) {
        size_t height = 1 + counts[i] * (HEIGHT - 1) / most;
        buf_addf(out, "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\"/>", i * (BAR + GAP),
                 HEIGHT - height, BAR, height);
    }
    buf_adds(out, "</svg>");
}
