/* What right configurations become, and what spans files. */
#include "conf_texts.h"

static const char whole[] = "[weir]\n"
                            "title = What is new  # for us\n"
                            "state = state\n"
                            "publish = /srv/www/weir\n"
                            "listen = 127.0.0.1:8470\n"
                            "base-url = https://feeds.example.org/nlp\n"
                            "hub = https://hub.example.org/?x=1\n"
                            "contact = mailto:me@example.org\n"
                            "timezone = Europe/Berlin\n"
                            "daily = 6:30\n"
                            "weekly = Sun 18:05\n"
                            "keep = 2w\n"
                            "pause = RSSHub.example.org 5s\n"
                            "pause = other.example\t0s\n"
                            "proxy = socks5h://127.0.0.1:1080\n"
                            "\n"
                            "[source arxiv-cs.CL]\n"
                            "mirror = http://localhost:1/a.atom\n"
                            "url = https://rss.example.org/atom/cs.CL#x\n"
                            "mirror = https://b.example/feed\n"
                            "every = 6h\n"
                            "arxiv-announce = new, replace-cross\n"
                            "topics = nlp, 知识蒸馏\n"
                            "topics = kd\n"
                            "\n"
                            "[source 机器之心]\n"
                            "title = 机器之心\n"
                            "url = http://127.0.0.1:4000/feeds/MP.atom\n"
                            "user = me\n"
                            "password-file = secrets/pw\n"
                            "header = Accept-Language: zh-CN\n"
                            "header = X-Key: a; b\n"
                            "proxy = none\n"
                            "allow-private = yes\n"
                            "\n"
                            "[topic nlp]\n"
                            "[topic 知识蒸馏]\n"
                            "terms = knowledge distillation, 知识蒸馏,\n"
                            "        distill*^0.6 # and more\n"
                            "terms += =KD^0.8\n"
                            "under = nlp\n"
                            "scope = BERT\n"
                            "exclude = whisky\n"
                            "threshold = .25\n"
                            "sources = arxiv-*， 机器之心\n"
                            "[topic kd]\n"
                            "title = KD\n"
                            "under = nlp\n"
                            "terms = kd\n";

struct fixture {
    struct arena arena;
    struct conf conf;
    struct buf problems;
};

static void read_all(struct fixture *f, struct conf_text *files, conf_list *list)
{
    *f = (struct fixture){.problems = BUF_INIT(1 << 20)};
    arena_init(&f->arena);
    read_texts(files, list, &f->arena, &f->conf, &f->problems);
}

static void release(struct fixture *f)
{
    buf_release(&f->problems);
    arena_release(&f->arena);
}

static void test_weir_section(void **state)
{
    (void)state;
    struct fixture f;
    read_all(&f, (struct conf_text[]){{"etc/feeds.conf", whole}, {0}}, NULL);
    check_string("no problems", f.problems.data, "");
    check_string("file", f.conf.file, "etc/feeds.conf");
    check_string("title", f.conf.title, "What is new");
    check_string("state", f.conf.state, "etc/state");
    check_string("publish", f.conf.publish, "/srv/www/weir");
    check_string("listen", f.conf.listen, "127.0.0.1:8470");
    check_string("hub", f.conf.hub, "https://hub.example.org/?x=1");
    check_string("base-url", f.conf.base_url, "https://feeds.example.org/nlp/");
    check_string("contact", f.conf.contact, "mailto:me@example.org");
    check_string("timezone", f.conf.timezone, "Europe/Berlin");
    check_number("daily", f.conf.daily_min, 6 * 60 + 30);
    check_number("weekly", f.conf.weekly_day, 7);
    check_number("weekly", f.conf.weekly_min, 18 * 60 + 5);
    check_number("keep", f.conf.keep_s, 14 * 86400);
    check_number("pauses", f.conf.n_pauses, 2);
    check_string("its host", f.conf.pauses[0].host, "rsshub.example.org");
    check_number("how long", f.conf.pauses[0].pause_s, 5);
    check_string("the other", f.conf.pauses[1].host, "other.example");
    check_number("none", f.conf.pauses[1].pause_s, 0);
    check_string("proxy", f.conf.proxy, "socks5h://127.0.0.1:1080");
    release(&f);
}

static void test_sources(void **state)
{
    (void)state;
    struct fixture f;
    read_all(&f, (struct conf_text[]){{"etc/feeds.conf", whole}, {0}}, NULL);
    check_number("sources", f.conf.n_sources, 2);
    const struct source *arxiv = conf_source(&f.conf, "arxiv-cs.CL"),
                        *wechat = conf_source(&f.conf, "机器之心");
    check_number("addresses", arxiv->n_urls, 3);
    check_string("url first, fragment kept", arxiv->urls[0], "https://rss.example.org/atom/cs.CL#x");
    check_string("mirrors in order", arxiv->urls[1], "http://localhost:1/a.atom");
    check_string("mirrors in order", arxiv->urls[2], "https://b.example/feed");
    check_number("every", arxiv->every_s, 6 * 3600);
    check_number("announce", arxiv->arxiv_announce, ANNOUNCE_NEW | ANNOUNCE_REPLACE_CROSS);
    check_number("topics", arxiv->n_topics, 3);
    check_string("topics", arxiv->topics[2], "kd");
    check_string("no title", arxiv->title, "");
    check_string("the proxy of all", arxiv->proxy, "socks5h://127.0.0.1:1080");
    check_string("none", wechat->proxy, "");
    check_string("user", wechat->user, "me");
    check_string("beside the file", wechat->password_file, "etc/secrets/pw");
    check_number("headers", wechat->n_headers, 2);
    check_string("header", wechat->headers[1], "X-Key: a; b");
    check_number("allow-private", wechat->allow_private, 1);
    check_number("none of that name", conf_source(&f.conf, "x") == NULL, 1);
    release(&f);
}

static void test_topics(void **state)
{
    (void)state;
    struct fixture f;
    read_all(&f, (struct conf_text[]){{"etc/feeds.conf", whole}, {0}}, NULL);
    check_number("topics", f.conf.n_topics, 3);
    const struct topic *topic = conf_topic(&f.conf, "知识蒸馏");
    check_number("terms, with those added", topic->terms.n, 4);
    check_string("first", topic->terms.terms[0].text, "knowledge distillation");
    check_string("last", topic->terms.terms[3].text, "=KD");
    check_number("scope", topic->scope.n, 1);
    check_number("exclude", topic->exclude.n, 1);
    check_number("threshold", (long long)(topic->threshold * 100), 25);
    check_string("under", topic->under, "nlp");
    check_number("sources", topic->n_sources, 2);
    check_string("pattern", topic->sources[0], "arxiv-*");
    check_string("after an ideographic comma", topic->sources[1], "机器之心");
    check_string("the name is the title", topic->title, "知识蒸馏");
    check_string("title", conf_topic(&f.conf, "kd")->title, "KD");
    check_number("none of that name", conf_topic(&f.conf, "x") == NULL, 1);
    release(&f);
}

static void test_presets(void **state)
{
    (void)state;
    struct fixture f;
    read_all(
        &f,
        (struct conf_text[]){{"feeds.conf", "[source a]\nurl=http://a.example\n[topic t]\nterms=x\n"}, {0}},
        NULL);
    check_string("no problems", f.problems.data, "");
    check_string("title", f.conf.title, "weir");
    check_string("state from its place", f.conf.state, "/var/lib/weir");
    check_string("the machine's zone", f.conf.timezone, "Asia/Shanghai");
    check_string("served nowhere", f.conf.listen, "");
    check_string("published under state", f.conf.publish, "");
    check_number("daily", f.conf.daily_min, 7 * 60);
    check_number("weekly", f.conf.weekly_day * 10000 + f.conf.weekly_min, 10420);
    check_number("keep", f.conf.keep_s, 400 * 86400);
    check_number("images", f.conf.images, 0);
    check_number("every", f.conf.sources[0].every_s, 3600);
    check_number("announce", f.conf.sources[0].arxiv_announce, ANNOUNCE_NEW | ANNOUNCE_CROSS);
    check_number("private", f.conf.sources[0].allow_private, 0);
    check_string("proxy", f.conf.sources[0].proxy, "");
    check_number("threshold", (long long)(f.conf.topics[0].threshold * 10), 5);
    release(&f);
}

static int list_two(const char *pattern, struct arena *arena, const char ***names, size_t *n,
                    struct error *err)
{
    static const char *two[] = {"etc/sources.d/a.conf", "etc/sources.d/b.conf"};
    (void)arena;
    if (strcmp(pattern, "/*.conf") == 0)
        return error_set(err, STATUS_NO_INPUT, "/*.conf: Permission denied");
    *names = two;
    *n = strcmp(pattern, "etc/sources.d/*.conf") == 0 ? 2 : 0;
    return 0;
}

static void test_includes(void **state)
{
    (void)state;
    struct conf_text files[] = {
        {"etc/feeds.conf",
         "[weir]\ninclude = sources.d/*.conf\ninclude = none.d/*.conf\n[topic t]\nterms = x\n"},
        {"etc/sources.d/a.conf",
         "[source a]\nurl = http://a.example/\ntopics = u\n[weir]\ninclude = deep/c.conf\n"},
        {"etc/sources.d/b.conf", "[source b]\nurl = http://b.example/\nuser = me\npassword-file = pw\n"},
        {"etc/sources.d/deep/c.conf", "[topic u]\nterms = y\n[weir]\ntitle = T\n"},
        {0},
    };
    struct fixture f;
    read_all(&f, files, list_two);
    check_string("no problems", f.problems.data, "");
    check_number("sources", f.conf.n_sources, 2);
    check_number("topics", f.conf.n_topics, 2);
    check_string("each file's own folder", f.conf.sources[1].password_file, "etc/sources.d/pw");
    check_string("[weir] from any file", f.conf.title, "T");
    release(&f);
}

static void test_problems_of_several_files(void **state)
{
    (void)state;
    struct conf_text files[] = {
        {"feeds.conf", "[weir]\ninclude = a.conf\ninclude = gone.conf\ninclude = a.conf\ninclude = /*.conf\n"
                       "title = x\n[source s]\nurl = http://s.example/\nurl = y\n"},
        {"a.conf",
         "x = y\n[weir]\ninclude = feeds.conf\ntitle = y\n[source s]\nurl = http://s.example/\n[topic s]\n"},
        {0},
    };
    struct fixture f;
    read_all(&f, files, list_two);
    check_string(
        "each file in turn", f.problems.data,
        "feeds.conf:3: gone.conf: No such file or directory\n"
        "feeds.conf:4: include: a.conf is read already\n"
        "feeds.conf:5: include: /*.conf: Permission denied\n"
        "feeds.conf:9: \"url\" stands already in line 8\n"
        "a.conf:1: \"x\" stands before any [section]\n"
        "a.conf:3: include: feeds.conf is read already\n"
        "a.conf:4: \"title\" stands already in line 6 of feeds.conf\n"
        "a.conf:5: [source s] stands already in line 7 of feeds.conf; a name has one section\n"
        "a.conf:7: [topic s] has no \"terms\", and neither a topic under it nor a source that gives it\n");
    release(&f);
}

static void test_the_file_itself(void **state)
{
    (void)state;
    struct arena arena;
    struct conf conf;
    struct conf_text none[] = {{0}};
    struct problem_list problems;
    arena_init(&arena);
    check_number(
        "wrong",
        conf_read("x.conf", &(struct conf_places){.state = ""}, open_text, none, &arena, &conf, &problems),
        -1);
    check_number("problems", problems.n, 2);
    check_string("not there", problems.problems[0].text, "No such file or directory");
    check_number("as a whole", problems.problems[0].line, 0);
    check_string("nowhere to keep it", problems.problems[1].text,
                 "no place to keep the state: set \"state\" in [weir]");
    arena_release(&arena);
}

static void test_limits(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1 << 20);
    struct fixture f;
    for (int i = 0; i < CONF_LIMIT_PROBLEMS + 17; i++)
        buf_addf(&text, "[s%d]\n", i);
    read_all(&f, (struct conf_text[]){{"feeds.conf", text.data}, {0}}, NULL);
    check_number("the first ones, and how many more",
                 strstr(f.problems.data, "feeds.conf:0: and 17 problems more") != NULL, 1);
    release(&f);
    buf_clear(&text);
    buf_adds(&text, "[weir]\n");
    for (int i = 0; i <= CONF_LIMIT_INCLUDES; i++)
        buf_addf(&text, "include = %d.conf\n", i);
    read_all(&f, (struct conf_text[]){{"feeds.conf", text.data}, {0}}, NULL);
    check_number("includes", strstr(f.problems.data, "include: more than 1000 files") != NULL, 1);
    release(&f);
    buf_release(&text);
}

/* Ten thousand sources, a hundred topics, deep nesting: a second at most, even under the sanitizers. */
static void test_many_sections(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(8 << 20);
    struct fixture f;
    for (int i = 0; i < 10000; i++)
        buf_addf(&text, "[source s%d]\nurl = http://s%d.example/\n[topic t%d]\nterms = x\n", i, i, i);
    for (int i = 0; i < 10000; i++)
        buf_addf(&text, "[topic u%d]\nterms = x\nunder = u%d\nsources = s%d\n", i, (i + 1) % 10001, i);
    buf_adds(&text, "[topic u10000]\nterms = x\n");
    read_all(&f, (struct conf_text[]){{"feeds.conf", text.data}, {0}}, NULL);
    check_string("no problems", f.problems.data, "");
    check_number("topics", f.conf.n_topics, 20001);
    release(&f);
    buf_release(&text);
}

static void test_listen_may_be_a_socket(void **state)
{
    (void)state;
    static const char *const forms[] = {"/run/weir/weir.sock", "unix:/run/weir/weir.sock", ":8470",
                                        "[::1]:8470"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[128];
        snprintf(text, sizeof text, "[weir]\nbase-url = https://f.example/\nlisten = %s\n", forms[i]);
        struct fixture f;
        read_all(&f, (struct conf_text[]){{"feeds.conf", text}, {0}}, NULL);
        check_string(forms[i], f.conf.listen, forms[i]);
        release(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weir_section),    cmocka_unit_test(test_sources),
        cmocka_unit_test(test_topics),          cmocka_unit_test(test_presets),
        cmocka_unit_test(test_includes),        cmocka_unit_test(test_problems_of_several_files),
        cmocka_unit_test(test_the_file_itself), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_sections),   cmocka_unit_test(test_listen_may_be_a_socket),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
