/* The index of words, as a table of FTS5's. */
#include "connection.h"

/* No copy of the text, and no sizes of columns, which our rank (rank.h) does not look at. Four times as many
 * pieces side by side as FTS5's preset: a fifth cheaper, and searches do not feel it. A whole level at once,
 * which takes long, is merged only when that falls behind. */
static const char make[] = "DROP TABLE IF EXISTS search;"
                           "CREATE VIRTUAL TABLE search USING fts5 (title, author, body, content = '',"
                           " columnsize = 0, tokenize = 'weir');"
                           "INSERT INTO search (search, rank) VALUES ('automerge', 16);"
                           "INSERT INTO search (search, rank) VALUES ('crisismerge', 64);";

int db_words_clear(struct store *store, struct error *err)
{
    return db_script(store, make, err);
}

#define WORDS(w) db_int((w)->item), db_text((w)->title), db_text((w)->authors), db_text((w)->text)

/* By VALUES: an INSERT from a SELECT would have FTS5 write out what it has gathered before each statement
 * (its savepoint does), and every item would be a segment of its own to be merged. */
int db_words_put(struct store *store, const struct db_words *words, struct error *err)
{
    return db_run(store, "INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, ?)",
                  DB_VALUES(WORDS(words)), err);
}

int db_words_drop(struct store *store, const struct db_words *words, struct error *err)
{
    return db_run(store,
                  "INSERT INTO search (search, rowid, title, author, body) VALUES ('delete', ?, ?, ?, ?)",
                  DB_VALUES(WORDS(words)), err);
}
