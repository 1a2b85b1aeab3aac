#ifndef WEIR_TEXT_HAN_TABLE_H
#define WEIR_TEXT_HAN_TABLE_H
/*
 * han_table — data/han.txt as tests/lint/check_han.py has made it.
 */
#include <stddef.h>
#include <stdint.h>

struct han_pair {
    uint16_t traditional, simplified;
};

extern const struct han_pair han_pairs[]; /* by `traditional`, ascending */
extern const size_t n_han_pairs;

#endif
