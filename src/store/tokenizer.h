#ifndef WEIR_STORE_TOKENIZER_H
#define WEIR_STORE_TOKENIZER_H
/*
 * tokenizer — how FTS5 cuts text into words for us, under the name "weir".
 *
 * Words are folded (NFKC, case, width). A run of CJK characters becomes its overlapping pairs, and its last
 * character alone: 知识蒸馏 → 知识 识蒸 蒸馏 馏. So any part of two characters or more is a phrase of pairs,
 * and a single character is the beginning of a pair or that last one: a prefix finds it.
 */
#include <sqlite3.h>

/* Makes the tokenizer known to a connection; SQLITE_OK or why not. */
int tokenizer_register(sqlite3 *sqlite);

#endif
