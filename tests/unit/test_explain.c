/* What a story is made of, asked for by whatever name a reader has. */
#include "store_fixture.h"
#include "weir/store/explain.h"
#include "weir/story/identity.h"

static const char words[] =
    "<p>We measure how well small students follow their large teachers when only a tenth of the data is "
    "left, "
    "and find that the choice of examples matters far more than their number, whatever loss is used, in four "
    "languages and on nine tasks of reading, translation and dialogue, where earlier work saw none of it. "
    "All "
    "models, the data and the scripts that chose it are open, with a table of every run that failed.</p>";

static struct story_explained explain(struct fixture *f, const char *name)
{
    struct story_explained story;
    struct error err = {0};

    check_done(store_explain(f->store, name, &f->arena, &story, &err), &err);
    return story;
}

static void put_paper(struct fixture *f)
{
    struct item paper =
        item_of("oai:arXiv.org:2511.00001v2", "https://arxiv.org/abs/2511.00001", "Small students", TODAY);

    paper.arxiv.id = "2511.00001";
    paper.arxiv.version = 2;
    paper.arxiv.announce_type = "cross";
    PUT(f, "hf", TODAY, item_of("hf-1", "https://huggingface.co/papers/2511.00001", "Small students", TODAY));
    PUT(f, "arxiv-cs.CL", TODAY + 60, paper);
}

static void test_a_story_by_any_name(void **state)
{
    static const char *const names[] = {
        "tag:weir,2026:arxiv:2511.00001",
        "arxiv:2511.00001",
        "arXiv:2511.00001v3",
        "oai:arXiv.org:2511.00001v2",
        "2511.00001",
        "arXiv:2511.00001",
        "2511.00001v7",
        "hf-1",
        "https://arxiv.org/pdf/2511.00001v2.pdf",
        "http://www.alphaxiv.org/abs/2511.00001",
    };
    struct fixture *f = *state;

    put_paper(f);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        check_string(names[i], explain(f, names[i]).item.key, "arxiv:2511.00001");
    PUT(f, "notes", TODAY, item_of("第 1 号", "", "A note without an address", TODAY));
    check_string("an entry id that had to be encoded",
                 explain(f, identity_uid(&f->arena, "guid:notes/第 1 号")).item.title,
                 "A note without an address");
}

static void test_what_is_not_there(void **state)
{
    static const char *const names[] = {"", "nothing", "https://example.org/", "tag:weir,2026:"};
    struct fixture *f = *state;

    put_paper(f);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct story_explained story;
        struct error err = {0};
        check_number(names[i], (size_t)(store_explain(f->store, names[i], &f->arena, &story, &err) == -1), 1);
        check_number(names[i], err.status, STATUS_NO_INPUT);
    }
}

static void test_parts_say_what_makes_them_one(void **state)
{
    struct fixture *f = *state;
    struct story_explained story;
    struct item original = item_of("1", "https://a.example/1", "Small students of large teachers", TODAY);
    struct item repost = item_of("7", "https://b.example/7", "转载：学生与老师", TODAY);

    put_paper(f);
    story = explain(f, "arxiv:2511.00001");
    check_number("parts", story.n_parts, 2);
    check_string("the paper's own page first", story.parts[0].item.source, "arxiv-cs.CL");
    check_number("its version", (size_t)story.parts[0].item.arxiv.version, 2);
    check_string("how it was announced", story.parts[0].item.arxiv.announce_type, "cross");
    check_string("one by", store_same_by(story.parts[1].evidence.kind), "work");
    check_number("first seen", (size_t)(story.parts[1].item.first_seen_at - TODAY), 0);

    original.content_html = words;
    repost.content_html = arena_printf(&f->arena, "%s<p>关注我们</p>", words);
    PUT(f, "a", TODAY, original);
    PUT(f, "b", TODAY + 60, repost);
    PUT(f, "c", TODAY + 90, item_of("9", "http://a.example/1?utm_source=c", "Seen at a", TODAY));
    story = explain(f, "https://b.example/7");
    check_number("parts", story.n_parts, 3);
    check_string("the original shows it", story.item.source, "a");
    for (size_t i = 0; i < story.n_parts; i++)
        check_string(story.parts[i].item.source, store_same_by(story.parts[i].evidence.kind),
                     strcmp(story.parts[i].item.source, "b") == 0 ? "text" : "page");
    assert_true(explain(f, "7").parts[0].evidence.similarity >= 0);
    check_number("found by the repost's address, too", story.n_keys, 1);
    check_string("that is", story.keys[0], "https://b.example/7");
}

int main(void)
{
#define IN_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
    const struct CMUnitTest tests[] = {
        IN_STORE(test_a_story_by_any_name),
        IN_STORE(test_what_is_not_there),
        IN_STORE(test_parts_say_what_makes_them_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
