/* The index of words, as a table of FTS5's, and searching it by our rank (rank.h). */
#include "connection.h"
#include "weir/text/buf.h"

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

/* Without filters so many items of these are enough for a story, and the others' rows need not be read. */
#define ITEMS_A_STORY 4

/* CROSS: from an item to its story's hits; the other way each item would read all of the topic's.
 * ?1 match, ?2 newest items, ?3 items of these, ?4 topic, ?5 sources, ?6 since, ?7 how many stories,
 * ?8 first item */
#define STORIES_OF                                                                                           \
    " CROSS JOIN item i ON i.id = m.rowid CROSS JOIN story s ON s.id = i.story CROSS JOIN source o"          \
    " ON o.id = i.source"                                                                                    \
    " WHERE (?4 = '' OR EXISTS (SELECT 1 FROM item k CROSS JOIN hit h ON h.item = k.id"                      \
    " WHERE k.story = i.story AND h.topic = ?4))"                                                            \
    " AND (?5 = '' OR instr(?5, char(10) || o.name || char(10)) > 0) AND s.first_seen_at >= ?6 GROUP BY "    \
    "i.story"

static const char *const queries[] = {
    [SEARCH_BEST_FIRST] =
        "SELECT i.story FROM (SELECT rowid, goodness FROM"
        " (SELECT rowid, rank_of(search) AS goodness FROM search WHERE search MATCH ?1 AND rowid >= ?8"
        " ORDER BY rowid DESC LIMIT ?2) ORDER BY goodness DESC, rowid DESC LIMIT ?3) m" STORIES_OF
        " ORDER BY max(m.goodness) DESC, s.sort_at DESC, i.story LIMIT ?7",
    [SEARCH_NEWEST_FIRST] =
        "SELECT i.story FROM (SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?8"
        " ORDER BY rowid DESC LIMIT min(?2, ?3)) m" STORIES_OF
        " ORDER BY s.sort_at DESC, i.story DESC LIMIT ?7",
};

/* "text" *, quoted so that nothing in it is FTS5's syntax. */
static void write_text(const char *text, bool is_prefix, struct buf *out)
{
    buf_addc(out, '"');
    for (const char *s = text; *s != '\0'; s++) {
        if (*s == '"')
            buf_addc(out, '"');
        buf_addc(out, *s);
    }
    buf_adds(out, is_prefix ? "\" *" : "\"");
}

/* title : ("text" OR "other way") */
static void write_word(const struct search_word *word, struct buf *out)
{
    if (out->n > 0)
        buf_adds(out, word->is_excluded ? " OR " : " AND ");
    if (*word->field != '\0')
        buf_addf(out, "%s : ", word->field);
    buf_addc(out, '(');
    write_text(word->text, word->is_prefix, out);
    for (size_t i = 0; i < word->n_others; i++) {
        buf_adds(out, " OR ");
        write_text(word->others[i], word->is_prefix, out);
    }
    buf_addc(out, ')');
}

static const char *write_match(const struct search *search, struct arena *arena)
{
    struct buf with = BUF_INIT(BUF_LIMIT_OUTPUT), without = BUF_INIT(BUF_LIMIT_OUTPUT);
    char *match;

    for (size_t i = 0; i < search->n_words; i++)
        write_word(&search->words[i], search->words[i].is_excluded ? &without : &with);
    match = without.n > 0 ? arena_printf(arena, "(%s) NOT (%s)", with.data, without.data)
                          : arena_copy(arena, with.data, with.n);
    buf_release(&with);
    buf_release(&without);
    return match;
}

static bool is_filtered(const struct search *search)
{
    return *search->topic != '\0' || *search->source != '\0';
}

/* How many of the items that were looked at have their rows read: filters may drop any of them, since: only
 * those whose story is older than they are. */
static int64_t n_items_read(const struct search *search, size_t limit)
{
    if (is_filtered(search))
        return SEARCH_LIMIT_FILTERED;
    return (int64_t)(limit * ITEMS_A_STORY) * (search->since_at != DATE_NONE ? 4 : 1);
}

int db_search(struct store *store, const struct search *search, enum search_order order, const char *sources,
              int64_t first_item, size_t limit, struct arena *arena, struct db_rows **out, struct error *err)
{
    return db_query(store, queries[order],
                    DB_VALUES(db_text(write_match(search, arena)),
                              db_int(is_filtered(search) ? SEARCH_LIMIT_FILTERED : SEARCH_LIMIT_LOOKED),
                              db_int(n_items_read(search, limit)), db_text(search->topic), db_text(sources),
                              db_int(search->since_at == DATE_NONE ? 0 : search->since_at),
                              db_int((int64_t)limit), db_int(first_item)),
                    out, err);
}
