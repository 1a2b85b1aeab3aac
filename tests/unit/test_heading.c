/* Headings taken apart: the terms that they stand for, and how much each says. */
#include "../../src/derive/heading.h"
#include "test.h"

static const char glossary_text[] = "# a comment\n"
                                    "knowledge distillation\t知识蒸馏\tdistill*\n"
                                    "named entity recognition\t命名实体识别, 实体识别\t=NER\n"
                                    "pruning\t剪枝\n"
                                    "chatbot\t聊天机器人\n"
                                    "robotics\t机器人\n"
                                    "only one column\n";

static void describe(const struct mark_list *list, struct buf *out)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct mark *mark = &list->marks[i];
        buf_addf(out, "%s%s%s%s %.2g", i > 0 ? "; " : "", mark->is_translation ? "~" : "",
                 mark->kind == MARK_EXACT ? "=" : "", mark->key, mark->strength);
    }
}

static void takes_headings_apart(void **state)
{
    (void)state;
    static const struct {
        const char *title, *want;
    } cases[] = {
        {"Knowledge Distillation",
         "knowledge 0.1; knowledge distillation 1; distillation 0.1; ~知识蒸馏 0.9; ~distill* 0.3"},
        {"知识蒸馏相关总结", "知识蒸馏 1; ~knowledge distillation 0.9; ~distill* 0.3"},
        {"NER", "ner 1; ~named entity recognition 0.9; ~命名实体识别 0.9; ~实体识别 0.9"},
        {"量化、剪枝", "量化 0.5; 剪枝 0.5; ~pruning 0.45"},
        {"Robustness", "robustness 0.5; robust* 0.3"},
        {"DeepSpeed", "deepspeed 1"}, /* a name has one form */
        {"reformer", "reformer 0.5"}, /* is no "reform" */
        {"相关性模型", "相关性 0.5"}, /* "relevance" is a word, though of three characters */
        {"聊天机器人", "聊天机器人 1; 机器人 0.2; ~chatbot 0.45"}, /* a part of what it is about */
        {"Cross-lingual methods", "cross lingual 1"},
        {"Survey papers", "survey 0.1; survey paper 1; paper 0.1"}, /* nothing else tells it from others */
        {"Toolkits", "toolkit 0.5"},
        {"Meta Learning", "meta learning 1; meta 0.5"},
        {"A and B: the rest", "rest 0.5"},
        {"ELMo/BERT", "elmo 1; bert 1"},
        {"综述", "综述 0.5"},
        {"LSTM相关", "lstm 1"}, /* 相关 is said of anything */
        {"一些BERT的应用", "bert 1"},
        {"2019", ""},
        {"Task 10 of Parsing",
         "task 10 0.4; task 10 of parsing 1; 10 of parsing 0.4; parsing 0.1"}, /* 10: nothing */
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena;
        struct grams grams;
        struct glossary glossary;
        struct mark_list marks = {0};
        arena_init(&arena);
        grams_init(&grams);
        glossary_init(&glossary, &arena);
        glossary_add(&glossary, glossary_text, strlen(glossary_text));
        heading_marks(cases[i].title, &glossary, &grams, &arena, &marks);
        struct buf got = BUF_INIT(10000);
        describe(&marks, &got);
        check_string(cases[i].title, got.data, cases[i].want);
        buf_release(&got);
        grams_release(&grams);
        arena_release(&arena);
    }
}

static void add(const struct gram *gram, void *arg)
{
    buf_addf(arg, "%.*s|", (int)gram->n_key, gram->key);
}

static void finds_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"Pre-training of Models", "pre training|model|"},
        {"Deep nets: a story", "deep|deep net|net|story|"},
        {"see https://example.org/a-b now", "see|now|"},
        {"C++ and C", "c++|"},
        {"2019 GPT-2", "gpt 2|"},
        {"At AAAI 2020", ""}, /* where it was said, not what */
        {"DeepMind and NeurIPS on routing", "routing|"},
        {"Attention, Part Two", "attention|"},
        {"谷歌压缩", "压缩|"},
        {"新模型", "模型|"},
        {"任务新", "任务|"},
        {"创新", "创新|"},
        {"新闻摘要", "新闻|新闻摘|新闻摘要|闻摘|闻摘要|摘要|"},
        {"知识蒸馏", "知识|知识蒸|知识蒸馏|识蒸|识蒸馏|蒸馏|"},
        {"模型的压缩", "模型|压缩|"},
        {"用BERT，压缩", "bert|压缩|"},
        {"", ""},
    };
    struct grams grams;
    grams_init(&grams);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf got = BUF_INIT(10000);
        grams_read(&grams, cases[i].text, strlen(cases[i].text), 3, 6, add, &got);
        check_string(cases[i].text, got.data, cases[i].want);
        buf_release(&got);
    }
    grams_release(&grams);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_headings_apart),
        cmocka_unit_test(finds_phrases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
