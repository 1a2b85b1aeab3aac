/*
 * digests_feed — the digests as entries. Their content is what was published, not what the store would give
 * today: rules change, an entry that was read does not.
 */
#include <string.h>

#include "digests.h"
#include "weir/render/atom.h"
#include "weir/system/file.h"
#include "weir/text/date.h"

#define LIMIT_PAGE ((size_t)64 << 20)
#define TO_ROOT    "=\"../../" /* a link from a digest's page to the published root */

/* What stands in <main> of a page, its links to our own pages made absolute. */
static char *page_content(const struct site *site, const char *html, struct arena *arena)
{
    const char *open = strstr(html, "<main");
    const char *from = open != NULL ? strchr(open, '>') : NULL;
    const char *to = from != NULL ? strstr(from, "</main>") : NULL;
    if (to == NULL)
        return arena_strdup(arena, "");
    struct buf content = BUF_INIT(2 * LIMIT_PAGE);
    for (const char *p = from + 1; p < to;) {
        const char *link = memmem(p, (size_t)(to - p), TO_ROOT, strlen(TO_ROOT));
        const char *form = memmem(p, (size_t)(to - p), "<form", 5);
        if (form != NULL && (link == NULL || form < link)) { /* a feed's readers have no buttons */
            const char *end = memmem(form, (size_t)(to - form), "</form>", 7);
            buf_add(&content, p, (size_t)(form - p));
            p = end != NULL ? end + 7 : to;
            continue;
        }
        buf_add(&content, p, (size_t)((link != NULL ? link : to) - p));
        if (link == NULL)
            break;
        buf_addf(&content, "=\"%s", site->base);
        p = link + strlen(TO_ROOT);
    }
    char *kept = arena_copy(arena, content.data, content.n);
    buf_release(&content);
    return kept;
}

static int add_entry(const struct site *site, const char *folder, const struct span *span,
                     struct arena *arena, struct feed *out, struct error *err)
{
    struct buf html = BUF_INIT(LIMIT_PAGE);
    const char *path = arena_printf(arena, "%s.html", digests_path(span, arena));
    if (file_read(arena_printf(arena, "%s/%s", folder, path), &html, err) < 0) {
        buf_release(&html);
        return -1;
    }
    out->items = arena_grow(arena, out->items, out->n_items, sizeof *out->items);
    struct item *item = &out->items[out->n_items++];
    *item = item_blank;
    item->uid = site_id(site, path, arena);
    item->url = site_address(site, path, arena);
    item->title = arena_printf(arena, "%s — %s", site->conf->title,
                               say_span(arena, site->language, site->conf->timezone, span));
    item->content_html = page_content(site, html.data, arena);
    item->published_at = span->to_at;
    item->updated_at = span->to_at;
    item->language = language_tag(site->language);
    buf_release(&html);
    return 0;
}

int digests_feed(const struct site *site, const char *folder, size_t n_days, size_t n_weeks,
                 struct arena *arena, struct feed *out, struct error *err)
{
    const size_t limits[] = {n_days, n_weeks};
    *out = feed_blank;
    out->id = site_id(site, "digests.atom", arena);
    out->home_page_url = site_address(site, "index.html", arena);
    out->feed_url = site_address(site, "digests.atom", arena);
    out->title = say(arena, site->language, SAY_DIGESTS_OF, site->conf->title, NULL);
    out->language = language_tag(site->language);
    out->generator = "weir";
    site_link(out, "stylesheet", ATOM_STYLE, arena);
    site_link_hub(site, arena, out);
    for (int weeks = 1; weeks >= 0; weeks--) {
        struct span *spans;
        size_t n = digests_list(folder, site->conf->timezone, weeks, limits[weeks], arena, &spans);
        for (size_t i = 0; i < n; i++) {
            if (add_entry(site, folder, &spans[i], arena, out, err) < 0)
                return -1;
        }
    }
    return 0;
}
