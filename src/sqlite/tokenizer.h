#ifndef WEIR_SQLITE_TOKENIZER_H
#define WEIR_SQLITE_TOKENIZER_H
/*
 * tokenizer — how FTS5 cuts text into words for us, under the name "weir".
 *
 * They are the tokens of text/tokens.h. Each CJK character is a word of its own, 知识蒸馏 → 知 识 蒸 馏, and
 * what a query writes without a space is a phrase: so any part of a run is found as it stands. Pairs of
 * characters would be found in fewer steps, but there are so many different ones that an index of them costs
 * twice as much (bench/bench_search.c).
 */
#include <sqlite3.h>

/* Makes the tokenizer, and the rank (rank.h), known to a connection; SQLITE_OK or why not. */
int tokenizer_register(sqlite3 *sqlite);

#endif
