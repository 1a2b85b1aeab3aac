/*
 * pages — everything but feeds of stories: digests, the sources, what pages share.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "digests.h"
#include "job.h"
#include "trouble.h"
#include "weir/publish/compose.h"
#include "weir/publish/subscriptions.h"
#include "weir/render/atom.h"
#include "weir/render/status_page.h"
#include "weir/system/file.h"

/* The page before it leads to it from now on. */
static int link_from(struct publish_job *job, const struct digest *digest, struct arena *arena,
                     struct error *err)
{
    struct buf page = BUF_INIT(BUF_LIMIT_OUTPUT), linked = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct span before = digest->span;
    int rc = 0;
    snprintf(before.name, sizeof before.name, "%s", digest->previous);
    const char *path = arena_printf(arena, "%s.html", digests_path(&before, arena));
    if (file_read(arena_printf(arena, "%s/%s", job->folder, path), &page, NULL) == 0 &&
        digest_link_next(page.data, page.n, digest->language, digest->span.name, &linked))
        rc = job_put(job, path, &linked, err);
    buf_release(&page);
    buf_release(&linked);
    return rc;
}

static int put_digest(struct publish_job *job, struct digest *digest, struct arena *arena, struct error *err)
{
    struct span *newest;
    size_t n = digests_list(job->folder, digest->timezone, digest->span.is_week, SIZE_MAX, arena, &newest);
    for (size_t i = 0; i < n && digest->previous == NULL; i++)
        if (newest[i].from_at < digest->span.from_at)
            digest->previous = newest[i].name;
    struct buf markdown = BUF_INIT(BUF_LIMIT_OUTPUT), page = BUF_INIT(BUF_LIMIT_OUTPUT);
    const char *path = digests_path(&digest->span, arena);
    digest->has_buttons = job->site.has_buttons;
    digest_write_markdown(digest, &markdown);
    digest_write_html(digest, "../../", job->site.has_search, &page);
    job->has_digest = true;
    int rc = job_put(job, arena_printf(arena, "%s.md", path), &markdown, err);
    if (rc == 0)
        rc = job_put(job, arena_printf(arena, "%s.html", path), &page, err);
    if (rc == 0 && digest->previous != NULL)
        rc = link_from(job, digest, arena, err);
    buf_release(&page);
    return rc;
}

static int publish_digest(struct publish_job *job, const struct digest_due *due, struct error *err)
{
    struct arena arena;
    struct digest digest;
    arena_init(&arena);
    int rc = compose_digest(job->site.store, job->site.conf, &due->span, job->now, &arena, &digest, err);
    if (rc == 0 && (digest.n_items > 0 || due->is_wanted_empty))
        rc = put_digest(job, &digest, &arena, err);
    if (rc == 0)
        rc = digests_made(job->site.store, &digest, err);
    arena_release(&arena);
    return rc;
}

/* digest/daily/DATE.md, .html and digest/weekly/WEEK.md, .html, where they are due */
int publish_digests(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct digest_due *due;
    size_t n;
    int rc = digests_due(job->site.store, job->site.conf, job->now, arena, &due, &n, err);
    for (size_t i = 0; i < n && rc == 0; i++)
        rc = publish_digest(job, &due[i], err);
    return rc;
}

/* Links to the digests of a kind, newest first, under human titles; `extension` ends their paths. */
static size_t find_links(const struct publish_job *job, bool weeks, size_t limit, const char *extension,
                         struct arena *arena, struct page_link **out)
{
    const char *zone = job->site.conf->timezone;
    struct span *spans;
    size_t n = digests_list(job->folder, zone, weeks, limit, arena, &spans);
    *out = arena_alloc(arena, (n + 1) * sizeof **out);
    for (size_t i = 0; i < n; i++)
        (*out)[i] =
            (struct page_link){.path = arena_printf(arena, "%s%s", digests_path(&spans[i], arena), extension),
                               .title = say_span(arena, job->site.language, zone, &spans[i])};
    return n;
}

static int put_digests_page(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct page_link *weeks, *days;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct digests_page page = {
        .language = job->site.language, .title = job->site.conf->title, .has_search = job->site.has_search};
    page.n_weeks = find_links(job, true, PUBLISH_LISTED_DIGESTS, "", arena, &weeks);
    page.n_days = find_links(job, false, PUBLISH_LISTED_DIGESTS, "", arena, &days);
    page.weeks = weeks;
    page.days = days;
    digests_page_write(&page, &out);
    return job_put(job, DIGESTS_PAGE, &out, err);
}

/* digests.html, and digests.atom: the weekly digest arrives in the feed reader */
int publish_digest_feed(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct feed feed;
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    if (!job->has_digest && !job->is_anew && job_has(job, "digests.atom", arena) &&
        job_has(job, DIGESTS_PAGE, arena)) {
        job->result.n_files += 2;
        return 0;
    }
    if (put_digests_page(job, arena, err) < 0 || digests_feed(&job->site, job->folder, PUBLISH_DAILY_DIGESTS,
                                                              PUBLISH_WEEKLY_DIGESTS, arena, &feed, err) < 0)
        return -1;
    atom_write(&feed, &out);
    return job_put(job, "digests.atom", &out, err);
}

/* sources.opml */
int publish_opml(struct publish_job *job, struct arena *arena, struct error *err)
{
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    subscriptions_export(&job->site, false, arena, &out);
    return job_put(job, "sources.opml", &out, err);
}

/* The weeks of the page of the sources, oldest first; the last one under way. */
static void find_weeks(const struct publish_job *job, int64_t from_at[STATUS_WEEKS + 1])
{
    struct span week = civil_week(job->site.conf->timezone, job->now);
    from_at[STATUS_WEEKS] = week.to_at;
    for (size_t i = STATUS_WEEKS; i-- > 0;) {
        from_at[i] = week.from_at;
        week = civil_week(job->site.conf->timezone, week.from_at - 1);
    }
}

/* status.html */
int publish_status(struct publish_job *job, struct arena *arena, struct error *err)
{
    const struct conf *conf = job->site.conf;
    int64_t from_at[STATUS_WEEKS + 1];
    struct status_source *sources = arena_alloc(arena, (conf->n_sources + 1) * sizeof *sources);
    find_weeks(job, from_at);
    for (size_t i = 0; i < conf->n_sources; i++) {
        const struct source_state *state = &job->site.sources[i];
        struct digest_trouble trouble = trouble_of(&job->site, i, job->now, arena);
        /* The home page is what the feed says: a mirror names itself there, with its token. */
        bool is_private = conf_is_private(&conf->sources[i]);
        sources[i] = (struct status_source){.title = trouble.source,
                                            .feed_url = is_private ? "" : conf->sources[i].urls[0],
                                            .home_page_url = is_private ? "" : state->home_page_url,
                                            .trouble = trouble.kind,
                                            .text = trouble.text,
                                            .new_at = state->new_at};
        if (store_count_spread(job->site.store, conf->sources[i].name, from_at, STATUS_WEEKS,
                               sources[i].counts, err) < 0)
            return -1;
    }
    struct status_page page = {.language = job->site.language,
                               .title = conf->title,
                               .timezone = conf->timezone,
                               .has_search = job->site.has_search,
                               .sources = sources,
                               .n_sources = conf->n_sources};
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    status_page_write(&page, &out);
    return job_put(job, "status.html", &out, err);
}

/* style.css of the pages, feed.css of the feeds */
int publish_styles(struct publish_job *job, struct arena *arena, struct error *err)
{
    (void)arena;
    struct buf page = BUF_INIT(BUF_LIMIT_OUTPUT), feed = BUF_INIT(BUF_LIMIT_OUTPUT);
    page_write_style(&page);
    atom_write_style(&feed);
    int rc = job_put(job, PAGE_STYLE, &page, err);
    if (rc == 0)
        rc = job_put(job, ATOM_STYLE, &feed, err);
    buf_release(&feed);
    return rc;
}

/* The newest digests' pages, weeks first. */
static void find_digests(struct publish_job *job)
{
    struct page_link *weeks, *days;
    struct arena *arena = &job->arena;
    size_t n_weeks = find_links(job, true, PUBLISH_WEEKLY_DIGESTS, ".html", arena, &weeks);
    size_t n_days = find_links(job, false, PUBLISH_DAILY_DIGESTS, ".html", arena, &days);
    job->n_digests = n_weeks + n_days;
    job->digests = arena_alloc(arena, (job->n_digests + 1) * sizeof *job->digests);
    memcpy(job->digests, weeks, n_weeks * sizeof *weeks);
    memcpy(job->digests + n_weeks, days, n_days * sizeof *days);
}

/* What the pages need of the topics and digests; no file of its own. */
int publish_navigation(struct publish_job *job, struct arena *arena, struct error *err)
{
    (void)arena;
    const struct site *site = &job->site;
    job->topics = arena_alloc(&job->arena, (site->n_topics + 1) * sizeof *job->topics);
    for (size_t i = 0; i < site->n_topics; i++) {
        const struct topic *topic = site->topics[i].topic;
        size_t n_stories;
        if (store_count_recent(site->store, topic->name, job->now - PAGE_RECENT_S, &n_stories, err) < 0)
            return -1;
        job->topics[i] = (struct page_topic){.name = topic->name,
                                             .title = topic->title,
                                             .depth = site->topics[i].depth,
                                             .n_stories = n_stories};
    }
    find_digests(job);
    return 0;
}

/* Nothing is written before something was kept; what is no longer kept goes. */
int publish_kept(struct publish_job *job, struct arena *arena, struct error *err)
{
    const struct site *site = &job->site;
    struct buf markdown = BUF_INIT(BUF_LIMIT_OUTPUT), atom = BUF_INIT(BUF_LIMIT_OUTPUT);
    struct digest kept;
    struct feed feed = feed_blank;
    if (compose_kept(site->store, site->conf, arena, &kept, err) < 0)
        return -1;
    for (size_t i = 0; i < kept.n_sections; i++)
        for (size_t k = 0; k < kept.sections[i].n_items; k++) {
            feed.items = arena_grow(arena, feed.items, feed.n_items, sizeof *feed.items);
            feed.items[feed.n_items++] = *kept.sections[i].items[k];
        }
    if (feed.n_items == 0 && !job_has(job, "kept.md", arena))
        return 0;
    feed.id = site_id(site, "kept.atom", arena);
    feed.feed_url = site_address(site, "kept.atom", arena);
    feed.home_page_url = site_address(site, "index.html", arena);
    feed.title = say(arena, site->language, SAY_KEPT_OF, site->conf->title, NULL);
    feed.language = language_tag(site->language);
    feed.generator = "weir";
    feed.categories = site->categories;
    feed.n_categories = site->conf->n_topics;
    site_link(&feed, "stylesheet", ATOM_STYLE, arena);
    digest_write_kept(&kept, &markdown);
    atom_write(&feed, &atom);
    int rc = job_put(job, "kept.md", &markdown, err);
    return rc < 0 ? -1 : job_put(job, "kept.atom", &atom, err);
}
