/* Topics that lists say, and what the user wrote of the same names. */
#include "conf_texts.h"

/* What the lists of a test derive; the texts of its files come behind it, as conf_texts.h wants them. */
struct lists_case {
    struct conf_text files[2];
    const char *derived;
    struct problem problem; /* text NULL: none */
};

static int open_case(const char *path, struct buf *text, struct error *err, void *arg)
{
    return open_text(path, text, err, ((struct lists_case *)arg)->files);
}

static void derive(const struct conf *conf, struct arena *arena, struct conf_derived *out, void *arg)
{
    struct lists_case *c = arg;
    (void)arena;
    assert_string_equal(conf->state, "/var/lib/weir");
    *out = (struct conf_derived){.name = "/var/lib/weir/lists/topics.conf",
                                 .text = c->derived,
                                 .n = strlen(c->derived),
                                 .problems = {&c->problem, c->problem.text != NULL}};
}

static int read_case(struct lists_case *c, struct arena *arena, struct conf *conf, struct problem_list *found)
{
    const struct conf_places places = {.state = "/var/lib/weir", .system_tz = "UTC", .derive = derive};
    return conf_read("feeds.conf", &places, open_case, c, arena, conf, found);
}

static const char derived[] = "# from the lists\n"
                              "[topic mt]\ntitle = Machine Translation\n# 3 entries\n"
                              "terms = machine translation^0.9, 机器翻译^0.9\n"
                              "[topic kd]\ntitle = Knowledge Distillation\nunder = mt\n"
                              "terms = knowledge distillation^0.9\n"
                              "[topic qa]\ntitle = QA\nterms = question answering^0.9\n";

/* "name|title|under|threshold|terms", topics parted by spaces. */
static void write_topics(const struct conf *conf, struct buf *out)
{
    for (size_t i = 0; i < conf->n_topics; i++) {
        const struct topic *topic = &conf->topics[i];
        buf_addf(out, "%s%s|%s|%s|%.1f|", i > 0 ? " ; " : "", topic->name, topic->title, topic->under,
                 topic->threshold);
        for (size_t k = 0; k < topic->terms.n; k++)
            buf_addf(out, "%s%s", k > 0 ? "," : "", topic->terms.terms[k].text);
    }
}

static void test_written_topics_override_the_lists_key_by_key(void **state)
{
    (void)state;
    static const struct {
        const char *what, *written, *topics;
    } cases[] = {
        {"nothing is written", "",
         "mt|Machine Translation||0.5|machine translation,机器翻译 ; "
         "kd|Knowledge Distillation|mt|0.5|knowledge distillation ; qa|QA||0.5|question answering"},
        {"terms are added to", "[topic kd]\nterms += 知识蒸馏\n",
         "mt|Machine Translation||0.5|machine translation,机器翻译 ; "
         "kd|Knowledge Distillation|mt|0.5|知识蒸馏,knowledge distillation ; qa|QA||0.5|question answering"},
        {"terms are replaced, and added to", "[topic kd]\nterms = distil*\nterms += 知识蒸馏\n",
         "mt|Machine Translation||0.5|machine translation,机器翻译 ; "
         "kd|Knowledge Distillation|mt|0.5|distil*,知识蒸馏 ; qa|QA||0.5|question answering"},
        {"every other key", "[topic mt]\ntitle = MT\nthreshold = 0.7\n[topic own]\nterms = own\nunder = kd\n",
         "own|own|kd|0.5|own ; mt|MT||0.7|machine translation,机器翻译 ; "
         "kd|Knowledge Distillation|mt|0.5|knowledge distillation ; qa|QA||0.5|question answering"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct conf conf;
        struct problem_list found;
        struct buf topics = BUF_INIT(1 << 16);
        arena_init(&arena);
        struct lists_case c = {.derived = derived};
        c.files[0] = (struct conf_text){
            "feeds.conf", arena_printf(&arena, "[weir]\nlist = reading-list.md\n%s", cases[i].written)};
        check_number(cases[i].what, read_case(&c, &arena, &conf, &found), 0);
        check_number(cases[i].what, found.n, 0);
        write_topics(&conf, &topics);
        check_string(cases[i].what, topics.data, cases[i].topics);
        buf_release(&topics);
        arena_release(&arena);
    }
}

/* A list loses a topic that the configuration names: weir goes on, and `check` tells. */
static void test_a_list_that_changed_breaks_no_configuration(void **state)
{
    (void)state;
    struct arena arena;
    struct conf conf;
    struct problem_list found;
    struct lists_case c = {
        .files = {{"feeds.conf", "[weir]\nlist = reading-list.md\n"
                                 "[source s]\nurl = https://a.example/f\ntopics = gone\n"
                                 "[topic own]\nterms = x\nunder = lost\n"
                                 "[topic only-a-title]\ntitle = T\n"}},
        .derived = derived,
        .problem = {.file = "feeds.conf", .line = 2, .text = "list: a fault", .is_warning = true}};
    static const struct {
        int line;
        const char *says;
    } wanted[] = {{2, "list: a fault"},
                  {5, "no topic is called \"gone\""},
                  {8, "no topic is called \"lost\""},
                  {9, "[topic only-a-title] has no \"terms\""}};
    arena_init(&arena);
    check_number("it can be used", read_case(&c, &arena, &conf, &found), 0);
    check_number("warnings", found.n, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < found.n; i++) {
        check_number(found.problems[i].text, found.problems[i].line, wanted[i].line);
        assert_true(found.problems[i].is_warning);
        if (strstr(found.problems[i].text, wanted[i].says) == NULL)
            check_string("the text", found.problems[i].text, wanted[i].says);
    }
    arena_release(&arena);
}

static void test_places_of_lists(void **state)
{
    (void)state;
    static const struct {
        const char *value, *place, *says;
    } cases[] = {
        {"reading-list.md", "/etc/weir/reading-list.md", NULL},
        {"/srv/阅读.md", "/srv/阅读.md", NULL},
        {"https://github.com/a/b", "https://github.com/a/b", NULL},
        {"ftp://example.org/list.md", NULL, "no http or https address"},
        {"https://me:pw@example.org/list.md", NULL, "a password would be published"},
        {"~/list.md", NULL, "\"~\" is the shell's"},
        {"a.md\nlist = a.md", NULL, "a.md is read already"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct conf conf;
        struct buf problems = BUF_INIT(1 << 16);
        arena_init(&arena);
        struct conf_text files[] = {
            {"/etc/weir/feeds.conf", arena_printf(&arena, "[weir]\nlist = %s\n", cases[i].value)}, {0}};
        read_texts(files, NULL, &arena, &conf, &problems);
        if (cases[i].place != NULL)
            check_string(cases[i].value, conf.lists[0].place, cases[i].place);
        else if (strstr(problems.data, cases[i].says) == NULL)
            check_string(cases[i].value, problems.data, cases[i].says);
        buf_release(&problems);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_topics_override_the_lists_key_by_key),
        cmocka_unit_test(test_a_list_that_changed_breaks_no_configuration),
        cmocka_unit_test(test_places_of_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
