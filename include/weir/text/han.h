#ifndef WEIR_TEXT_HAN_H
#define WEIR_TEXT_HAN_H
/*
 * han — traditional characters as the simplified ones, so that 機器翻譯 and 机器翻译 compare alike.
 *
 * Character by character, by the table of data/han.txt (Unicode's own): many traditional characters may be
 * one simplified one (發 and 髮 are 发), so this is for comparing and not for showing. A character of which
 * it depends on the word how it is simplified stays as it is (乾), and so do words that differ by more than
 * their script (資訊, 信息).
 */
#include <stdint.h>

/* The simplified form of a character; the character itself when it has none. Both are three bytes of UTF-8.
 */
uint32_t han_simplified(uint32_t c);

#endif
