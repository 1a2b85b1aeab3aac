/* Text as terms see it. */
#include "test.h"
#include "weir/text/fold.h"

static void folds(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", " "},
        {"BERT", " bert "},
        {"ＢＥＲＴ", " bert "},
        {"Language  Models", " language model "},
        {"pre-training\nlarge\tnetworks", " pre training large network "},
        {"pre\u2010training pre\u2013training", " pre training pre training "},
        {"pre\u00ADtraining", " pretraining "},
        {"loss class", " loss class "},
        {"news LMs KD", " news lm kd "},
        {"GPT-3.5, and/or", " gpt 3 5 \n and or "},
        {"End. Next: this; (that)!", " end \n next \n thi \n that \n "},
        {"C++ C# A+B DCMN+", " c++ c# a b dcmn+ "},
        {"知识蒸馏", " 知识蒸馏 "},
        {"知识\n 蒸馏", " 知识蒸馏 "},
        {"知識圖譜 與 機器翻譯", " 知识图谱与机器翻译 "},
        {"頭髮 发现 發現", " 头发发现发现 "},
        {"乾燥 著作", " 乾燥著作 "}, /* simplified as 干 or not, as 着 or not: by the word */
        {"ニューラル機械翻訳", " ニューラル机械翻訳 "},
        {"「自注意力」机制", " 自注意力机制 "},
        {"机器翻译，知识图谱。", " 机器翻译 \n 知识图谱 \n "},
        {"基于BERT的压缩", " 基于 bert 的压缩 "},
        {"基于 BERT 的压缩", " 基于 bert 的压缩 "},
        {"ﬁne-tuning Straße", " fine tuning strasse "},
        {"$k$-nearest, $\\beta$-VAE", " k nearest \n beta vae "},
        {"$\\mathrm{BERT}_{\\text{base}}$", " bert base "},
        {"\\emph{Fast} \\textbf{BERT}", " fast bert "},
        {"Zürich Привет", " zürich привет "},
    };
    struct folded folded;
    folded_init(&folded, 10000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fold_text(cases[i].text, strlen(cases[i].text), FOLD_PLAIN, &folded);
        check_string(cases[i].text, folded.text.data, cases[i].want);
        check_number(cases[i].text, folded.cased.n, folded.text.n);
    }
    folded_release(&folded);
}

static void keeps_case_beside_it(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"the KD of BERTs", " the KD of BERT "},
        {"ＫＤ", " KD "},
        {"用BERT做", " 用 BERT 做 "},
        {"Élan", " Élan "},
    };
    struct folded folded;
    folded_init(&folded, 10000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fold_text(cases[i].text, strlen(cases[i].text), FOLD_PLAIN, &folded);
        check_string(cases[i].text, folded.cased.data, cases[i].want);
    }
    folded_release(&folded);
}

static void folds_as_asked(void **state)
{
    (void)state;
    struct folded folded;
    folded_init(&folded, 10000);
    fold_text("pre-training - x", 16, FOLD_JOIN_HYPHENS, &folded);
    check_string("hyphens joined", folded.text.data, " pretraining x ");
    fold_text("networks physics", 16, FOLD_OPEN_END, &folded);
    check_string("open end", folded.text.data, " network physics");
    folded_release(&folded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),
        cmocka_unit_test(keeps_case_beside_it),
        cmocka_unit_test(folds_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
