#ifndef WEIR_SQLITE_RANK_H
#define WEIR_SQLITE_RANK_H
/*
 * rank — how well an item matches a search, as FTS5's auxiliary function `rank_of(search)`: more is better.
 * Every word of a query occurs anyway, so what tells items apart is where: a word in the title counts most,
 * then one in an author's name; repetition in the text counts ever less. bm25 is not used, since it visits
 * every item that has a word to know how rare the word is.
 */
#include <sqlite3.h>

/* SQLITE_OK or why not. */
int rank_register(fts5_api *api);

#endif
