#ifndef WEIR_TESTS_UNIT_PUBLISH_FIXTURE_H
#define WEIR_TESTS_UNIT_PUBLISH_FIXTURE_H
/*
 * publish_fixture — a whole publication: store, configuration, a published folder.
 */
#include "store_fixture.h"

#include <ftw.h>

#include "weir/publish/publish.h"
#include "weir/system/file.h"

/* Friday 2026-11-20 12:00 in Shanghai */
#define NOW         INT64_C(1795147200)
#define HOUR        INT64_C(3600)
#define FIRST_STORY "tag:weir,2026:https://example.org/1"

/* What a test of a whole publication holds: store, configuration, a published folder. */
struct publish_fixture {
    struct fixture *fixture;
    struct conf conf;
    struct source source;
    struct topic topics[2];
    size_t n_topics;
    char public[128];
};

static inline struct publish_fixture site_of(void **state)
{
    static const char *urls[] = {"https://example.org/feed.xml", "https://mirror.example.net/feed.xml"};
    struct publish_fixture site = {.fixture = *state, .n_topics = 2};
    snprintf(site.public, sizeof site.public, "%s/public", site.fixture->folder);
    site.source =
        (struct source){.name = "colleague", .title = "A Colleague", .group = "", .urls = urls, .n_urls = 2};
    site.topics[0] = (struct topic){.name = "nlp", .title = "NLP", .under = "", .field = ""};
    site.topics[1] = (struct topic){.name = "知识/蒸馏", .title = "知识蒸馏", .under = "nlp", .field = ""};
    return site;
}

/* `site` must not move afterwards. */
static inline const struct conf *conf_of(struct publish_fixture *site)
{
    site->conf = (struct conf){.file = "feeds.conf",
                               .title = "What is new",
                               .state = site->fixture->folder,
                               .publish = site->public,
                               .listen = "",
                               .hub = "",
                               .base_url = "https://feeds.example.org",
                               .contact = "",
                               .timezone = "Asia/Shanghai",
                               .daily_min = 7 * 60,
                               .weekly_day = 1,
                               .weekly_min = 7 * 60,
                               .sources = &site->source,
                               .n_sources = 1,
                               .topics = site->topics,
                               .n_topics = site->n_topics};
    return &site->conf;
}

/* With the configuration that `site` holds, whatever a test has changed in it. */
static inline struct publish_result publish_as_it_stands(struct publish_fixture *site, int64_t now)
{
    struct publish_result result;
    struct error err = {0};
    check_done(publish_write(site->fixture->store, &site->conf, now, NULL, &result, &err), &err);
    return result;
}

static inline struct publish_result publish(struct publish_fixture *site, int64_t now)
{
    conf_of(site);
    return publish_as_it_stands(site, now);
}

/* The bytes of a published file; "" when it is not there. */
static inline const char *published(struct publish_fixture *site, const char *path)
{
    struct buf bytes = BUF_INIT(1 << 24);
    struct error err;
    char file[256];
    snprintf(file, sizeof file, "%s/%s", site->public, path);
    if (file_read(file, &bytes, &err) < 0)
        return "";
    const char *text = arena_copy(&site->fixture->arena, bytes.data, bytes.n);
    buf_release(&bytes);
    return text;
}

static inline void check_contains(const char *what, const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("%s: no %s in\n%s", what, part, text);
}

static inline void check_lacks(const char *what, const char *text, const char *part)
{
    if (*text == '\0' || strstr(text, part) != NULL)
        fail_msg("%s: %s in\n%s", what, part, text);
}

static inline struct item matched_item(const char *url, const char *title, int64_t published_at)
{
    static const char *words[] = {"知识蒸馏"};
    static struct term_hit term = {
        .term = "知识蒸馏", .field = "title", .boost = 1, .words = words, .n_words = 1};
    static struct hit hits[] = {{.topic = "知识/蒸馏", .score = 1, .terms = &term, .n_terms = 1},
                                {.topic = "nlp", .score = 0.6, .terms = &term, .n_terms = 1}};
    struct item item = item_of(url, url, title, published_at);
    item.hits = hits;
    item.n_hits = 2;
    item.content_html = "<p>Words.</p>";
    return item;
}

static inline int remove_entry(const char *path, const struct stat *stat, int kind, struct FTW *ftw)
{
    (void)stat;
    (void)kind;
    (void)ftw;
    return remove(path);
}

static inline int publish_tear_down(void **state)
{
    struct fixture *fixture = *state;
    char public[128];
    snprintf(public, sizeof public, "%s/public", fixture->folder);
    nftw(public, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    return fixture_tear_down(state);
}

#endif
