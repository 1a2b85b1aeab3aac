/* Terms against items, as tables: what matches, what does not, and what it counts. */
#include "test.h"
#include "weir/text/buf.h"
#include "weir/topic/matcher.h"

static struct topic topic_of(struct arena *arena, const char *name, const char *terms, const char *scope,
                             const char *exclude)
{
    struct topic topic = {
        .name = name, .title = name, .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
    struct error err = {0};
    if (term_list_parse(terms, arena, &topic.terms, &err) < 0)
        fail_msg("%s: %s", terms, err.text);
    if (*scope)
        assert_int_equal(term_list_parse(scope, arena, &topic.scope, &err), 0);
    if (*exclude)
        assert_int_equal(term_list_parse(exclude, arena, &topic.exclude, &err), 0);
    return topic;
}

static struct item item_of(const char *title, const char *html)
{
    return (struct item){.id = "1", .url = "", .title = title, .summary_html = "", .content_html = html};
}

/* The hits as a line: "topic 0.50 (term@field 0.50, …)". */
static void describe(const struct item *item, bool with_terms, struct buf *out)
{
    for (size_t i = 0; i < item->n_hits; i++) {
        const struct hit *hit = &item->hits[i];
        buf_addf(out, "%s%s %.2f", i > 0 ? "; " : "", hit->topic, hit->score);
        for (size_t k = 0; with_terms && k < hit->n_terms; k++)
            buf_addf(out, " %s@%s=%.2f", hit->terms[k].term, hit->terms[k].field, hit->terms[k].boost);
    }
}

static bool matches(const char *terms, const char *title, const char *html)
{
    struct arena arena;
    arena_init(&arena);
    struct topic topic = topic_of(&arena, "t", terms, "", "");
    struct matcher *matcher;
    struct error err = {0};
    assert_int_equal(matcher_new(&topic, 1, &matcher, &err), 0);
    struct item item = item_of(title, html);
    matcher_match(matcher, &item, "source", "", NULL, 0, &arena);
    bool found = item.n_hits == 1;
    matcher_free(matcher);
    arena_release(&arena);
    return found;
}

/* Does a title have the term? */
struct title_case {
    const char *term, *title;
    bool want;
};

static void check_titles(const struct title_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char what[200];
        snprintf(what, sizeof what, "%s in %s", cases[i].term, cases[i].title);
        check_number(what, matches(cases[i].term, cases[i].title, ""), cases[i].want);
    }
}

static void finds_phrases(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"knowledge distillation", "A Survey of Knowledge Distillation", true},
        {"Knowledge Distillation", "KNOWLEDGE DISTILLATION", true},
        {"knowledge distillation", "knowledge-distillation for all", true},
        {"knowledge-distillation", "knowledge distillation", true},
        {"knowledge distillation", "knowledge\n  distillation", true},
        {"knowledge distillation", "knowledge/distillation", true},
        {"knowledge distillation", "\"Knowledge\" (distillation)", true},
        {"knowledge distillation", "distillation of knowledge", false},
        {"knowledge distillation", "We need knowledge. Distillation is slow", false},
        {"language model", "Large Language Models", true},
        {"language models", "a language model", true},
        {"neural networks compression", "neural network compression", true},
        {"language model", "language modelling", false},
        {"art", "state of the Arts", true},
        {"art", "smart particles start", false},
        {"news", "what is new", false},
        {"news", "news recommendation", true},
        {"pre-training", "pretraining and pre training and pre-training", true},
        {"pre-training", "Pretraining", true},
        {"pretraining", "pre-training", true},
        {"pretraining objective", "Pre training objectives", true},
        {"pre training", "pretraining", true},
        {"GPT4", "GPT-4 and GPT 4", true},
        {"GPT4", "GPT-40", false},
        {"A100", "for a 100 times", false},
        {"=GPT4", "GPT-4", true},
        {"=GPT4", "gpt-4", false},
        {"naive Bayes", "Naïve Bayes revisited", true},
        {"Erdős–Rényi", "Erdos-Renyi graphs", true},
        {"café", "a cafe", true},
        {"Istanbul", "İSTANBUL", true},
        {"β-VAE", "the $\\beta$-VAE", true},
        {"beta-VAE", "the β-VAE", true},
        {"ε-greedy", "$\\varepsilon$-greedy", true},
        {".NET", "Net income", false},
        {".NET", "Moving to .NET 9", true},
        {"C", "Modern C++17", false},
        {"C++", "Modern C++17", true},
        {"GPT-2", "GPT2 rises", true},
        {"GPT-2", "GPT-2: rises", true},
        {"GPT-2", "GPT-20", false},
        {"optimisation", "an optimization", true},
        {"optimization", "an optimisation", true},
        {"neighbor search", "neighbour search", true},
        {"adversarial defence", "adversarial defenses", true},
        {"tokenize", "we tokenise", true},
        {"behavior cloning", "Behaviour-cloning for robots", true},
        {"language modelling", "ｌａｎｇｕａｇｅ　ｍｏｄｅｌｉｎｇ", true},
        {"summarisers", "A Summarizer of News", true},
        {"bert", "ＢＥＲＴ", true},
        {"ＢＥＲＴ", "bert", true},
        {"beta-VAE", "On the $\\beta$-VAE", true},
        {"k-nearest neighbor", "$k$-nearest neighbors", true},
        {"C++", "Modern C++ for all", true},
        {"C++", "vitamin C", false},
        {"distill*", "Distilling and distilled", true},
        {"distill*", "undistilled", false},
        {"physics*", "the physics of it", true},
        {"physics*", "a physician", false},
        {"neural distill*", "neural distilling", true},
        {"=KD", "Rethinking KD", true},
        {"=KD", "kd-trees", false},
        {"=KD", "many KDs", true},
        {"=KD", "rethinking ＫＤ", true},
        {"=ART", "state of the art", false},
        {"=TinyBERT", "TinyBERT", true},
        {"=TinyBERT", "TINYBERT", false},
        {"/\\bBERT-of-\\w+/", "BERT-of-Theseus", true},
        {"/\\bBERT-of-\\w+/", "bert-of-theseus", false},
        {"/(?i)bert-OF/", "bert-of-theseus", true},
        {"title: compress*", "Compressing", true},
        {"text: compress*", "Compressing", false},
        {"teacher + student", "student and teacher", true},
        {"teacher + student", "the teacher", false},
        {"teacher + /stud\\w+s/", "teacher of students", true},
    };
    check_titles(cases, sizeof cases / sizeof *cases);
}

static void finds_chinese_phrases(void **state)
{
    (void)state;
    static const struct title_case cases[] = {
        {"知识蒸馏", "基于知识蒸馏的模型压缩", true},
        {"知识蒸馏", "知识 蒸馏", true},
        {"知识蒸馏", "知识\n蒸馏", true},
        {"知识蒸馏", "“知识”蒸馏", true},
        {"知识蒸馏", "知識蒸餾與模型壓縮", true},
        {"機器翻譯", "神经机器翻译综述", true},
        {"預訓練*", "预训练模型", true},
        {"=BERT壓縮", "BERT压缩", true},
        {"知识蒸馏", "知识，蒸馏", false},
        {"知识蒸馏", "知识、蒸馏", false},
        {"知识蒸馏", "蒸馏知识", false},
        {"知识 蒸馏", "知识蒸馏", true},
        {"BERT压缩", "BERT压缩", true},
        {"BERT压缩", "bert 压缩综述", true},
        {"BERT 压缩", "华为BERT压缩", true},
        {"BERT压缩", "ALBERT压缩", false},
        {"BERT压缩", "BERTs压缩", true},
        {"压缩BERT", "如何压缩BERT？", true},
        {"压缩BERT", "压缩BERTology", false},
        {"bert", "基于BERT的摘要", true},
        {"bert", "基于ALBERT的摘要", false},
        {"=BERT", "用BERT做分类", true},
        {"=BERT", "用bert做分类", false},
        {"哪吒", "“哪吒”出世！", true},
        {"摘要", "自动摘要技术", true},
        {"压缩*", "压缩算法", true},
        {"预训练 + 压缩", "压缩预训练模型", true},
        {"预训练 + 压缩", "预训练模型", false},
        {"title: 摘要", "文本摘要", true},
        {"text: 摘要", "文本摘要", false},
        {"GPT-2", "中文GPT2模型", true},
        {"GPT-2", "中文GPT-2模型", true},
        {"t5", "谷歌Ｔ５模型", true},
        {"/蒸馏|剪枝/", "模型剪枝", true},
        {"/\\b蒸馏\\b/", "知识蒸馏法", false},
        {"自注意力", "读懂「自注意力」", true},
        {"ニューラル", "ニューラルネットワーク", true},
        {"モデル", "ﾓﾃﾞﾙの圧縮", true},
        {"サーバー", "サーバ構成", true},
        {"らーめん", "ラーメン", true},
        {"성능", "성능을 높이는", true},
        {"자연어처리", "자연어 처리", true},
        {"신경망", "신경망 모델", true},
        {"知識蒸溜", "知識蒸溜の研究", true},
        {"机器学习", "统计机器学习方法", true},
        {"对话", "多轮对话（dialogue）系统", true},
        {"多轮对话 dialogue", "多轮对话（dialogue）系统", true},
        {"word2vec", "fasttext与word2vec的关系", true},
        {"seq2seq", "详解Seq2Seq模型", true},
    };
    check_titles(cases, sizeof cases / sizeof *cases);
}

static void reads_bodies_as_text(void **state)
{
    (void)state;
    static const struct {
        const char *term, *html;
        bool want;
    } cases[] = {
        {"knowledge distillation", "<p>knowledge <b>distill</b>ation</p>", true},
        {"knowledge distillation", "<p>of knowledge&nbsp;distillation</p>", true},
        {"知识蒸馏", "<p><em>知识</em>蒸馏</p>", true},
        {"class", "<p class=\"x\">text</p>", false},
        {"title: knowledge", "<p>knowledge</p>", false},
        {"text: knowledge", "<p>knowledge</p>", true},
        {"knowledge distillation", "<p>of knowledge\ndistillation</p>", true},
        {"knowledge distillation", "of knowledge<br>distillation", true},
        {"knowledge distillation", "of knowledge<br><br>distillation", false},
        {"knowledge distillation", "<p>of knowledge</p><p>distillation</p>", false},
        {"knowledge distillation", "<ul><li>knowledge<li>distillation</ul>", false},
        {"知识蒸馏", "<p>知识</p><p>蒸馏</p>", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(cases[i].html, matches(cases[i].term, "", cases[i].html), cases[i].want);
}

static void scores(void **state)
{
    (void)state;
    static const struct {
        const char *terms, *scope, *exclude, *title, *text, *want;
    } cases[] = {
        {"distillation", "", "", "Distillation", "", "t 1.00 distillation@title=1.00"},
        {"distillation", "", "", "", "distillation", "t 1.00 distillation@text=1.00"},
        {"distillation^0.6", "", "", "Distillation", "", "t 0.60 distillation@title=0.60"},
        {"distillation^0.6", "", "", "", "distillation", ""},
        {"a1^0.5, b1^0.5", "", "", "a1 b1", "", "t 0.75 a1@title=0.50 b1@title=0.50"},
        {"a1^0.5, b1^0.5", "", "", "a1 a1 a1", "", "t 0.50 a1@title=0.50"},
        {"a1^0.5, b1^0.5", "", "", "a1", "b1", "t 0.60 a1@title=0.50 b1@text=0.20"},
        {"蒸馏^0.5, 压缩^0.5", "", "", "蒸馏", "压缩", "t 0.60 蒸馏@title=0.50 压缩@text=0.20"},
        /* A term inside a longer one is not counted again, … */
        {"knowledge distillation^0.6, distillation^0.5", "", "", "knowledge distillation", "",
         "t 0.60 knowledge distillation@title=0.60"},
        {"知识蒸馏^0.6, 蒸馏^0.5", "", "", "知识蒸馏", "", "t 0.60 知识蒸馏@title=0.60"},
        /* … but is where it also stands alone. */
        {"知识蒸馏^0.6, 蒸馏^0.5", "", "", "知识蒸馏", "蒸馏", "t 0.68 知识蒸馏@title=0.60 蒸馏@text=0.20"},
        {"distill*^0.6, distillation^0.5", "", "", "distillation", "", "t 0.60 distill*@title=0.60"},
        /* A longer term of which a part is missing covers nothing; a sure one is never covered. */
        {"teacher network + student^0.9, teacher^0.5", "", "", "teacher network", "",
         "t 0.50 teacher@title=0.50"},
        {"big model^0.1, model", "", "", "big model", "", "t 1.00 model@title=1.00 big model@title=0.10"},
        {"teacher + student^0.6, student^0.5", "", "", "teacher student", "",
         "t 0.60 teacher + student@title=0.60"},
        {"teacher + student^0.6", "", "", "teacher", "student", ""},
        {"teacher + student^1", "", "", "teacher", "student student", ""},
        /* Six at most. */
        {"a1^0.2, b1^0.2, c1^0.2, d1^0.2, e1^0.2, f1^0.2, g1^0.9", "", "", "a1 b1 c1 d1 e1 f1 g1", "",
         "t 0.97 g1@title=0.90 a1@title=0.20 b1@title=0.20 c1@title=0.20 d1@title=0.20 e1@title=0.20"},
        /* Without scope half. */
        {"distillation^0.8", "BERT", "", "distillation", "", ""},
        {"distillation^0.8", "BERT", "", "distillation", "of bert", "t 0.80 distillation@title=0.80"},
        {"蒸馏", "神经网络", "", "蒸馏", "", "t 0.50 蒸馏@title=1.00"},
        {"distillation", "", "whisky", "distillation", "of whisky", ""},
        {"蒸馏", "", "白酒", "白酒的蒸馏", "", ""},
        /* Against: as much again as they say, but nothing against a sure term. */
        {"model^0.8, fashion^-1", "", "", "fashion model", "", "t 0.60 model@title=0.80 fashion@title=-1.00"},
        {"model^0.8, fashion^-2", "", "", "fashion model", "", ""},
        {"model^0.8, fashion^-1", "", "", "model", "fashion", "t 0.72 model@title=0.80 fashion@text=-0.40"},
        {"model, fashion^-9", "", "", "fashion model", "", "t 1.00 model@title=1.00 fashion@title=-9.00"},
        {"fashion^-1", "", "", "fashion", "", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct topic topic = topic_of(&arena, "t", cases[i].terms, cases[i].scope, cases[i].exclude);
        struct matcher *matcher;
        assert_int_equal(matcher_new(&topic, 1, &matcher, NULL), 0);
        struct item item = item_of(cases[i].title, cases[i].text);
        matcher_match(matcher, &item, "source", "", NULL, 0, &arena);
        struct buf got = BUF_INIT(10000);
        describe(&item, true, &got);
        check_string(cases[i].terms, got.data, cases[i].want);
        buf_release(&got);
        matcher_free(matcher);
        arena_release(&arena);
    }
}

/* A topic whose field the item has not counts half; the field is said of items that have no topic of it. */
static void fields(void **state)
{
    (void)state;
    static const struct {
        const char *title, *want;
    } cases[] = {
        {"Attention for translation", "attention 0.80"},
        {"Attention of pupils", ""},
        {"Attention sure", "attention 0.50"},
        {"Translation of letters", "nmt 0.90"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct topic topics[] = {topic_of(&arena, "attention", "attention^0.8, sure", "", ""),
                                 topic_of(&arena, "nmt", "translation^0.9", "", "")};
        topics[0].field = "nmt";
        struct matcher *matcher;
        assert_int_equal(matcher_new(topics, 2, &matcher, NULL), 0);
        struct item item = item_of(cases[i].title, "");
        matcher_match(matcher, &item, "source", "", NULL, 0, &arena);
        struct buf got = BUF_INIT(10000);
        describe(&item, false, &got);
        check_string(cases[i].title, got.data, cases[i].want);
        buf_release(&got);
        matcher_free(matcher);
        arena_release(&arena);
    }
}

static void looks_in_fields(void **state)
{
    (void)state;
    static const struct {
        const char *terms, *want;
    } cases[] = {
        {"author: 张三", "t 1.00 author: 张三@author=1.00"},
        {"author: zhang san", "t 1.00 author: zhang san@author=1.00"},
        {"category: cs.CL", "t 1.00 category: cs.CL@category=1.00"},
        {"category: 计算语言学", "t 1.00 category: 计算语言学@category=1.00"},
        {"source: 机器之心", "t 1.00 source: 机器之心@source=1.00"},
        {"source: jiqizhixin", "t 1.00 source: jiqizhixin@source=1.00"},
        {"张三, cs.CL, 机器之心", ""},
        {"title: 张三", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        arena_init(&arena);
        struct topic topic = topic_of(&arena, "t", cases[i].terms, "", "");
        struct person authors[] = {{"Li Si", "", ""}, {"San Zhang (Zhang San, 张三)", "", ""}};
        struct category categories[] = {{"cs.CL", "", "计算语言学"}};
        struct item item = item_of("标题", "正文");
        item.authors = authors, item.n_authors = 2;
        item.categories = categories, item.n_categories = 1;
        struct matcher *matcher;
        assert_int_equal(matcher_new(&topic, 1, &matcher, NULL), 0);
        matcher_match(matcher, &item, "jiqizhixin", "机器之心", NULL, 0, &arena);
        struct buf got = BUF_INIT(10000);
        describe(&item, true, &got);
        check_string(cases[i].terms, got.data, cases[i].want);
        buf_release(&got);
        matcher_free(matcher);
        arena_release(&arena);
    }
}

static void ranks_topics(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena);
    struct topic topics[] = {
        topic_of(&arena, "weak", "distillation^0.3", "", ""),
        topic_of(&arena, "good", "蒸馏^0.7", "", ""),
        topic_of(&arena, "best", "知识蒸馏", "", ""),
        topic_of(&arena, "same", "distillation^0.7", "", ""),
        topic_of(&arena, "elsewhere", "知识蒸馏", "", ""),
        topic_of(&arena, "other", "机器翻译", "", ""),
    };
    const char *globs[] = {"arxiv-*", "nature"};
    topics[0].threshold = 0.2;
    topics[4].sources = globs, topics[4].n_sources = 2;
    struct matcher *matcher;
    assert_int_equal(matcher_new(topics, 6, &matcher, NULL), 0);
    static const struct {
        const char *title, *source, *always, *want;
    } cases[] = {
        {"知识蒸馏 distillation", "blog", NULL, "best 1.00; good 0.70; same 0.70"},
        {"知识蒸馏 distillation", "arxiv-cs.CL", NULL, "best 1.00; elsewhere 1.00; good 0.70; same 0.70"},
        {"知识蒸馏", "nature", NULL, "best 1.00; elsewhere 1.00; good 0.70"},
        {"知识蒸馏", "", NULL, "best 1.00; elsewhere 1.00; good 0.70"},
        {"a distillation", "blog", NULL, "same 0.70"},
        {"a distillation", "blog", "other", "other 1.00; same 0.70"},
        {"机器翻译", "blog", "other", "other 1.00"},
        {"nothing", "blog", "weak", "weak 1.00"},
        {"nothing", "blog", NULL, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct item item = item_of(cases[i].title, "");
        matcher_match(matcher, &item, cases[i].source, "", &cases[i].always, cases[i].always != NULL, &arena);
        struct buf got = BUF_INIT(10000);
        describe(&item, false, &got);
        check_string(cases[i].title, got.data, cases[i].want);
        buf_release(&got);
    }
    matcher_free(matcher);
    arena_release(&arena);
}

static void reads_no_more_than_the_limit(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(2 * MATCH_LIMIT_TEXT);
    while (text.n < MATCH_LIMIT_TEXT - 40)
        buf_adds(&text, "很长的正文");
    struct buf late = BUF_INIT(2 * MATCH_LIMIT_TEXT);
    buf_add(&late, text.data, text.n);
    buf_adds(&text, "知识蒸馏");
    while (late.n < MATCH_LIMIT_TEXT)
        buf_adds(&late, "很长的正文");
    buf_adds(&late, "知识蒸馏");
    assert_true(matches("知识蒸馏", "", text.data));
    assert_false(matches("知识蒸馏", "", late.data));
    buf_release(&text);
    buf_release(&late);
}

/* Without limits these take longer than anyone lives, or all memory. */
static void no_document_stalls_it(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(2 * MATCH_LIMIT_TEXT);
    while (text.n < MATCH_LIMIT_TEXT - 1)
        buf_addc(&text, 'a');
    assert_false(matches("/(a+)+b/", "", text.data));
    assert_false(matches("/(a|aa)+$x/", text.data, ""));
    buf_clear(&text);
    while (text.n < MATCH_LIMIT_TEXT - 8)
        buf_adds(&text, "ab 蒸");
    assert_true(matches("ab^0.5, 蒸^0.5, ab 蒸 ab^0.5, 蒸 ab 蒸^0.5, /b 蒸/^0.9", "ab", text.data));
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_phrases),
        cmocka_unit_test(finds_chinese_phrases),
        cmocka_unit_test(reads_bodies_as_text),
        cmocka_unit_test(scores),
        cmocka_unit_test(fields),
        cmocka_unit_test(looks_in_fields),
        cmocka_unit_test(ranks_topics),
        cmocka_unit_test(reads_no_more_than_the_limit),
        cmocka_unit_test(no_document_stalls_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
