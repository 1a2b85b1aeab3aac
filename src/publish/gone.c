#include "gone.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "weir/store/note.h"
#include "weir/text/date.h"
#include "weir/text/xml.h"

#define LIMIT_NOTE ((size_t)1 << 22)

/* What stands up to the next `end`, which is behind it then. */
static const char *take_field(const char **p, char end, struct arena *arena)
{
    size_t n = strcspn(*p, (char[]){end, '\0'});
    const char *field = arena_copy(arena, *p, n);
    *p += n + ((*p)[n] != '\0');
    return field;
}

static bool is_published(const struct site *site, const char *name)
{
    for (size_t i = 0; i < site->n_topics; i++)
        if (strcmp(site->topics[i].topic->name, name) == 0)
            return true;
    return false;
}

static void note_topic(struct buf *note, int64_t gone_at, const struct topic *topic)
{
    bool is_plain = strpbrk(topic->name, "\t\n") == NULL && strpbrk(topic->title, "\t\n") == NULL;
    if (is_plain)
        buf_addf(note, "%" PRId64 "\t%s\t%s\n", gone_at, topic->name, topic->title);
}

static int latest_first(const void *a, const void *b)
{
    const struct gone *x = a, *y = b;
    if (x->gone_at != y->gone_at)
        return x->gone_at > y->gone_at ? -1 : 1;
    return strcmp(x->topic.name, y->topic.name);
}

int gone_find(const struct site *site, int64_t now, struct arena *arena, struct gone **out, size_t *n,
              struct error *err)
{
    const char *p;
    *out = NULL;
    *n = 0;
    if (store_get_note(site->store, NOTE_TOPICS, arena, &p, err) < 0)
        return -1;
    while (*p != '\0') {
        int64_t gone_at = strtoll(take_field(&p, '\t', arena), NULL, 10);
        const char *name = take_field(&p, '\t', arena), *title = take_field(&p, '\n', arena);
        if (is_published(site, name))
            continue;
        *out = arena_grow(arena, *out, *n, sizeof **out);
        (*out)[(*n)++] = (struct gone){.topic = {.name = name, .title = title, .under = "", .field = ""},
                                       .gone_at = gone_at != 0 ? gone_at : now};
    }
    if (*n > 1)
        qsort(*out, *n, sizeof **out, latest_first);
    *n = *n < GONE_LIMIT ? *n : GONE_LIMIT;
    struct buf note = BUF_INIT(LIMIT_NOTE);
    for (size_t i = 0; i < site->n_topics; i++)
        note_topic(&note, 0, site->topics[i].topic);
    for (size_t i = 0; i < *n; i++)
        note_topic(&note, (*out)[i].gone_at, &(*out)[i].topic);
    int rc = store_put_note(site->store, NOTE_TOPICS, note.data, err);
    buf_release(&note);
    return rc;
}

struct item gone_entry(const struct site *site, const struct site_feed *spec, const struct gone *gone,
                       struct arena *arena)
{
    struct item item = item_blank;
    struct buf text = BUF_INIT(LIMIT_NOTE);
    const char *index = site_address(site, "index.html", arena);
    buf_adds(&text, "<p>");
    xml_text(&text, say(arena, site->language, SAY_GONE_TEXT, NULL));
    if (*index != '\0') {
        xml_open(&text, "a", "href", index, NULL);
        xml_text(&text, say(arena, site->language, SAY_OTHERS, NULL));
        buf_adds(&text, "</a>.");
    }
    buf_adds(&text, "</p>");
    item.uid = arena_printf(arena, "%s#gone", site_id(site, spec->path, arena));
    item.title = say(arena, site->language, SAY_GONE_TITLE, gone->topic.title, NULL);
    item.content_html = arena_copy(arena, text.data, text.n);
    item.url = index;
    item.language = language_tag(site->language);
    item.published_at = item.updated_at = item.first_seen_at = gone->gone_at;
    buf_release(&text);
    return item;
}
