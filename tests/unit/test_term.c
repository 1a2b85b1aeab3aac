/* The language of terms: what it means, and how it says no. */
#include "test.h"
#include "weir/text/buf.h"
#include "weir/topic/topic.h"

/* A term list written out again from what was understood: field:phrase(marks)+…^boost. */
static void describe(const struct term_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct term *term = &list->terms[i];
        buf_addf(out, "%s%s|", i > 0 ? " ; " : "", term_field_names[term->field]);
        for (size_t k = 0; k < term->n_phrases; k++) {
            const struct phrase *phrase = &term->phrases[k];
            buf_addf(out, "%s%s%s%s%s", k > 0 ? "+" : "", phrase->exact_case ? "=" : "",
                     phrase->is_expression ? "~" : "", phrase->text, phrase->prefix ? "*" : "");
        }
        if (!term->sure)
            buf_addf(out, "^%.3g", term->boost);
    }
}

static void reads_terms(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"knowledge distillation", "|knowledge distillation"},
        {"  knowledge distillation ,知识蒸馏 ", "|knowledge distillation ; |知识蒸馏"},
        {"知识蒸馏，模型压缩", "|知识蒸馏 ; |模型压缩"},
        {"distill*^0.6", "|distill*^0.6"},
        {"distill* ^ .6", "|distill*^0.6"},
        {"压缩*^1", "|压缩*^1"},
        {"=KD^0.8", "|=KD^0.8"},
        {"= KD", "|=KD"},
        {"teacher + student^0.5", "|teacher+student^0.5"},
        {"教师 + =KD + distill*", "|教师+=KD+distill*"},
        {"teacher+student", "|teacher+student"},
        {"C++", "|C++"},
        {"C++ + Rust^0.3", "|C+++Rust^0.3"},
        {"title: compress*^0.4", "title|compress*^0.4"},
        {"title:压缩", "title|压缩"},
        {"author: 李航, category: cs.CL, source: 机器之心, text: teacher",
         "author|李航 ; category|cs.CL ; source|机器之心 ; text|teacher"},
        {"std::move", "|std::move"},
        {"https://example.org/a", "|https://example.org/a"},
        {"word2vec: a story", "|word2vec: a story"},
        {"and/or, read/write head", "|and/or ; |read/write head"},
        {"/\\bBERT-of-\\w+/^0.7", "|~\\bBERT-of-\\w+^0.7"},
        {"/a{1,3}, b/", "|~a{1,3}, b"},
        {"/a\\/b/, c", "|~a\\/b ; |c"},
        {"/x + y/ + z", "|~x + y+z"},
        {"title: /^\\[\\w+\\]/^0.2", "title|~^\\[\\w+\\]^0.2"},
        {"/(?i)哪吒|nezha/", "|~(?i)哪吒|nezha"},
        {"a,\n  b", "|a ; |b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct term_list list;
        struct error err = {0};
        struct buf got = BUF_INIT(10000);
        if (term_list_parse(cases[i].text, &arena, &list, &err) < 0)
            buf_addf(&got, "error: %s", err.text);
        else
            describe(&list, &got);
        check_string(cases[i].text, got.data, cases[i].want);
        buf_release(&got);
        arena_release(&arena);
    }
}

static void keeps_terms_as_written(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct term_list list;
    assert_int_equal(term_list_parse("title: =KD ^0.5, distill* , /a b/", &arena, &list, NULL), 0);
    check_string("field and mark", list.terms[0].text, "title: =KD");
    check_string("prefix", list.terms[1].text, "distill*");
    check_string("expression", list.terms[2].text, "/a b/");
    arena_release(&arena);
}

static void refuses_what_has_no_meaning(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", "there is an empty term: two commas, or one at an end"},
        {"a,,b", "there is an empty term: two commas, or one at an end"},
        {"知识蒸馏，", "there is an empty term: two commas, or one at an end"},
        {"kd^1.5", "term \"kd^1.5\": the boost must be above 0 and at most 1"},
        {"压缩^0", "term \"压缩^0\": the boost must be above 0 and at most 1"},
        {"kd^high", "term \"kd^high\": \"high\" is no boost; one is written ^0.6"},
        {"kd^--1", "term \"kd^--1\": \"--1\" is no boost; one is written ^0.6"},
        {"kd^", "term \"kd^\": \"\" is no boost; one is written ^0.6"},
        {"^0.5", "term \"\" has no phrase"},
        {"titel: compress*", "unknown field \"titel:\"; did you mean \"title:\"?; there are title, text, "
                             "author, category, source"},
        {"body: x", "unknown field \"body:\"; there are title, text, author, category, source"},
        {"title:", "term \"title:\" has no phrase"},
        {"teacher + + student", "term \"teacher + + student\": nothing stands on one side of the +"},
        {"=", "\"=\" has no word in it"},
        {"*", "\"*\" has no word in it"},
        {"…", "\"…\" has no word in it"},
        {"a*", "\"a*\" would match nearly everything; write two letters or more"},
        {"kd^-9.5", "term \"kd^-9.5\": the boost against a topic must be below 0 and at least -9"},
        {"kd^-0", "term \"kd^-0\": the boost against a topic must be below 0 and at least -9"},
        {"*ation", "\"*ation\": a * stands at the end of a word, as in distill*"},
        {"neural* network", "\"neural* network\": a * stands at the end of a word, as in distill*"},
        {"/abc", "the expression /abc is not closed: a / is missing at its end"},
        {"//", "the expression // is empty and would match everything"},
        {"/abc/i", "\"i\" stands after the expression /abc/; options are written in front, as in /(?i)x/"},
        {"/知识(蒸馏/", "the expression /知识(蒸馏/ is wrong at character 5: missing closing parenthesis"},
        {"a + b + c + d + e + f + g + h + i",
         "term \"a + b + c + d + e + f + g + h + i\" joins more than 8 phrases"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct term_list list;
        struct error err = {0};
        int rc = term_list_parse(cases[i].text, &arena, &list, &err);
        check_number(cases[i].text, rc, -1);
        check_string(cases[i].text, err.text, cases[i].want);
        check_number(cases[i].text, err.status, STATUS_CONFIG);
        arena_release(&arena);
    }
}

static void refuses_a_term_that_is_too_long(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct term_list list;
    struct buf text = BUF_INIT(10000);
    while (text.n <= TERM_LIMIT_BYTES)
        buf_adds(&text, "很长");
    assert_int_equal(term_list_parse(text.data, &arena, &list, NULL), -1);
    buf_truncate(&text, TERM_LIMIT_BYTES - TERM_LIMIT_BYTES % 3);
    assert_int_equal(term_list_parse(text.data, &arena, &list, NULL), 0);
    buf_release(&text);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_terms),
        cmocka_unit_test(keeps_terms_as_written),
        cmocka_unit_test(refuses_what_has_no_meaning),
        cmocka_unit_test(refuses_a_term_that_is_too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
