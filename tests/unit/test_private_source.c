/* Which addresses must stay in feeds.conf, and what texts lose before they are logged or published. */
#include "test.h"

#include <string.h>

#include "weir/conf/conf.h"

static const struct {
    const char *url;
    bool is_private;
} addresses[] = {
    {"https://a.example/feed", false},
    {"https://a.example/feed?page=2&author=ada&keyword=nlp", false},
    {"https://a.example/feed?token=s3cret", true},
    {"https://a.example/feed?page=2&access_token=s3cret", true},
    {"https://a.example/feed?KEY=s3cret", true},
    {"https://rsshub.example.org/wechat?code=s3cret", true},
    {"https://me:s3cret@a.example/", true},
    {"http://127.0.0.1:4000/feed", true},
    {"http://192.168.1.7/feed", true},
    {"http://172.32.0.1/feed", false},
    {"http://[fd00::1]/feed", true},
    {"http://nas.local/feed", true},
    {"http://wewe-rss:4000/feed", true},
    {"https://local.example.org/", false},
};

static void knows_private_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        const char *urls[] = {"https://first.example/", addresses[i].url};
        const struct source source = {.urls = urls, .n_urls = 2};
        if (conf_is_private(&source) != addresses[i].is_private)
            fail_msg("%s: private: %d", addresses[i].url, !addresses[i].is_private);
    }
}

static void texts_lose_what_is_private(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    const char *urls[] = {"https://a.example/feed?token=s3cret"};
    const char *why = "https://a.example/feed?token=s3cret: HTTP 500 of a.example";
    struct source source = {.urls = urls, .n_urls = 1};
    assert_string_equal(conf_logged_text(&source, why, &arena),
                        "https://a.example/feed?…: HTTP 500 of a.example");
    assert_string_equal(conf_published_text(&source, why, &arena), "its address: HTTP 500 of its host");
    source.is_private = true;
    assert_string_equal(conf_logged_text(&source, why, &arena), "its address: HTTP 500 of its host");
    urls[0] = "https://a.example/feed";
    source.is_private = false;
    assert_string_equal(conf_published_text(&source, "https://a.example/feed: HTTP 500", &arena),
                        "https://a.example/feed: HTTP 500");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_private_addresses),
        cmocka_unit_test(texts_lose_what_is_private),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
