/* Documents go in, stories come out: identity within a source and across sources, edits, hits. */
#include "store_fixture.h"
#include "weir/story/identity.h"

static void check_put(const char *what, struct put_result got, size_t n_new, size_t n_changed,
                      size_t n_stories)
{
    char name[128];

    snprintf(name, sizeof name, "%s: new", what);
    check_number(name, got.n_new, n_new);
    snprintf(name, sizeof name, "%s: changed", what);
    check_number(name, got.n_changed, n_changed);
    snprintf(name, sizeof name, "%s: stories", what);
    check_number(name, got.n_stories, n_stories);
}

static void test_same_document_again_is_nothing(void **state)
{
    struct fixture *f = *state;
    struct item items[] = {item_of("1", "https://example.org/1", "One", TODAY),
                           item_of("2", "https://example.org/2", "Two", TODAY)};

    check_put("first", put_items(f, "blog", TODAY, items, 2), 2, 0, 2);
    check_put("again", put_items(f, "blog", TODAY + 60, items, 2), 0, 0, 0);
    items[0].updated_at = TODAY + 3600;
    check_put("`updated` is the time of the request", put_items(f, "blog", TODAY + 3600, items, 2), 0, 0, 0);
}

static void test_everything_comes_back(void **state)
{
    struct fixture *f = *state;
    struct person author = {"李雷", "lei@example.org", "https://example.org/lei"};
    struct category category = {"cs.CL", "http://arxiv.org/schemas/atom", "语言"};
    struct link link = {"enclosure", "https://example.org/a.mp3", "audio/mpeg", "\"Quote\"\n\\", "zh", 12,
                        34};
    struct term_hit term = {"知识蒸馏", "title", 0.75};
    struct hit hit = {"distillation", 0.75, &term, 1};
    struct item item =
        item_of("oai:arXiv.org:2511.00001v1", "https://arxiv.org/abs/2511.00001", "Title", TODAY);
    struct feed got;
    const struct item *story;

    item.summary_html = "<p>Short</p>";
    item.content_html = "<p>Long</p>";
    item.language = "zh-CN";
    item.rights = "CC0";
    item.comments_url = "https://example.org/c";
    item.image = "https://example.org/i.png";
    item.updated_at = TODAY + 5;
    item.authors = &author;
    item.n_authors = 1;
    item.categories = &category;
    item.n_categories = 1;
    item.links = &link;
    item.n_links = 1;
    item.origin.title = "Elsewhere";
    item.origin.url = "https://elsewhere.example/feed";
    item.arxiv = (struct arxiv){"2511.00001", 1, "new", "cs.CL", "10.1/x", "J. 1", "8 pages"};
    item.id_is_permalink = true;
    item.hits = &hit;
    item.n_hits = 1;
    put_items(f, "arxiv", TODAY + 60, &item, 1);
    got = select_stories(f, (struct store_query){0});
    check_number("stories", got.n_items, 1);
    story = &got.items[0];
    check_string("key", story->key, "arxiv:2511.00001");
    check_string("uid", story->uid, "tag:weir,2026:arxiv:2511.00001");
    check_string("source", story->source, "arxiv");
    check_string("id", story->id, item.id);
    check_string("url", story->url, item.url);
    check_string("title", story->title, "Title");
    check_string("summary", story->summary_html, item.summary_html);
    check_string("content", story->content_html, item.content_html);
    check_string("language", story->language, "zh-CN");
    check_string("rights", story->rights, "CC0");
    check_string("comments", story->comments_url, item.comments_url);
    check_string("image", story->image, item.image);
    check_number("published", story->published_at, TODAY);
    check_number("updated", story->updated_at, TODAY + 5);
    check_number("first seen", story->first_seen_at, TODAY + 60);
    check_string("author", story->authors[0].name, "李雷");
    check_string("author's address", story->authors[0].email, "lei@example.org");
    check_string("author's page", story->authors[0].url, "https://example.org/lei");
    check_string("category", story->categories[0].term, "cs.CL");
    check_string("category label", story->categories[0].label, "语言");
    check_string("link", story->links[0].href, link.href);
    check_string("link title", story->links[0].title, "\"Quote\"\n\\");
    check_number("link length", story->links[0].length, 12);
    check_number("link duration", story->links[0].duration_s, 34);
    check_string("origin", story->origin.title, "Elsewhere");
    check_string("arxiv", story->arxiv.comment, "8 pages");
    check_number("arxiv version", story->arxiv.version, 1);
    check_number("permalink", story->id_is_permalink, 1);
    check_string("topic", story->hits[0].topic, "distillation");
    check_string("term", story->hits[0].terms[0].term, "知识蒸馏");
    check_string("field", story->hits[0].terms[0].field, "title");
    assert_true(story->hits[0].score > 0.749 && story->hits[0].terms[0].boost < 0.751);
}

static void test_an_edit_keeps_id_and_place(void **state)
{
    struct fixture *f = *state;
    struct hit a = {"a", 0.9, NULL, 0}, b = {"b", 0.8, NULL, 0};
    struct item item = item_of("1", "https://example.org/1", "One", TODAY);
    struct feed got;

    item.content_html = "text";
    item.hits = &a;
    item.n_hits = 1;
    put_items(f, "blog", TODAY, &item, 1);
    PUT(f, "blog", TODAY + DAY, item_of("2", "https://example.org/2", "Two", TODAY + DAY));
    item.title = "One, corrected";
    item.content_html = "";
    item.hits = &b;
    check_put("edit", put_items(f, "blog", TODAY + 2 * DAY, &item, 1), 0, 1, 0);
    got = select_stories(f, (struct store_query){0});
    check_number("stories", got.n_items, 2);
    check_string("an edit does not come to the top", got.items[0].title, "Two");
    check_string("title", got.items[1].title, "One, corrected");
    check_string("a lost body is kept", got.items[1].content_html, "text");
    check_number("first seen", got.items[1].first_seen_at, TODAY);
    check_number("hits", got.items[1].n_hits, 1);
    check_string("topics follow the edit", got.items[1].hits[0].topic, "b");
    check_number("the old topic lost it", select_stories(f, (struct store_query){.topic = "a"}).n_items, 0);
}

static void test_an_empty_document_deletes_nothing(void **state)
{
    struct fixture *f = *state;

    PUT(f, "arxiv", TODAY, item_of("1", "https://example.org/1", "One", TODAY));
    put_items(f, "arxiv", TODAY + DAY, NULL, 0);
    check_number("stories", select_stories(f, (struct store_query){0}).n_items, 1);
}

static void test_guids_that_name_nothing(void **state)
{
    struct fixture *f = *state;

    check_put("the same guid everywhere",
              PUT(f, "same", TODAY, item_of("x", "https://example.org/s1", "One", TODAY),
                  item_of("x", "https://example.org/s2", "Two", TODAY)),
              2, 0, 2);
    check_put("and a third",
              PUT(f, "same", TODAY, item_of("x", "https://example.org/s1", "One", TODAY),
                  item_of("x", "https://example.org/s2", "Two", TODAY),
                  item_of("x", "https://example.org/s3", "Three", TODAY)),
              1, 0, 1);
    check_put("no guids", PUT(f, "none", TODAY, item_of("", "https://example.org/n1", "One", TODAY)), 1, 0,
              1);
    check_put("headline edited", PUT(f, "none", TODAY, item_of("", "https://example.org/n1", "Uno", TODAY)),
              0, 1, 0);
    check_put("no links either", PUT(f, "bare", TODAY, item_of("", "", "One", TODAY)), 1, 0, 1);
    check_put("again", PUT(f, "bare", TODAY, item_of("", "", "One", TODAY)), 0, 0, 0);
    check_put("guids new at each poll",
              PUT(f, "new", TODAY, item_of("a1", "https://example.org/c1", "C1", TODAY),
                  item_of("a2", "https://example.org/c2", "C2", TODAY)),
              2, 0, 2);
    check_put("second poll",
              PUT(f, "new", TODAY, item_of("b1", "https://example.org/c1", "C1", TODAY),
                  item_of("b2", "https://example.org/c2", "C2", TODAY)),
              0, 0, 0);
    check_put("https now, and another host",
              PUT(f, "new", TODAY, item_of("https://a.example/c1", "https://a.example/c1", "C1", TODAY)), 0,
              1, 0);
}

static void test_one_page_many_entries(void **state)
{
    struct fixture *f = *state;

    check_put("a changelog",
              PUT(f, "log", TODAY, item_of("v1", "https://example.org/log", "1.0", TODAY),
                  item_of("v2", "https://example.org/log", "2.0", TODAY + 1)),
              2, 0, 2);
    check_put("one at a time", PUT(f, "one", TODAY, item_of("v1", "https://example.org/news", "1.0", TODAY)),
              1, 0, 1);
    check_put("and the next",
              PUT(f, "one", TODAY + DAY, item_of("v2", "https://example.org/news", "2.0", TODAY + DAY)), 1, 0,
              1);
    check_number("stories", select_stories(f, (struct store_query){0}).n_items, 4);
}

static void test_one_story_from_many_sources(void **state)
{
    struct fixture *f = *state;
    struct hit low = {"nlp", 0.5, NULL, 0}, high = {"nlp", 0.9, NULL, 0}, other = {"kd", 0.6, NULL, 0};
    struct hit both[2];
    struct item cl =
        item_of("oai:arXiv.org:2511.00001v1", "https://arxiv.org/abs/2511.00001", "Paper", TODAY);
    struct item hf = item_of("hf1", "https://huggingface.co/papers/2511.00001", "Paper", TODAY);
    struct feed got;

    both[0] = high;
    both[1] = other;
    hf.hits = &low;
    hf.n_hits = 1;
    cl.hits = both;
    cl.n_hits = 2;
    check_put("the rendering first", put_items(f, "hf", TODAY, &hf, 1), 1, 0, 1);
    check_put("the paper", put_items(f, "arxiv-cs.CL", TODAY + 60, &cl, 1), 1, 0, 0);
    check_put("cross-listed", put_items(f, "arxiv-cs.LG", TODAY + 120, &cl, 1), 1, 0, 0);
    got = select_stories(f, (struct store_query){.topic = "nlp"});
    check_number("stories", got.n_items, 1);
    check_string("shown by its own page", got.items[0].url, "https://arxiv.org/abs/2511.00001");
    check_number("seen elsewhere", got.items[0].n_also, 2);
    check_string("also", got.items[0].also[0].title, "arxiv-cs.LG");
    check_string("also", got.items[0].also[1].href, "https://huggingface.co/papers/2511.00001");
    check_number("topics", got.items[0].n_hits, 2);
    assert_true(got.items[0].hits[0].score > 0.89);
    check_number("first seen", got.items[0].first_seen_at, TODAY);
}

static void test_the_source_listed_first_shows_the_story(void **state)
{
    struct fixture *f = *state;
    struct item item = item_of("1", "https://example.org/1", "One", TODAY);
    struct feed feed = {.items = &item, .n_items = 1};
    struct source_state late = state_of("late"), early = state_of("early");
    struct put_result result;
    struct error err = {0};

    late.rank = 5;
    early.rank = 1;
    check_done(store_put(f->store, &late, &feed, TODAY, NULL, NULL, &result, &err), &err);
    check_done(store_put(f->store, &early, &feed, TODAY + 1, NULL, NULL, &result, &err), &err);
    check_string("source", select_stories(f, (struct store_query){0}).items[0].source, "early");
}

/* A mirror names items in its own way: going to and fro between two is no fault of the guids. */
static void test_guids_of_another_mirror_are_no_fault(void **state)
{
    static const char *const ids[][2] = {{"a1", "a2"}, {"m1", "m2"}};
    struct fixture *f = *state;

    for (int poll = 0; poll < 5; poll++) {
        struct source_state source = state_of("account");
        struct item items[] = {item_of(ids[poll % 2][0], "https://example.org/1", "One", TODAY),
                               item_of(ids[poll % 2][1], "https://example.org/2", "Two", TODAY)};
        struct feed feed = {.title = "", .home_page_url = "", .items = items, .n_items = 2};
        struct put_result result;
        struct error err = {0};
        source.mirror = poll % 2;
        check_done(store_put(f->store, &source, &feed, TODAY + poll * DAY, NULL, NULL, &result, &err), &err);
        check_number("new", result.n_new, poll == 0 ? 2 : 0);
        check_string("notice", result.notice, "");
    }
}

static void test_absurd_dates(void **state)
{
    static const struct {
        const char *what;
        int64_t published_at, want;
    } cases[] = {
        {"none", DATE_NONE, DATE_NONE},
        {"next year", TODAY + 400 * DAY, TODAY},
        {"the epoch", 0, TODAY},
        {"yesterday", TODAY - DAY, TODAY - DAY},
    };
    struct fixture *f = *state;
    struct feed got;

    for (size_t i = 0; i < 4; i++) {
        char url[64];
        snprintf(url, sizeof url, "https://example.org/%zu", i);
        PUT(f, "blog", TODAY, item_of(url, url, cases[i].what, cases[i].published_at));
    }
    PUT(f, "blog", TODAY - 100 * DAY, item_of("old", "https://example.org/old", "old", TODAY - 101 * DAY));
    PUT(f, "blog", TODAY + DAY, item_of("late", "https://example.org/late", "late", TODAY - 300 * DAY));
    got = select_stories(f, (struct store_query){0});
    check_number("stories", got.n_items, 6);
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < got.n_items; k++)
            if (strcmp(got.items[k].title, cases[i].what) == 0)
                check_number(cases[i].what, got.items[k].published_at, cases[i].want);
    check_string("new to us, dated long ago: within sight", got.items[4].title, "late");
    check_string("last", got.items[5].title, "old");
}

static bool is_dated(const struct item *item, void *arg)
{
    (void)arg;
    return item->published_at < TODAY - 7 * DAY;
}

static void test_backfill(void **state)
{
    struct fixture *f = *state;
    struct item items[] = {item_of("1", "https://example.org/1", "Old", TODAY - 30 * DAY),
                           item_of("2", "https://example.org/2", "New", TODAY)};
    struct feed feed = {.items = items, .n_items = 2};
    struct source_state source = state_of("blog");
    struct put_result result;
    struct store_counts counts;
    struct error err = {0};

    check_done(store_put(f->store, &source, &feed, TODAY, is_dated, NULL, &result, &err), &err);
    check_number("all", select_stories(f, (struct store_query){0}).n_items, 2);
    check_number("news", select_stories(f, (struct store_query){.without_backfill = true}).n_items, 1);
    check_done(store_count(f->store, TODAY, TODAY + 1, &counts, &err), &err);
    check_number("all that was fetched is counted", counts.n_items, 2);
    check_number("counted stories", counts.n_stories, 1);
}

/* Twenty thousand items that share every name: once each, again nothing, and in no quadratic time. */
static void test_many_items_without_names(void **state)
{
    enum { N = 20000 };
    struct fixture *f = *state;
    struct item *items = calloc(N, sizeof *items);
    char(*texts)[16] = calloc(N, sizeof *texts);

    for (size_t i = 0; i < N; i++) {
        items[i] = item_of("same", "https://example.org/", "Same", TODAY);
        snprintf(texts[i], sizeof texts[i], "%zu", i / 2);
        items[i].content_html = texts[i];
    }
    check_put("twice each", put_items(f, "blog", TODAY, items, N), N / 2, 0, N / 2);
    check_put("again", put_items(f, "blog", TODAY, items, N), 0, 0, 0);
    for (size_t i = 0; i < N; i++)
        items[i].url = "https://arxiv.org/abs/2511.00001";
    check_put("all of one story", put_items(f, "other", TODAY, items, N), N / 2, 0, 1);
    free(texts);
    free(items);
}

/* A document of the source at that address. */
static void put_from(struct fixture *f, const char *source, const char *url, int64_t now, struct item *items,
                     size_t n)
{
    struct source_state state = state_of(source);
    struct feed feed = {.title = "", .home_page_url = "", .items = items, .n_items = n};
    struct put_result result;
    struct error err = {0};

    state.url = url;
    check_done(store_put(f->store, &state, &feed, now, NULL, NULL, &result, &err), &err);
}

static struct item paper_of(struct fixture *f, const char *guid, const char *id, int version,
                            const char *title)
{
    char url[64];
    struct item item;

    snprintf(url, sizeof url, "https://arxiv.org/abs/%s", id);
    item = item_of(guid, arena_strdup(&f->arena, url), title, TODAY);
    item.arxiv = (struct arxiv){id, version, "new", "cs.CL", "", "", ""};
    item.content_html = "An abstract.";
    return item;
}

#define ARXIV  "https://rss.arxiv.org/rss/cs.CL"
#define EVIL   "https://evil.example/feed"
#define MIRROR "http://127.0.0.1:8080/cs.CL"

/* Others may link to a paper; what it is called, in which version, and whether it stands, arXiv says. */
static void test_only_arxiv_speaks_as_arxiv(void **state)
{
    static const struct {
        const char *name, *address;
        int version;
    } speakers[] = {
        {"evil", EVIL, 1},
        {"lookalike", "https://arxiv.org.evil.example/rss", 1},
        {"prefix", "https://notarxiv.org/rss", 1},
        {"private net in a name", "https://10.evil.example/rss", 1},
        {"mirror with other posts", "http://127.0.0.1:8081/feed", 1},
        {"mirror", MIRROR, 99},
        {"the interface", "https://export.arxiv.org/api/query", 99},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++) {
        char id[16], good[48], bad[48];
        struct item item, seed = item_of("seed", "https://evil.example/0", "A seed", TODAY);
        struct feed got;

        snprintf(id, sizeof id, "2511.1%04zu", i);
        snprintf(good, sizeof good, "oai:arXiv.org:%sv1", id);
        snprintf(bad, sizeof bad, "oai:arXiv.org:%sv99", id);
        if (i == 4)
            put_from(f, speakers[i].name, speakers[i].address, TODAY, &seed, 1);
        item = paper_of(f, good, id, 1, "The real title");
        put_from(f, "arxiv", ARXIV, TODAY + 60, &item, 1);
        item = paper_of(f, bad, id, 99, "Another title");
        item.content_html = "This paper has been withdrawn by the authors.";
        item.arxiv.announce_type = "replace";
        put_from(f, speakers[i].name, speakers[i].address, TODAY + 120, &item, 1);
        got = select_stories(f, (struct store_query){0});
        for (size_t k = 0; k < got.n_items; k++) {
            const struct item *story = &got.items[k];
            if (strcmp(story->key + 6, id) != 0)
                continue;
            check_number(speakers[i].name, story->version, speakers[i].version);
            check_number(speakers[i].name, story->arxiv.withdrawn, speakers[i].version > 1);
            check_string(speakers[i].name, story->title,
                         speakers[i].version > 1 ? "Another title" : "The real title");
            check_number(speakers[i].name, story->n_also, 1);
        }
    }
}

/* Whoever spoke first, and however: the announcement is told as news, under its own title. */
static void test_an_announcement_repairs_what_others_said_first(void **state)
{
    static const char *const links[] = {
        "https://arxiv.org/abs/2511.00001", "https://arxiv.org/pdf/2511.00001v7",
        "https://doi.org/10.48550/arXiv.2511.00001", "https://huggingface.co/papers/2511.00001",
        "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2511.00001"};
    struct fixture *f = *state;
    struct item first[sizeof links / sizeof *links];
    struct item real = paper_of(f, "oai:arXiv.org:2511.00001v1", "2511.00001", 1, "The real title");
    struct item page = item_of("1", "https://honest.example/post", "An honest post", TODAY);
    struct item stolen = item_of("x", "https://honest.example/post", "Buy coins", TODAY - 4000 * DAY);
    struct feed got;

    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        char name[16];
        snprintf(name, sizeof name, "evil%zu", i);
        first[i] = item_of(links[i], links[i], "Buy coins", TODAY - 4000 * DAY);
        if (i < 2) /* as parsing finds it in an address of arXiv */
            first[i].arxiv.id = "2511.00001";
        put_from(f, name, EVIL, TODAY - 3 * DAY, &first[i], 1);
    }
    put_from(f, "evil", EVIL, TODAY - 3 * DAY, &stolen, 1);
    put_from(f, "arxiv", ARXIV, TODAY + 60, &real, 1);
    put_from(f, "honest", "https://www.honest.example/feed", TODAY + 60, &page, 1);
    got = select_stories(
        f, (struct store_query){.from_at = TODAY, .to_at = TODAY + DAY, .without_backfill = true});
    check_number("told as news", got.n_items, 2);
    for (size_t i = 0; i < got.n_items; i++)
        check_string("its own title", got.items[i].title,
                     got.items[i].key[0] == 'a' ? "The real title" : "An honest post");
    /* once told, it is not told again for another section */
    put_from(f, "arxiv2", "https://rss.arxiv.org/rss/cs.LG", TODAY + 2 * DAY, &real, 1);
    got = select_stories(f, (struct store_query){.from_at = TODAY + DAY, .to_at = TODAY + 3 * DAY});
    check_number("told once", got.n_items, 0);
}

/* The guid of one work and the link of another: each stays a story of its own, whoever comes first. */
static void test_one_source_joins_no_two_works(void **state)
{
    static const struct {
        const char *name, *guid, *link, *key_a, *key_b;
    } cases[] = {
        {"two papers", "https://arxiv.org/abs/2511.20001", "https://arxiv.org/abs/2511.20002",
         "https://arxiv.org/abs/2511.20001", "https://arxiv.org/abs/2511.20002"},
        {"a DOI", "doi:10.1000/1", "https://arxiv.org/abs/2511.20003", "https://doi.org/10.1000/1",
         "https://arxiv.org/abs/2511.20003"},
        {"arXiv's DOI", "doi:10.48550/arXiv.2511.20004", "https://arxiv.org/abs/2511.20005",
         "https://arxiv.org/abs/2511.20004", "https://arxiv.org/abs/2511.20005"},
        {"GitHub", "https://github.com/a/b", "https://arxiv.org/abs/2511.20006", "https://github.com/a/b",
         "https://arxiv.org/abs/2511.20006"},
        {"WeChat", "https://arxiv.org/abs/2511.20007", "https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAA7",
         "https://arxiv.org/abs/2511.20007", "https://mp.weixin.qq.com/s/AAAAAAAAAAAAAAAAAAAAA7"},
        {"a page of others", "https://arxiv.org/abs/2511.20008", "https://honest.example/8",
         "https://arxiv.org/abs/2511.20008", "https://honest.example/8"},
        {"a redirector", "https://arxiv.org/abs/2511.20009",
         "https://www.google.com/url?q=https%3A%2F%2Fgithub.com%2Fc%2Fd", "https://arxiv.org/abs/2511.20009",
         "https://github.com/c/d"},
    };
    struct fixture *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int order = 0; order < 2; order++) {
            char names[3][48];
            struct item claim = item_of(cases[i].guid, cases[i].link, "A claim", TODAY);
            struct item a = item_of("a", cases[i].key_a, "Of rivers", TODAY);
            struct item b = item_of("b", cases[i].key_b, "Of mountains", TODAY);
            struct feed got;
            int n_a = 0, n_b = 0;

            if (order == 1)
                assert_int_equal(fixture_tear_down(state) + fixture_set_up(state), 0);
            f = *state;
            for (int k = 0; k < 3; k++)
                snprintf(names[k], sizeof names[k], "%s %d", cases[i].name, k);
            if (order == 0)
                put_from(f, names[2], EVIL, TODAY, &claim, 1);
            put_from(f, names[0], "https://a.example/feed", TODAY + 60, &a, 1);
            put_from(f, names[1], "https://b.example/feed", TODAY + 60, &b, 1);
            if (order == 1)
                put_from(f, names[2], EVIL, TODAY + 90, &claim, 1);
            got = select_stories(f, (struct store_query){0});
            for (size_t k = 0; k < got.n_items; k++) {
                const char *key = got.items[k].key;
                n_a += strcmp(key, identity_of_url(&f->arena, cases[i].key_a)) == 0;
                n_b += strcmp(key, identity_of_url(&f->arena, cases[i].key_b)) == 0;
            }
            check_number(cases[i].name, n_a, 1);
            check_number(cases[i].name, n_b, 1);
        }
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(test_same_document_again_is_nothing),
        IN_STORE(test_everything_comes_back),
        IN_STORE(test_an_edit_keeps_id_and_place),
        IN_STORE(test_an_empty_document_deletes_nothing),
        IN_STORE(test_guids_that_name_nothing),
        IN_STORE(test_one_page_many_entries),
        IN_STORE(test_one_story_from_many_sources),
        IN_STORE(test_the_source_listed_first_shows_the_story),
        IN_STORE(test_guids_of_another_mirror_are_no_fault),
        IN_STORE(test_absurd_dates),
        IN_STORE(test_backfill),
        IN_STORE(test_many_items_without_names),
        IN_STORE(test_only_arxiv_speaks_as_arxiv),
        IN_STORE(test_an_announcement_repairs_what_others_said_first),
        IN_STORE(test_one_source_joins_no_two_works),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
