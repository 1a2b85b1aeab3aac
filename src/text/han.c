#include "weir/text/han.h"

#include "han_table.h"

uint32_t han_simplified(uint32_t c)
{
    size_t from = 0, to = n_han_pairs;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (han_pairs[middle].traditional < c)
            from = middle + 1;
        else
            to = middle;
    }
    return from < n_han_pairs && han_pairs[from].traditional == c ? han_pairs[from].simplified : c;
}
