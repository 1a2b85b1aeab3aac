#include "name.h"

#include <string.h>

#include "weir/story/likeness.h"
#include "weir/text/hash.h"

static uint64_t fingerprint(char kind, const void *bytes, size_t n)
{
    return hash_more(hash_more(HASH_START, &kind, 1), bytes, n);
}

uint64_t name_of_guid(const char *guid)
{
    return guid[0] != '\0' ? fingerprint('g', guid, strlen(guid)) : 0;
}

uint64_t name_of_link(const char *key)
{
    if (strncmp(key, "https://", 8) == 0) {
        key = strchr(key + 8, '/');
        if (!key || key[1] == '\0')
            return 0;
    }
    return key[0] != '\0' ? fingerprint('l', key, strlen(key)) : 0;
}

uint64_t name_of_title(struct arena *arena, const struct item *item)
{
    struct headline headline = headline_of(arena, item->title);
    const char *text = headline.text[0] != '\0' ? headline.text : item->content_html;

    if (text[0] == '\0' || (item->published_at == DATE_NONE && !headline.is_telling))
        return 0;
    return hash_more(fingerprint('t', text, strlen(text)), &item->published_at, sizeof item->published_at);
}

uint64_t name_of_whole(const struct item *item)
{
    const char *const texts[] = {item->id, item->url, item->title, item->content_html};
    uint64_t hash = fingerprint('w', &item->published_at, sizeof item->published_at);

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = hash_more(hash, texts[i], strlen(texts[i]) + 1);
    return hash;
}

int name_find(struct store *store, int64_t source, uint64_t name, struct known_item *out, struct error *err)
{
    struct db_rows *row;
    int found;

    if (name == 0)
        return 0;
    found = db_row(store,
                   "SELECT i.id, i.fingerprint, i.seen_at FROM name n JOIN item i ON i.id = n.item"
                   " WHERE n.source = ? AND n.hash = ? ORDER BY n.item DESC LIMIT 1",
                   DB_VALUES(db_int(source), db_int((int64_t)name)), &row, err);
    if (found > 0) {
        *out = (struct known_item){
            .id = db_int_at(row, 0), .fingerprint = db_int_at(row, 1), .seen_at = db_int_at(row, 2)};
        db_done(row);
    }
    return found;
}

int name_put(struct store *store, int64_t source, const struct names *names, int64_t item, struct error *err)
{
    const uint64_t hashes[] = {names->guid, names->link, names->title, names->whole};

    for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++)
        if (hashes[i] != 0 &&
            db_run(store, "INSERT INTO name (source, hash, item) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                   DB_VALUES(db_int(source), db_int((int64_t)hashes[i]), db_int(item)), err) < 0)
            return -1;
    return 0;
}
