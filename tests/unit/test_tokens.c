/* Texts as everything that compares words sees them. */
#include "test.h"
#include "weir/text/tokens.h"

struct keys_case {
    const char *text, *want;
};

static void check_keys(const struct keys_case *cases, size_t n, unsigned way)
{
    struct tokens tokens;
    tokens_init(&tokens, 10000);
    for (size_t i = 0; i < n; i++) {
        tokens_read(&tokens, cases[i].text, strlen(cases[i].text), way);
        check_string(cases[i].text, tokens.text.data, cases[i].want);
    }
    tokens_release(&tokens);
}

static void folds(void **state)
{
    (void)state;
    static const struct keys_case cases[] = {
        {"", ""},
        {"BERT", "bert"},
        {"ＢＥＲＴ", "bert"},
        {"Language  Models", "language model"},
        {"pre-training\nlarge\tnetworks", "pre training large network"},
        {"pre\u2010training pre\u2013training", "pre training pre training"},
        {"pre\u00ADtraining", "pretraining"},
        {"loss class", "loss class"},
        {"news LMs KD", "news lm kd"},
        {"GPT-3.5, and/or", "gpt 3 5 and or"},
        {"C++ C# A+B DCMN+ F#", "c++ c# a b dcmn+ f#"},
        {"C++17 issue#3 C#8", "c++ 17 issue 3 c# 8"},
        {".NET ASP.NET 用.NET写 end.Next", ".net asp net 用 .net 写 end next"},
        {"知识蒸馏", "知识蒸馏"},
        {"知识\n 蒸馏", "知识蒸馏"},
        {"知識圖譜 與 機器翻譯", "知识图谱与机器翻译"},
        {"頭髮 发现 發現", "头发发现发现"},
        {"乾燥 著作", "乾燥著作"}, /* simplified as 干 or not, as 着 or not: by the word */
        {"「自注意力」机制", "自注意力机制"},
        {"基于BERT的压缩", "基于 bert 的压缩"},
        {"ﬁne-tuning Straße", "fine tuning strasse"},
        {"Привет", "привет"},
    };
    check_keys(cases, sizeof cases / sizeof *cases, TOKENS_FOLDED);
}

static void folds_accents(void **state)
{
    (void)state;
    static const struct keys_case cases[] = {
        {"Erdős naïve café Zürich", "erdo naive cafe zurich"}, /* its s is taken for a plural */
        {"cafe\u0301 Ångström Łukasz smørrebrød œuvre", "cafe angstrom lukasz smorrebrod oeuvre"},
        {"İSTANBUL istanbul IŞIK ışık", "istanbul istanbul isik isik"},
        {"ΑΓΆΠΗ αγάπης", "αγαπη αγαπησ"},
        {"ёлка й", "елка й"},
        {"كِتَاب", "كتاب"},
        {"हिन्दी", "हिन्दी"},
    };
    check_keys(cases, sizeof cases / sizeof *cases, TOKENS_FOLDED);
}

static void folds_scripts_of_east_asia(void **state)
{
    (void)state;
    static const struct keys_case cases[] = {
        {"ニューラル機械翻訳", "ニューラル机械翻訳"},
        {"ﾓﾃﾞﾙ モデル もでる モテ\u3099ル", "モデルモデルモデルモデル"},
        {"サーバー。", "サーバ"},
        {"サーバー構成", "サーバ构成"},
        {"サーバーサイド", "サーバーサイド"},
        {"キー", "キー"},
        {"성능을 높인다", "성능을높인다"},
        {"การ 12", "การ 12"},
    };
    check_keys(cases, sizeof cases / sizeof *cases, TOKENS_FOLDED);
}

static void names_greek_letters_and_flattens_tex(void **state)
{
    (void)state;
    static const struct keys_case cases[] = {
        {"β-VAE", "beta vae"},
        {"$\\beta$-VAE", "beta vae"},
        {"ε $\\epsilon$ $\\varepsilon$ ϵ", "epsilon epsilon epsilon epsilon"},
        {"β1 Δ 5 µ", "beta1 delta 5 mu"},
        {"$k$-nearest", "k nearest"},
        {"$\\ell_1$ ℓ1", "l 1 l1"},
        {"$\\mathrm{BERT}_{\\text{base}}$", "bert base"},
        {"\\emph{Fast} \\textbf{BERT}", "fast bert"},
    };
    check_keys(cases, sizeof cases / sizeof *cases, TOKENS_FOLDED);
}

static void folds_as_asked(void **state)
{
    (void)state;
    static const struct keys_case cased[] = {
        {"the KD of BERTs", "the KD of BERT"}, {"ＫＤ", "KD"}, {"用BERT做", "用 BERT 做"}, {"Élan", "Elan"}};
    static const struct keys_case open[] = {{"networks physics", "network physics"}};
    check_keys(cased, sizeof cased / sizeof *cased, TOKENS_CASED);
    check_keys(open, 1, TOKENS_OPEN_END);
}

/* Where each token stood, and what parts it from the one before: 0 nothing, - a hyphen, _ anything, | the end
 * of a clause. */
static void tells_places_and_gaps(void **state)
{
    (void)state;
    static const struct keys_case cases[] = {
        {"pre-training: (BERTs)", "|0-3 -4-12 |15-20 "}, {"a -- b", "|0-1 _5-6 "},
        {"知识 蒸馏。", "|0-3 03-6 _7-10 010-13 "},      {"1.5, x", "|0-1 _2-3 |5-6 "},
        {"one\ntwo\n \nthree", "|0-3 _4-7 |10-15 "},     {"ﾃﾞ", "|0-6 "},
    };
    struct tokens tokens;
    tokens_init(&tokens, 10000);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf got = BUF_INIT(1000);
        tokens_read(&tokens, cases[i].text, strlen(cases[i].text), TOKENS_FOLDED);
        for (size_t k = 0; k < tokens.n; k++)
            buf_addf(&got, "%c%u-%u ", "0-_|"[tokens.all[k].gap], tokens.all[k].from, tokens.all[k].to);
        check_string(cases[i].text, got.data, cases[i].want);
        buf_release(&got);
    }
    tokens_release(&tokens);
}

/* What is longer than a word may be is cut, and what does not fit is left out. */
static void keeps_its_limits(void **state)
{
    (void)state;
    char text[3000];
    struct tokens tokens;
    memset(text, 'x', sizeof text);
    tokens_init(&tokens, 10000);
    tokens_read(&tokens, text, sizeof text, TOKENS_FOLDED);
    check_number("one token", tokens.n, 1);
    check_number("cut", tokens.all[0].n, TOKEN_LIMIT);
    check_number("to its end", tokens.all[0].to, sizeof text);
    tokens_release(&tokens);
    for (size_t i = 4; i < sizeof text; i += 5)
        text[i] = ' ';
    tokens_init(&tokens, 1000);
    tokens_read(&tokens, text, sizeof text, TOKENS_FOLDED);
    assert_true(tokens.n > 100 && tokens.n < 250 && tokens.text.n <= 1000);
    tokens_release(&tokens);
}

/* Words that grow when they are folded, and marks without end: the room for a word is never read after it
 * moved. */
static void folds_the_longest_words_in_place(void **state)
{
    (void)state;
    static const char *const runs[] = {"ﷺ", "aβ", "C+", "ᾳ", "x#", "+"};
    char text[3000];
    struct tokens tokens;
    tokens_init(&tokens, 100000);
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        size_t n = 0, length = strlen(runs[i]);
        text[n++] = 'C';
        for (; n + length <= sizeof text; n += length)
            memcpy(text + n, runs[i], length);
        tokens_read(&tokens, text, n, TOKENS_FOLDED);
        for (size_t t = 0; t < tokens.n; t++)
            assert_true(tokens.all[t].n <= TOKEN_LIMIT);
    }
    tokens_release(&tokens);
}

static void hashes_go_on(void **state)
{
    (void)state;
    struct tokens tokens;
    tokens_init(&tokens, 100);
    tokens_read(&tokens, "pre-training pretraining", 24, TOKENS_FOLDED);
    check_number("joined", token_hash(tokens.all[0].hash, tokens_key(&tokens, 1), tokens.all[1].n),
                 tokens.all[2].hash);
    tokens_release(&tokens);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds),
        cmocka_unit_test(folds_accents),
        cmocka_unit_test(folds_scripts_of_east_asia),
        cmocka_unit_test(names_greek_letters_and_flattens_tex),
        cmocka_unit_test(folds_as_asked),
        cmocka_unit_test(tells_places_and_gaps),
        cmocka_unit_test(keeps_its_limits),
        cmocka_unit_test(folds_the_longest_words_in_place),
        cmocka_unit_test(hashes_go_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
