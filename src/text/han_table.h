#ifndef WEIR_TEXT_HAN_TABLE_H
#define WEIR_TEXT_HAN_TABLE_H
/*
 * han_table — data/han.txt as tests/lint/check_han.py has made it.
 */
#include <stdint.h>

#define HAN_FIRST 0x4E00
#define HAN_LAST  0x9FFF

/* What each character from HAN_FIRST on is simplified to; 0 for what stays as it is. */
extern const uint16_t han_table[];

#endif
