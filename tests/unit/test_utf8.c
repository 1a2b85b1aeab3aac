#include "test.h"

#include "weir/text/hash.h"
#include "weir/text/utf8.h"

static void test_next(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        uint32_t c;
    } cases[] = {
        {"A", 1, 'A'},
        {"\xC2\xA9", 2, 0xA9},
        {"知", 3, 0x77E5},
        {"\xF0\x9F\x8C\x8A", 4, 0x1F30A},
        {"\xF4\x8F\xBF\xBF", 4, 0x10FFFF},
        {"\xEE\x80\x80", 3, 0xE000},
        {"\x80", 0, 0},             /* begins with a continuation */
        {"\xC0\xAF", 0, 0},         /* overlong */
        {"\xE0\x9F\xBF", 0, 0},     /* overlong */
        {"\xED\xA0\x80", 0, 0},     /* surrogate */
        {"\xF4\x90\x80\x80", 0, 0}, /* behind U+10FFFF */
        {"\xF5\x80\x80\x80", 0, 0},
        {"\xE7\x9F", 0, 0}, /* cut */
        {"\xFF", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t c = 0;
        size_t length = utf8_next(cases[i].bytes, strlen(cases[i].bytes), &c);
        check_number("length", length, cases[i].length);
        check_number("valid", utf8_valid(cases[i].bytes, strlen(cases[i].bytes)), length > 0);
        if (length == 0)
            continue;
        struct buf out = BUF_INIT(8);
        utf8_add(&out, c);
        check_number("character", c, cases[i].c);
        check_string("and back", out.data, cases[i].bytes);
        buf_release(&out);
    }
}

static void test_add_of_no_character(void **state)
{
    (void)state;
    struct buf out = BUF_INIT(100);
    utf8_add(&out, 0xD800);
    utf8_add(&out, 0x110000);
    check_string("replaced", out.data, "\uFFFD\uFFFD");
    buf_release(&out);
}

static void test_repair(void **state)
{
    (void)state;
    static const struct {
        const char *what, *bytes, *want;
        size_t n_repairs;
    } cases[] = {
        {"nothing to do", "知识 distillation", "知识 distillation", 0},
        {"Latin-1", "caf\xE9 noir", "caf\uFFFD noir", 1},
        /* Unicode 15 table 3-8 and 3-11 */
        {"maximal subparts",
         "a\xF1\x80\x80\xE1\x80\xC2"
         "b",
         "a\uFFFD\uFFFD\uFFFDb", 3},
        {"surrogates byte by byte", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},
        {"cut at the end", "x\xF0\x9F\x8C", "x\uFFFD", 1},
        {"what XML forbids goes",
         "a\x01"
         "b\x1F\xEF\xBF\xBE"
         "c\t\n",
         "abc\t\n", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1000);
        size_t n = utf8_repair(cases[i].bytes, strlen(cases[i].bytes), &out);
        check_string(cases[i].what, out.data, cases[i].want);
        check_number(cases[i].what, n, cases[i].n_repairs);
        buf_release(&out);
    }
    struct buf out = BUF_INIT(10);
    check_number("a NUL is dropped", utf8_repair("a\0b", 3, &out), 1);
    check_string("a NUL is dropped", out.data, "ab");
    buf_release(&out);
}

static void test_classes(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        uint32_t c;
        bool cjk, word, space;
    } cases[] = {
        {"letter", 'a', false, true, false},
        {"digit", '7', false, true, false},
        {"underline", '_', false, false, false},
        {"e with acute", 0xE9, false, true, false},
        {"combining acute", 0x301, false, true, false},
        {"Cyrillic", 0x416, false, true, false},
        {"Devanagari vowel sign", 0x93F, false, true, false},
        {"Han", 0x84B8, true, true, false},
        {"Han extension B", 0x20BB7, true, true, false},
        {"Hiragana", 0x3042, true, true, false},
        {"Katakana", 0x30A2, true, true, false},
        {"long vowel mark", 0x30FC, true, true, false},
        {"middle dot between Katakana words", 0x30FB, false, false, false},
        {"Hangul", 0xD55C, true, true, false},
        {"Bopomofo", 0x3105, true, true, false},
        {"ideographic full stop", 0x3002, false, false, false},
        {"fullwidth letter", 0xFF21, false, true, false},
        {"space", ' ', false, false, true},
        {"line feed", '\n', false, false, true},
        {"NBSP", 0xA0, false, false, true},
        {"ideographic space", 0x3000, false, false, true},
        {"zero-width space", 0x200B, false, false, false},
        {"emoji", 0x1F30A, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_number(cases[i].what, utf8_is_cjk(cases[i].c), cases[i].cjk);
        check_number(cases[i].what, utf8_is_word(cases[i].c), cases[i].word);
        check_number(cases[i].what, utf8_is_space(cases[i].c), cases[i].space);
    }
    check_number("NUL in XML", utf8_is_xml_char(0), 0);
    check_number("DEL in XML", utf8_is_xml_char(0x7F), 1);
    check_number("surrogate in XML", utf8_is_xml_char(0xDFFF), 0);
    check_number("U+FFFE in XML", utf8_is_xml_char(0xFFFE), 0);
    check_number("the last in XML", utf8_is_xml_char(0x10FFFF), 1);
    check_number("behind the last in XML", utf8_is_xml_char(0x110000), 0);
}

static void test_fold(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"Knowledge Distillation", "knowledge distillation"},
        {"ＢＥＲＴ", "bert"},
        {"ﬁne", "fine"},
        {"Straße", "strasse"},
        {"CAFÉ", "café"},
        {"CAFE\u0301!", "café!"}, /* the mark reaches back to the letter */
        {"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
        {"知识蒸馏 KD", "知识蒸馏 kd"},
        {"が", "が"},
        {"か\u3099", "が"},
        {"ﾃﾞｰﾀ", "データ"},
        {"한국어", "한국어"},
        {"\u1112\u1161\u11ab", "한"},
        {"distil\u00ADlation", "distillation"},
        {"a\u00A0b", "a b"},
        {"x²", "x2"},
        {"Ⅳ", "iv"},
        {"，", ","},
        {"蒸馏，ＫＤ。", "蒸馏,kd。"},
        {"蒸\u3099馏", "蒸\u3099馏"},
        {"A\u0308B", "äb"},
        {"Ａ\u0308", "ä"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(1000);
        check_number("fold", utf8_fold(cases[i].text, strlen(cases[i].text), &out), 0);
        check_string(cases[i].text, out.data, cases[i].want);
        buf_release(&out);
    }
}

static void test_fold_without_diacritics(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Août", "aout"}, {"Ιούλ", "ιουλ"},     {"paź", "paz"},
        {"E\u0301", "e"}, {"한국어", "한국어"}, {"Straße", "strasse"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(100);
        utf8_fold_bare(cases[i][0], strlen(cases[i][0]), true, &out);
        check_string(cases[i][0], out.data, cases[i][1]);
        buf_release(&out);
    }
}

static void test_clean_line(void **state)
{
    (void)state;
    char line[] = "a\nb\033c\xC2\x85"
                  "d\xFFé\xE2\x80\xA9";
    utf8_clean_line(line);
    check_string("one line", line, "a b c d?é ");
}

static void test_fold_of_long_runs(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(1 << 20), out = BUF_INIT(1 << 20), small = BUF_INIT(9);
    for (int i = 0; i < 5000; i++)
        buf_adds(&text, "Ж蒸");
    utf8_fold(text.data, text.n, &out);
    check_number("as long", out.n, text.n);
    check_number("first", strncmp(out.data, "ж蒸ж蒸", 10), 0);
    check_number("limit, plain", utf8_fold("0123456789", 10, &small), -1);
    check_number("limit, folded", utf8_fold(text.data, text.n, &small), -1);
    buf_release(&text);
    buf_release(&out);
    buf_release(&small);
}

static void test_prefix(void **state)
{
    (void)state;
    check_number("fits", utf8_prefix("weir", 10), 4);
    check_number("exactly", utf8_prefix("weir", 4), 4);
    check_number("cut", utf8_prefix("weir", 2), 2);
    check_number("between characters", utf8_prefix("a知识", 4), 4);
    check_number("not in one", utf8_prefix("a知识", 6), 4);
    check_number("nothing fits", utf8_prefix("知", 2), 0);
}

static void test_width(void **state)
{
    (void)state;
    check_number("ASCII", utf8_width("weir"), 4);
    check_number("Chinese", utf8_width("知识 KD"), 7);
    check_number("combining", utf8_width("e\u0301"), 1);
    check_number("nothing", utf8_width(""), 0);
}

static void test_squash(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"  ", ""},
        {" a \t\n b ", "a b"},
        {"\u3000知\u00A0识\u3000", "知 识"},
        {"ab", "ab"},
        {"知识\n蒸馏", "知识蒸馏"},
        {"知识 蒸馏", "知识 蒸馏"},
        {"第一行，\r\n  第二行", "第一行，第二行"},
        {"使用\nBERT\n模型", "使用 BERT 模型"},
        {"モデルの\n圧縮", "モデルの圧縮"},
        {"지식\n증류", "지식 증류"},
        {"\n知识\n", "知识"},
        {"知识\n\xff蒸馏", "知识 \xff蒸馏"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = BUF_INIT(100);
        buf_adds(&out, ">");
        utf8_squash(cases[i].text, strlen(cases[i].text), &out);
        check_string(cases[i].text, out.data + 1, cases[i].want);
        buf_release(&out);
    }
    struct buf small = BUF_INIT(2);
    check_number("limit", utf8_squash("a b c", 5, &small), -1);
    buf_release(&small);
}

static void test_hash(void **state)
{
    (void)state;
    check_number("same bytes", hash_bytes("weir", 4) == hash_bytes("weir", 4), 1);
    check_number("other bytes", hash_bytes("weir", 4) == hash_bytes("wier", 4), 0);
    check_number("where the fields end matters",
                 hash_more(hash_bytes("ab", 2), "c", 1) == hash_more(hash_bytes("a", 1), "bc", 2), 0);
    /* Neighbours spread over all buckets, by the low bits as by the high ones. */
    int low[16] = {0}, high[16] = {0};
    for (int i = 0; i < 1600; i++) {
        uint64_t hash = hash_bytes(&i, sizeof i);
        low[hash & 15]++;
        high[hash >> 60]++;
    }
    for (int i = 0; i < 16; i++)
        check_number("about 100", low[i] > 50 && low[i] < 150 && high[i] > 50 && high[i] < 150, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_next),
        cmocka_unit_test(test_add_of_no_character),
        cmocka_unit_test(test_repair),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_of_long_runs),
        cmocka_unit_test(test_fold_without_diacritics),
        cmocka_unit_test(test_clean_line),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_squash),
        cmocka_unit_test(test_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
