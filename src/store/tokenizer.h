#ifndef WEIR_STORE_TOKENIZER_H
#define WEIR_STORE_TOKENIZER_H
/*
 * tokenizer — how FTS5 cuts text into words for us, under the name "weir".
 *
 * Words are folded (NFKC, case, width, traditional characters to simplified). A run of CJK characters becomes
 * its overlapping pairs, and each of its characters alone: 知识蒸馏 → 知识 知, 识蒸 识, 蒸馏 蒸, 馏. So any
 * part of two characters or more is a phrase of pairs, and a single character is a word.
 */
#include <sqlite3.h>

/* Makes the tokenizer, and the rank (rank.h), known to a connection; SQLITE_OK or why not. */
int tokenizer_register(sqlite3 *sqlite);

#endif
