/* Bytes without a label: which of East Asia's encodings they look like, and that nothing else does. */
#include <iconv.h>
#include <string.h>

#include "../../src/feed/encoding.h"
#include "test.h"

static const char simplified[] = "周末读完了三篇论文，其中两篇讲知识蒸馏。作者说，小模型也能学会提问。";
static const char traditional[] = "週末讀完了三篇論文，其中兩篇講知識蒸餾。作者說，小模型也能學會提問。";
static const char japanese[] = "週末に論文を三本読みました。知識の蒸留についての話が面白かったです。";
static const char katakana[] = "ニューラルネットワークのモデルをコンパクトにするメソッド。";
static const char korean[] = "주말에 논문 세 편을 읽었습니다. 지식 증류에 대한 이야기가 재미있었어요.";

static const struct {
    const char *text, *encoding;
    const char *expected; /* NULL: none of them */
} cases[] = {
    {simplified, "GB2312", "GB18030"},
    {simplified, "GBK", "GB18030"},
    {"知识蒸馏", "GBK", "GB18030"},
    {"知识", "GBK", NULL}, /* too short to say */
    {traditional, "BIG5", "BIG5-HKSCS"},
    {japanese, "EUC-JP", "EUC-JP"},
    {japanese, "SHIFT_JIS", "Shift_JIS"},
    {katakana, "EUC-JP", "EUC-JP"},
    {katakana, "SHIFT_JIS", "Shift_JIS"},
    {korean, "EUC-KR", "EUC-KR"},
    {"Été à la campagne : le garçon a reçu une médaille près de l’hôtel où il était né.", "CP1252", NULL},
    {"Über die Größe der Straßen läßt sich schön streiten; Äpfel, Öl und Übermut.", "CP1252", NULL},
    {"Zażółć gęślą jaźń, czyli wszystkie polskie litery w jednym zdaniu.", "CP1250", NULL},
    {"В выходные я прочитал три статьи, и две из них о дистилляции знаний.", "CP1251", NULL},
    {"В выходные я прочитал три статьи, и две из них о дистилляции знаний.", "KOI8-R", NULL},
    {"Το σαββατοκύριακο διάβασα τρία άρθρα για τα νευρωνικά δίκτυα.", "CP1253", NULL},
    {"בסוף השבוע קראתי שלושה מאמרים על רשתות נוירונים.", "CP1255", NULL},
    {"قرأت في نهاية الأسبوع ثلاث مقالات عن الشبكات العصبية.", "CP1256", NULL},
    {"วันหยุดนี้ฉันอ่านบทความสามเรื่องเกี่ยวกับโครงข่ายประสาทเทียม", "CP874", NULL},
    {"Hafta sonu üç makale okudum; ikisi bilgi damıtma üzerineydi, çok güzeldi.", "CP1254", NULL},
    {"plain words of ASCII alone", "CP1252", NULL},
    {"", "CP1252", NULL},
};

static void test_looks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[512], text[512], *in = text, *out = bytes;
        size_t n = strlen(cases[i].text), room = sizeof bytes;
        memcpy(text, cases[i].text, n);
        iconv_t to = iconv_open(cases[i].encoding, "UTF-8");
        assert_true(to != (iconv_t)-1);
        assert_int_equal(iconv(to, &in, &n, &out, &room), 0);
        iconv_close(to);
        const char *found = east_asian_encoding(bytes, sizeof bytes - room);
        if (cases[i].expected == NULL ? found != NULL
                                      : found == NULL || strcmp(found, cases[i].expected) != 0)
            fail_msg("%s as %s: found %s", cases[i].text, cases[i].encoding, found == NULL ? "none" : found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_looks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
