#include "weir/text/han.h"

#include "han_table.h"

uint32_t han_simplified(uint32_t c)
{
    if (c < HAN_FIRST || c > HAN_LAST || han_table[c - HAN_FIRST] == 0)
        return c;
    return han_table[c - HAN_FIRST];
}
