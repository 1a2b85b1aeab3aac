/*
 * output_pages — the rows that publish everything but feeds of stories: digests, sources, what pages share.
 */
#include <string.h>

#include "digests.h"
#include "press.h"
#include "trouble.h"
#include "weir/publish/subscriptions.h"
#include "weir/render/atom.h"
#include "weir/render/status_page.h"

/* What is counted in one step. */
#define SOURCES_A_STEP 8
#define TOPICS_A_STEP  16

/* What becomes of the stories that the volume has read, a step each. */
enum { DIGEST_STORIES, DIGEST_MARKDOWN, DIGEST_PAGE, DIGEST_END, N_DIGEST_PIECES };

static int gather_digest(struct press *press, struct error *err)
{
    const struct digest_due *due = &press->due[press->cursor];
    if (edition_digest_of(press->edition.store, press->edition.conf, &due->span, press->now,
                          &press->volume.feed, &press->volume.arena, &press->digest, err) < 0)
        return -1;
    if (press->digest.n_items == 0 && !due->is_wanted_empty)
        press->piece = DIGEST_END;
    return 0;
}

static int put_markdown(struct press *press, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *path = digests_path(&press->digest.span, &press->arena);
    digest_write_markdown(&press->digest, &out);
    int rc = press_put(press, arena_printf(&press->arena, "%s.md", path), &out, err);
    buf_release(&out);
    return rc;
}

static int put_page(struct press *press, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *path = digests_path(&press->digest.span, &press->arena);
    digest_write_html(&press->digest, "../../", press->edition.has_search, &out);
    int rc = press_put(press, arena_printf(&press->arena, "%s.html", path), &out, err);
    press->has_digest = true;
    buf_release(&out);
    return rc;
}

static int end_digest(struct press *press, struct error *err)
{
    int rc = digests_made(press->edition.store, &press->digest, err);
    volume_end(&press->volume);
    press->cursor++;
    press->piece = 0;
    return rc;
}

static int (*const digest_pieces[N_DIGEST_PIECES])(struct press *press, struct error *err) = {
    [DIGEST_STORIES] = gather_digest,
    [DIGEST_MARKDOWN] = put_markdown,
    [DIGEST_PAGE] = put_page,
    [DIGEST_END] = end_digest,
};

/* digest/daily/DATE.md, .html and digest/weekly/WEEK.md, .html, where they are due */
int output_digests(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    const struct conf *conf = press->edition.conf;
    if (press->cursor == 0 && !press->volume.is_open &&
        digests_due(press->edition.store, conf, press->now, &press->arena, &press->due, &press->n_due, err) <
            0)
        return -1;
    if (press->cursor == press->n_due)
        return PRESS_THROUGH;
    if (!press->volume.is_open) {
        struct volume *volume = volume_begin(&press->volume);
        volume->shelf.query = edition_digest_query(conf, &press->due[press->cursor].span);
        return PRESS_MORE;
    }
    int rc = volume_read(press, err);
    if (rc != PRESS_THROUGH)
        return rc;
    return digest_pieces[press->piece++](press, err) < 0 ? -1 : PRESS_MORE;
}

/* digests.atom: the weekly digest arrives in the feed reader */
int output_digest_feed(struct press *press, struct arena *arena, struct error *err)
{
    struct feed feed;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (!press->has_digest && !press->is_anew && press_has(press, "digests.atom", arena)) {
        press->result.n_files++;
        return 0;
    }
    if (digests_feed(&press->edition, press->folder, OUTPUTS_DAILY_DIGESTS, OUTPUTS_WEEKLY_DIGESTS, arena,
                     &feed, err) < 0)
        return -1;
    atom_write(&feed, &out);
    int rc = press_put(press, "digests.atom", &out, err);
    buf_release(&out);
    return rc;
}

/* sources.opml */
int output_opml(struct press *press, struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    subscriptions_export(&press->edition, arena, &out);
    int rc = press_put(press, "sources.opml", &out, err);
    buf_release(&out);
    return rc;
}

/* The weeks of the page of the sources, oldest first; the last one under way. */
static void find_weeks(const struct press *press, int64_t from_at[STATUS_WEEKS + 1])
{
    struct span week = civil_week(press->edition.conf->timezone, press->now);
    from_at[STATUS_WEEKS] = week.to_at;
    for (size_t i = STATUS_WEEKS; i-- > 0;) {
        from_at[i] = week.from_at;
        week = civil_week(press->edition.conf->timezone, week.from_at - 1);
    }
}

static struct status_source status_of(const struct press *press, size_t i, struct arena *arena)
{
    const struct source_state *state = &press->edition.sources[i];
    struct digest_trouble trouble = trouble_of(&press->edition, i, press->now, arena);
    return (struct status_source){.title = trouble.source,
                                  .feed_url = press->edition.conf->sources[i].urls[0],
                                  .home_page_url = state->home_page_url,
                                  .trouble = trouble.kind,
                                  .text = trouble.text,
                                  .new_at = state->new_at};
}

/* status.html: a few sources a step, then the page */
int output_status(struct press *press, struct arena *arena, struct error *err)
{
    (void)arena;
    const struct conf *conf = press->edition.conf;
    int64_t from_at[STATUS_WEEKS + 1];
    if (press->cursor == 0)
        press->status = arena_alloc(&press->arena, (conf->n_sources + 1) * sizeof *press->status);
    find_weeks(press, from_at);
    for (size_t i = 0; i < SOURCES_A_STEP && press->cursor < conf->n_sources; i++, press->cursor++) {
        struct status_source *source = &press->status[press->cursor];
        *source = status_of(press, press->cursor, &press->arena);
        if (store_count_spread(press->edition.store, conf->sources[press->cursor].name, from_at, STATUS_WEEKS,
                               source->counts, err) < 0)
            return -1;
    }
    if (press->cursor < conf->n_sources)
        return PRESS_MORE;
    struct status_page page = {.title = conf->title,
                               .timezone = conf->timezone,
                               .has_search = press->edition.has_search,
                               .sources = press->status,
                               .n_sources = conf->n_sources};
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    status_page_write(&page, &out);
    int rc = press_put(press, "status.html", &out, err);
    buf_release(&out);
    return rc;
}

/* style.css of the pages, feed.css of the feeds */
int output_style(struct press *press, struct arena *arena, struct error *err)
{
    static const struct {
        const char *path;
        void (*write)(struct buf *out);
    } styles[] = {{PAGE_STYLE, page_write_style}, {ATOM_STYLE, atom_write_style}};
    (void)arena;
    int rc = 0;
    for (size_t i = 0; i < sizeof styles / sizeof *styles && rc == 0; i++) {
        struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
        styles[i].write(&out);
        rc = press_put(press, styles[i].path, &out, err);
        buf_release(&out);
    }
    return rc;
}

/* The newest digests' pages, weeks first. */
static void find_digests(struct press *press, struct arena *arena)
{
    for (int weeks = 1; weeks >= 0; weeks--) {
        struct span *spans;
        size_t n = digests_list(press->folder, press->edition.conf->timezone, weeks,
                                weeks ? OUTPUTS_WEEKLY_DIGESTS : OUTPUTS_DAILY_DIGESTS, arena, &spans);
        for (size_t i = 0; i < n; i++) {
            press->digests =
                arena_grow(&press->arena, press->digests, press->n_digests, sizeof *press->digests);
            press->digests[press->n_digests++] =
                arena_printf(&press->arena, "%s.html", digests_path(&spans[i], arena));
        }
    }
}

/* What the pages need of the digests and topics: a few topics a step, then the digests. */
int output_navigation(struct press *press, struct arena *arena, struct error *err)
{
    const struct edition *edition = &press->edition;
    if (press->cursor == 0)
        press->topics = arena_alloc(&press->arena, (edition->n_topics + 1) * sizeof *press->topics);
    for (size_t i = 0; i < TOPICS_A_STEP && press->cursor < edition->n_topics; i++, press->cursor++) {
        const struct edition_topic *entry = &edition->topics[press->cursor];
        size_t n_stories;
        if (store_count_recent(edition->store, entry->topic->name, press->now - PAGE_RECENT_S, &n_stories,
                               err) < 0)
            return -1;
        press->topics[press->cursor] = (struct page_topic){.name = entry->topic->name,
                                                           .title = entry->topic->title,
                                                           .depth = entry->depth,
                                                           .n_stories = n_stories};
    }
    if (press->cursor < edition->n_topics)
        return PRESS_MORE;
    find_digests(press, arena);
    return PRESS_THROUGH;
}
