#include "test.h"

#include <signal.h>

#include "origin.h"
#include "weir/discover/candidates.h"
#include "weir/discover/discover.h"
#include "weir/feed/autodiscover.h"
#include "weir/text/buf.h"

#define BASE "https://example.org/blog/page"

static const struct {
    const char *what, *html, *urls; /* parted by spaces */
} pages[] = {
    {"nothing", "<p>hello", ""},
    {"a relative link", "<link rel=alternate type=application/rss+xml href=/feed>",
     "https://example.org/feed"},
    {"an absolute one", "<LINK REL='Alternate' TYPE='Application/Atom+XML' HREF='https://a.example/f'>",
     "https://a.example/f"},
    {"a base", "<base href='https://b.example/x/'><link rel=alternate type=application/rss+xml href=f>",
     "https://b.example/x/f"},
    {"only the first base counts",
     "<base href='/1/'><base href='/2/'><link rel=alternate type=application/rss+xml href=f>",
     "https://example.org/1/f"},
    {"Atom goes first",
     "<link rel=alternate type=application/rss+xml href=r><link rel=alternate type=application/atom+xml "
     "href=a>",
     "https://example.org/blog/a https://example.org/blog/r"},
    {"rel is a list", "<link rel='home  alternate' type=application/rss+xml href=/f>",
     "https://example.org/f"},
    {"parameters of the type do not count",
     "<link rel=alternate type='application/rss+xml; charset=utf-8' href=/f>", "https://example.org/f"},
    {"JSON Feed", "<link rel=alternate type=application/feed+json href=/f.json>",
     "https://example.org/f.json"},
    {"references are decoded", "<link rel=alternate type=application/rss+xml href='/f?a=1&amp;b=2'>",
     "https://example.org/f?a=1&b=2"},
    {"comments are left out",
     "<link rel=alternate type=application/rss+xml href=/feed/>"
     "<link rel=alternate type=application/rss+xml href=/comments/feed/>"
     "<link rel=alternate type=application/rss+xml title='Blog » Comments Feed' href=/cf>",
     "https://example.org/feed/"},
    {"twice the same",
     "<link rel=alternate type=application/rss+xml href=/f><link rel=alternate "
     "type=application/rss+xml href=/f>",
     "https://example.org/f"},
    {"a language variant of the page", "<link rel=alternate hreflang=zh href=/zh/>", ""},
    {"a stylesheet", "<link rel=stylesheet type=text/css href=/s.css>", ""},
    {"another scheme", "<link rel=alternate type=application/rss+xml href='javascript:alert(1)'>", ""},
    {"in a comment", "<!-- <link rel=alternate type=application/rss+xml href=/f> -->", ""},
    {"in a script", "<script>'<link rel=alternate type=application/rss+xml href=/f>'</script>", ""},
    {"in the body", "<body><link rel=alternate type=application/rss+xml href=/f>", "https://example.org/f"},
    {"cut off", "<link rel=alternate type=application/rss+xml href=/f", ""},
};

static const char *joined(struct arena *arena, const char **urls, size_t n)
{
    const char *all = "";
    for (size_t i = 0; i < n; i++)
        all = arena_printf(arena, "%s%s%s", all, i == 0 ? "" : " ", urls[i]);
    return all;
}

static void pages_name_their_feeds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct arena arena;
        size_t n;
        arena_init(&arena);
        const char **urls = autodiscover(pages[i].html, strlen(pages[i].html), BASE, &arena, &n);
        check_string(pages[i].what, joined(&arena, urls, n), pages[i].urls);
        arena_release(&arena);
    }
}

static void a_page_names_few(void **state)
{
    struct arena arena;
    struct buf html = BUF_INIT(1 << 20);
    size_t n;
    (void)state;
    arena_init(&arena);
    for (int i = 0; i < 100; i++)
        buf_addf(&html, "<link rel=alternate type=application/rss+xml href=/%d>", i);
    autodiscover(html.data, html.n, BASE, &arena, &n);
    check_number("feeds", n, AUTODISCOVER_LIMIT);
    buf_release(&html);
    arena_release(&arena);
}

static const struct {
    const char *url, *feeds;
} links[] = {
    {"https://github.com/huggingface/transformers/tree/main",
     "https://github.com/huggingface/transformers/releases.atom "
     "https://github.com/huggingface/transformers/tags.atom "
     "https://github.com/huggingface/transformers/commits.atom https://github.com/huggingface.atom"},
    {"https://github.com/karpathy", "https://github.com/karpathy.atom"},
    {"https://github.com/", ""},
    {"https://medium.com/@someone/a-post-123",
     "https://medium.com/feed/@someone https://medium.com/@someone.rss"},
    {"https://medium.com/huggingface/x", "https://medium.com/feed/huggingface"},
    {"https://someone.medium.com/a-post", "https://someone.medium.com/feed"},
    {"https://importai.substack.com/p/x", "https://importai.substack.com/feed"},
    {"https://notsubstack.com/p/x", ""},
    {"https://colah.github.io/posts/x", "https://colah.github.io/feed.xml https://colah.github.io/index.xml "
                                        "https://colah.github.io/atom.xml"},
    {"https://www.youtube.com/channel/UCabc/videos",
     "https://www.youtube.com/feeds/videos.xml?channel_id=UCabc"},
    {"https://www.youtube.com/playlist?list=PL1&x=2",
     "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"},
    {"https://www.youtube.com/watch?v=1", ""},
    {"https://www.reddit.com/r/MachineLearning/comments/1/", "https://www.reddit.com/r/MachineLearning/.rss"},
    {"https://arxiv.org/list/cs.CL/recent", "https://rss.arxiv.org/atom/cs.CL"},
    {"https://arxiv.org/abs/2401.00001", ""},
    {"https://www.cnblogs.com/someone/p/1.html", "https://www.cnblogs.com/someone/rss"},
    {"https://blog.csdn.net/someone/article/details/1", "https://blog.csdn.net/someone/rss/list"},
    {"https://zhuanlan.zhihu.com/nlpbook", "https://rsshub.app/zhihu/zhuanlan/nlpbook"},
    {"https://mastodon.example/@someone/1", "https://mastodon.example/@someone.rss"},
    {"https://example.org/", ""},
};

static void sites_keep_their_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        struct arena arena;
        size_t n;
        arena_init(&arena);
        const char **urls = candidates_by_rule(links[i].url, &arena, &n);
        check_string(links[i].url, joined(&arena, urls, n), links[i].feeds);
        arena_release(&arena);
    }
}

/* ---- the search, against a server of its own process: discover runs a loop of its own, so the server forks
 * ---- */

#define FEED             "<rss version='2.0'><channel><title>T</title><item><title>x</title></item></channel></rss>"
#define PAGE(type, body) "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " type "\r\n\r\n" body

static const struct reply replies[] = {
    {"/feed.rss", PAGE("text/plain", FEED)},
    {"/page", PAGE("text/html", "<link rel=alternate type=application/rss+xml href=/gone>"
                                "<link rel=alternate type=application/rss+xml href=/page>"
                                "<link rel=alternate type=application/rss+xml href=http://169.254.169.254/f>"
                                "<link rel=alternate type=application/rss+xml href=/feed.rss>")},
    {"/bare", PAGE("text/html", "<p>nothing here")},
    {"/index.xml", PAGE("text/xml", FEED)},
    {NULL},
};

static const struct reply barren[] = {{"/bare", PAGE("text/html", "<p>nothing here")}, {NULL}};

static pid_t serve_apart(const struct reply *with, int *port)
{
    struct ev_loop *loop = ev_loop_new(EVFLAG_AUTO);
    struct origin_server *origin = origin_open(loop, "127.0.0.1", with);
    *port = origin->port;
    pid_t child = fork();
    if (child == 0) {
        alarm(30);
        ev_loop_fork(loop);
        ev_run(loop, 0);
        _exit(0);
    }
    origin_close(origin);
    ev_loop_destroy(loop);
    return child;
}

static const struct {
    const char *path;
    const struct reply *replies;
    const char *found; /* NULL: none */
    enum status status;
} searches[] = {
    {"/feed.rss", replies, "/feed.rss", STATUS_OK}, {"/page", replies, "/feed.rss", STATUS_OK},
    {"/bare", replies, "/index.xml", STATUS_OK},    {"/bare", barren, NULL, STATUS_NO_INPUT},
    {"/missing", barren, NULL, STATUS_NO_SOURCE},
};

static void only_what_parses_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof searches / sizeof *searches; i++) {
        struct arena arena;
        struct error err = {0};
        struct discovered *found;
        size_t n;
        int port;
        arena_init(&arena);
        pid_t child = serve_apart(searches[i].replies, &port);
        const char *url = arena_printf(&arena, "http://127.0.0.1:%d%s", port, searches[i].path);
        discover(url, &(struct discover_manner){.user_agent = "weir/test"}, &arena, &found, &n, &err);
        kill(child, SIGKILL);
        check_number(searches[i].path, err.status, searches[i].status);
        check_number(searches[i].path, n, searches[i].found != NULL);
        if (n > 0) {
            check_string(searches[i].path, found[0].url,
                         arena_printf(&arena, "http://127.0.0.1:%d%s", port, searches[i].found));
            check_string(searches[i].path, found[0].title, "T");
        }
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_name_their_feeds),
        cmocka_unit_test(a_page_names_few),
        cmocka_unit_test(sites_keep_their_rules),
        cmocka_unit_test(only_what_parses_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
