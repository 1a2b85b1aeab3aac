#include "index.h"

#include "db.h"
#include "weir/feed/html.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* HTML is longer than its text by this much at most, else the rest is not read. */
#define HTML_LIMIT (8 * INDEX_LIMIT_TEXT)

static void add_text(const char *html, struct buf *out)
{
    html_to_text(html, utf8_prefix(html, HTML_LIMIT), out);
    buf_truncate(out, utf8_prefix(out->data, INDEX_LIMIT_TEXT));
}

int index_put(struct store *store, int64_t id, const struct item *item, struct error *err)
{
    struct buf authors = BUF_INIT(BUF_LIMIT_OUTPUT), text = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (size_t i = 0; i < item->n_authors; i++)
        buf_addf(&authors, "%s\n", item->authors[i].name);
    add_text(*item->content_html != '\0' ? item->content_html : item->summary_html, &text);
    int rc =
        db_run(store, "INSERT INTO search (rowid, title, author, body) VALUES (?, ?, ?, ?)",
               DB_VALUES(db_int(id), db_text(item->title), db_text(authors.data), db_text(text.data)), err);
    buf_release(&authors);
    buf_release(&text);
    return rc;
}

int index_drop(struct store *store, int64_t id, struct error *err)
{
    return db_run(store, "DELETE FROM search WHERE rowid = ?", DB_VALUES(db_int(id)), err);
}
