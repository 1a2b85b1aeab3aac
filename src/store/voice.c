#include "voice.h"

#include <arpa/inet.h>
#include <string.h>

#include "weir/story/assignment.h"
#include "weir/story/identity.h"
#include "weir/story/representative.h"
#include "weir/text/url.h"

#define MIRROR_ITEMS 50 /* the latest of a source by which a mirror of arXiv is told */

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), n_end = strlen(end);

    return n >= n_end && strcmp(s + n - n_end, end) == 0;
}

static bool is_arxiv(const char *host)
{
    return strcmp(host, "arxiv.org") == 0 || ends_with(host, ".arxiv.org");
}

/* An address of the user's own machine or network; that the user named it, the fetcher has seen to. */
static bool is_private(struct arena *arena, const char *host)
{
    struct in_addr v4;
    char *bare = arena_strdup(arena, host[0] == '[' ? host + 1 : host);
    unsigned char bytes[sizeof(struct in6_addr)];

    bare[strcspn(bare, "]")] = '\0';
    if (inet_pton(AF_INET, bare, &v4) == 1) {
        uint32_t a = ntohl(v4.s_addr);
        return a >> 24 == 127 || a >> 24 == 10 || a >> 20 == 0xac1 || a >> 16 == 0xc0a8;
    }
    if (inet_pton(AF_INET6, bare, bytes) == 1)
        return (bytes[0] & 0xfe) == 0xfc || strcmp(bare, "::1") == 0;
    return strcmp(bare, "localhost") == 0 || ends_with(bare, ".localhost") || ends_with(bare, ".home.arpa") ||
           ends_with(bare, ".local") || ends_with(bare, ".lan");
}

/* Nothing but papers, in the document and before. */
static int holds_only_papers(struct put *put, bool *only, struct error *err)
{
    struct db_rows *row;
    int found;

    *only = true;
    for (size_t i = 0; i < put->feed->n_items && *only; i++)
        *only = put->feed->items[i].arxiv.id[0] != '\0';
    if (!*only)
        return 0;
    found = db_row(
        put->store,
        "SELECT 1 FROM (SELECT url, guid FROM item WHERE source = ? ORDER BY published_at DESC LIMIT ?)"
        " WHERE url NOT LIKE '%arxiv.org/%' AND guid NOT LIKE 'oai:arXiv.org:%' LIMIT 1",
        DB_VALUES(db_int(put->source), db_int(MIRROR_ITEMS)), &row, err);
    if (found > 0)
        db_done(row);
    *only = found == 0;
    return found < 0 ? -1 : 0;
}

/* The item without what only arXiv can say. */
static struct item without_claims(const struct item *item)
{
    struct item copy = *item;

    copy.arxiv.version = 0;
    copy.arxiv.announce_type = copy.arxiv.doi = copy.arxiv.journal_ref = copy.arxiv.comment = "";
    return copy;
}

int voice_hear(struct put *put, struct error *err)
{
    struct item *items;
    struct feed *feed;

    put->host = url_host(put->arena, put->state->url);
    put->speaks_as_arxiv = put->host[0] == '\0' || is_arxiv(put->host);
    if (!put->speaks_as_arxiv && is_private(put->arena, put->host) &&
        holds_only_papers(put, &put->speaks_as_arxiv, err) < 0)
        return -1;
    if (put->speaks_as_arxiv)
        return 0;
    feed = arena_alloc(put->arena, sizeof *feed);
    items = arena_alloc(put->arena, (put->feed->n_items + 1) * sizeof *items);
    *feed = *put->feed;
    for (size_t i = 0; i < feed->n_items; i++)
        items[i] = without_claims(&feed->items[i]);
    feed->items = items;
    put->feed = feed;
    return 0;
}

static const char *without_www(const char *host)
{
    return strncmp(host, "www.", 4) == 0 ? host + 4 : host;
}

static bool is_on_own_site(struct put *put, const char *url)
{
    return strcmp(without_www(put->host), without_www(url_host(put->arena, url))) == 0;
}

bool voice_is_own(struct put *put, const struct item *item)
{
    if (item->arxiv.id[0] != '\0')
        return put->speaks_as_arxiv;
    return put->host[0] != '\0' && is_on_own_site(put, item->url);
}

bool voice_may_join(struct put *put, const struct item *item, const char *key)
{
    return put->host[0] == '\0' || identity_is_work(key) || is_on_own_site(put, item->url);
}

int voice_renew(struct put *put, size_t i, struct story_row *story, struct error *err)
{
    const struct item *item = &put->feed->items[i];
    const char *host = url_host(put->arena, item->url);
    int64_t sort_at = assignment_sort_at(item->published_at, put->now, false);
    struct db_rows *row;
    int found;

    if (!voice_is_own(put, item) || item->quiet || put->items[i].old_news ||
        strncmp(item->arxiv.announce_type, "replace", 7) == 0 ||
        (put->is_backfill && put->is_backfill(item, put->arg)))
        return 0;
    found = db_row(put->store,
                   "UPDATE story SET first_seen_at = ?2, sort_at = ?3, backfill = 0 WHERE id = ?1"
                   " AND NOT EXISTS (SELECT 1 FROM item WHERE story = ?1 AND url LIKE '%://' || ?4 || '/%'"
                   "  AND grade < ?6)"
                   " AND (backfill OR n_topics = 0"
                   "  OR NOT EXISTS (SELECT 1 FROM item WHERE story = ?1 AND lower(title) = lower(?5)))"
                   " RETURNING id",
                   DB_VALUES(db_int(story->id), db_int(put->now), db_int(sort_at), db_text(host),
                             db_text(item->title), db_int(REPRESENTATIVE_OTHERS)),
                   &row, err);
    if (found <= 0)
        return found;
    db_done(row);
    story->sort_at = sort_at;
    return db_run(
        put->store,
        "UPDATE hit SET story = ?1, sort_at = ?2 WHERE item IN (SELECT id FROM item WHERE story = ?1)",
        DB_VALUES(db_int(story->id), db_int(sort_at)), err);
}
