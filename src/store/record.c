#include "record.h"

#include <string.h>

#include "details.h"
#include "dirty.h"
#include "feedback_rows.h"
#include "index.h"
#include "spread.h"
#include "weir/story/defect.h"
#include "weir/story/identity.h"
#include "weir/story/representative.h"
#include "weir/text/buf.h"
#include "weir/text/hash.h"

static uint64_t hash_text(uint64_t hash, const char *s)
{
    return hash_more(hash, s, strlen(s) + 1);
}

int64_t record_fingerprint(struct arena *arena, const struct item *item)
{
    const char *const texts[] = {item->title,  item->content_html, item->summary_html, item->language,
                                 item->rights, item->comments_url, item->image};
    struct buf details = BUF_INIT(DETAILS_LIMIT);
    uint64_t hash = HASH_START;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_text(hash, texts[i]);
    hash = hash_text(hash, strpbrk(item->url, "?#") ? identity_clean_url(arena, item->url) : item->url);
    hash = hash_more(hash, &item->published_at, sizeof item->published_at);
    details_write(item, &details);
    hash = hash_more(hash, details.data, details.n);
    buf_release(&details);
    return (int64_t)hash;
}

static int put_body(struct store *store, int64_t id, const struct item *item, struct error *err)
{
    struct buf details = BUF_INIT(DETAILS_LIMIT);
    const char *content_html = defect_is_failed_body(item->content_html) ? "" : item->content_html;
    int result;

    details_write(item, &details);
    result = db_run(
        store,
        "INSERT INTO body (item, summary_html, content_html, language, rights, comments_url, image, details)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item) DO UPDATE SET"
        " summary_html = CASE excluded.content_html WHEN '' THEN body.summary_html ELSE "
        "excluded.summary_html END,"
        " content_html = CASE excluded.content_html WHEN '' THEN body.content_html ELSE excluded.content_html"
        " END,"
        " language = excluded.language, rights = excluded.rights, comments_url = excluded.comments_url,"
        " image = excluded.image, details = excluded.details",
        DB_VALUES(db_int(id), db_text(item->summary_html), db_text(content_html), db_text(item->language),
                  db_text(item->rights), db_text(item->comments_url), db_text(item->image),
                  db_text(details.data)),
        err);
    buf_release(&details);
    return result;
}

static int insert_hits(struct store *store, const struct record_place *place, const struct item *stated,
                       struct error *err)
{
    struct buf terms = BUF_INIT(DETAILS_LIMIT);
    struct item copy = *stated, *item = &copy;
    struct arena arena;
    arena_init(&arena);
    item->hits = arena_alloc(&arena, (stated->n_hits + 1) * sizeof *item->hits);
    if (stated->n_hits > 0)
        memcpy(item->hits, stated->hits, stated->n_hits * sizeof *item->hits);
    int result = feedback_apply(store, place->story, place->id, item, &arena, err);

    for (size_t i = 0; i < item->n_hits && result == 0; i++) {
        buf_clear(&terms);
        terms_write(&item->hits[i], &terms);
        result =
            db_run(store,
                   "INSERT INTO hit (item, topic, score, terms, story, sort_at) VALUES (?, ?, ?, ?, ?, ?)"
                   " ON CONFLICT (item, topic) DO UPDATE SET score = max(score, excluded.score)",
                   DB_VALUES(db_int(place->id), db_text(item->hits[i].topic), db_real(item->hits[i].score),
                             db_text(terms.data), db_int(place->story), db_int(place->sort_at)),
                   err);
        if (result == 0)
            result = dirty_topic(store, item->hits[i].topic, err);
    }
    arena_release(&arena);
    buf_release(&terms);
    return result;
}

/* An edit is no later than the document that tells of it; readers sort by it. */
static int64_t bounded_update(int64_t updated_at, int64_t now)
{
    return updated_at > now ? now : updated_at;
}

int record_insert(struct store *store, const struct record_place *place, const struct item *item,
                  struct error *err)
{
    if (db_run(
            store,
            "INSERT INTO item (id, source, story, guid, url, title, published_at, updated_at, first_seen_at, "
            "seen_at,"
            " fingerprint, grade) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            DB_VALUES(db_int(place->id), db_int(place->source), db_int(place->story), db_text(item->id),
                      db_text(item->url), db_text(item->title), db_moment(item->published_at),
                      db_moment(bounded_update(item->updated_at, place->now)), db_int(place->now),
                      db_int(place->now), db_int(place->fingerprint),
                      db_int(representative_grade(item, place->is_own))),
            err) < 0)
        return -1;
    if (put_body(store, place->id, item, err) < 0)
        return -1;
    return item->n_hits > 0 ? insert_hits(store, place, item, err) : 0;
}

int record_update(struct store *store, const struct record_place *place, const struct item *item,
                  struct error *err)
{
    if (index_renew(store, place->id, err) < 0 || spread_forget_item(store, place->id, err) < 0 ||
        spread_forget(store, place->source, item->published_at, item->published_at, err) < 0 ||
        db_run(store,
               "UPDATE item SET guid = ?, url = ?, title = ?, published_at = coalesce(?, published_at),"
               " updated_at = ?, seen_at = ?, fingerprint = ?, grade = ? WHERE id = ?",
               DB_VALUES(db_text(item->id), db_text(item->url), db_text(item->title),
                         db_moment(item->published_at),
                         db_moment(bounded_update(item->updated_at, place->now)), db_int(place->now),
                         db_int(place->fingerprint), db_int(representative_grade(item, place->is_own)),
                         db_int(place->id)),
               err) < 0 ||
        put_body(store, place->id, item, err) < 0)
        return -1;
    return record_put_hits(store, place, item, err);
}

int record_put_hits(struct store *store, const struct record_place *place, const struct item *item,
                    struct error *err)
{
    if (dirty_item(store, place->id, err) < 0 ||
        db_run(store, "DELETE FROM hit WHERE item = ?", DB_VALUES(db_int(place->id)), err) < 0)
        return -1;
    return insert_hits(store, place, item, err);
}

int record_read(struct store *store, int64_t id, struct arena *arena, struct item *out, struct error *err)
{
    struct db_rows *row;
    int i = 0;
    int found =
        db_row(store,
               "SELECT s.name, i.guid, i.url, i.title, i.published_at, i.updated_at, i.first_seen_at,"
               " b.summary_html, b.content_html, b.language, b.rights, b.comments_url, b.image, b.details"
               " FROM item i JOIN source s ON s.id = i.source JOIN body b ON b.item = i.id WHERE i.id = ?",
               DB_VALUES(db_int(id)), &row, err);

    if (found < 0)
        return -1;
    if (!found)
        return error_set(err, STATUS_SOFTWARE, "%s: there is no item %lld", db_path(store), (long long)id);
    *out = (struct item){.key = "", .uid = ""};
    out->source = db_text_at(row, i++, arena);
    out->id = db_text_at(row, i++, arena);
    out->url = db_text_at(row, i++, arena);
    out->title = db_text_at(row, i++, arena);
    out->published_at = db_moment_at(row, i++);
    out->updated_at = db_moment_at(row, i++);
    out->first_seen_at = db_moment_at(row, i++);
    out->summary_html = db_text_at(row, i++, arena);
    out->content_html = db_text_at(row, i++, arena);
    out->language = db_text_at(row, i++, arena);
    out->rights = db_text_at(row, i++, arena);
    out->comments_url = db_text_at(row, i++, arena);
    out->image = db_text_at(row, i++, arena);
    details_read(db_text_at(row, i, arena), arena, out);
    db_done(row);
    return 0;
}

int record_read_face(struct store *store, int64_t id, struct arena *arena, struct item *out,
                     struct error *err)
{
    struct db_rows *row;
    int found = db_row(store, "SELECT guid, url, title, published_at FROM item WHERE id = ?",
                       DB_VALUES(db_int(id)), &row, err);

    if (found < 0)
        return -1;
    *out = (struct item){.id = db_text_at(row, 0, arena),
                         .url = db_text_at(row, 1, arena),
                         .title = db_text_at(row, 2, arena),
                         .published_at = db_moment_at(row, 3)};
    db_done(row);
    return 0;
}
