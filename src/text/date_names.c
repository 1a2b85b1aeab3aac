/* The words of dates: months, zones, halves of the day. All folded: lower case, no diacritics. */
#include <string.h>

#include "date_fields.h"

/*
 * Beginnings of months' names, the longest that fits decides. English, German, French, Spanish, Italian,
 * Portuguese, Dutch, Romanian and the Nordic languages share most; then Polish, Czech, Turkish, Finnish,
 * Hungarian, Greek, Russian, Ukrainian, Chinese and Arabic. A language whose names are other languages' names
 * of other months (Croatian) is left out.
 */
static const char *const month_names[12] = {
    "jan ene gen ian sty led oca tammi ιαν янв сич січ 一月 يناير",
    "feb fev fbr lut uno sub helmi φεβ фев лют 二月 فبراير",
    "mar maa mrt mrz bre μαρ μαω мар бер 三月 مارس",
    "apr avr abr kwi dub nis huht απρ апр кві кви 四月 ابريل",
    "may mai mag maj mei kve touk μαι маи мая тра 五月 مايو",
    "jun iun juin giu cze cer haz kesa ιουν ιον июн чер 六月 يونيو",
    "jul iul juil lug lip cervenec cervenc cvc tem hein ιουλ ιολ июл лип 七月 يوليو",
    "aug ago agt agu aou sie srp elo αυγ авг сер 八月 اغسطس",
    "sep set szept wrz zar eyl syys σεπ сен вер 九月 سبتمبر",
    "oct okt ott out ekim eki paz rij loka οκτ окт жов 十月 اكتوبر",
    "nov lis kas marras νοε ноя лис 十一月 نوفمبر",
    "dec dez dic dek des gru pros ara joul δεκ дек гру 十二月 ديسمبر",
};

static bool word_is(const char *word, size_t n, const char *name)
{
    return *name == *word && strlen(name) == n && memcmp(word, name, n) == 0;
}

/* How much of `name`, which ends at a space or a NUL, `word` begins with. */
static size_t shared_length(const char *name, const char *word, size_t n)
{
    size_t same = 0;
    while (same < n && name[same] == word[same] && name[same] != ' ')
        same++;
    return same;
}

static bool ends_name(char c)
{
    return c == ' ' || c == '\0';
}

/* The month of three English letters, 0 for other English words of dates, -1 for what needs a closer look.
 * Nearly every date of the web is written so. */
static int english_month(const char *word)
{
    static const char words[] = "janfebmaraprmayjunjulaugsepoctnovdecmontuewedthufrisatsungmtutc";
    for (int i = 0; words[3 * i] != '\0'; i++)
        if (memcmp(words + 3 * i, word, 3) == 0)
            return i < 12 ? i + 1 : 0;
    return -1;
}

int date_month(const char *word, size_t n)
{
    int month = n == 3 ? english_month(word) : -1;
    if (month >= 0)
        return month;
    month = 0;
    size_t longest = 0;
    for (int i = 0; i < 12 && longest < n; i++)
        for (const char *name = month_names[i]; *name; name += *name == ' ') {
            size_t same = shared_length(name, word, n);
            if (same > longest && ends_name(name[same])) {
                month = i + 1;
                longest = same;
            }
            for (name += same; !ends_name(*name);)
                name++;
        }
    return month;
}

enum half date_half(const char *word, size_t n)
{
    static const struct {
        const char *word;
        enum half half;
    } halves[] = {
        {"am", HALF_AM},   {"上午", HALF_AM}, {"午前", HALF_AM}, {"오전", HALF_AM}, {"πμ", HALF_AM},
        {"凌晨", HALF_AM}, {"早上", HALF_AM}, {"pm", HALF_PM},   {"下午", HALF_PM}, {"午後", HALF_PM},
        {"오후", HALF_PM}, {"μμ", HALF_PM},   {"晚上", HALF_PM}, {"中午", HALF_PM},
    };
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
        if (word_is(word, n, halves[i].word))
            return halves[i].half;
    return HALF_NONE;
}

bool date_zone(const char *name, size_t n, int *minutes)
{
    /* Where a name means several zones, RFC 822 §5.1 decides, then the one with more feeds. Its letters but Z
     * are left out: they were defined with the wrong sign and mean nothing (RFC 5322 §4.3). */
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {
        {"z", 0},      {"ut", 0},      {"utc", 0},     {"gmt", 0},     {"wet", 0},    {"est", -300},
        {"edt", -240}, {"cst", -360},  {"cdt", -300},  {"mst", -420},  {"mdt", -360}, {"pst", -480},
        {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600},  {"ast", -240}, {"adt", -180},
        {"nst", -210}, {"ndt", -150},  {"brt", -180},  {"brst", -120}, {"art", -180}, {"clt", -240},
        {"bst", 60},   {"west", 60},   {"cet", 60},    {"met", 60},    {"mez", 60},   {"cest", 120},
        {"mest", 120}, {"mesz", 120},  {"eet", 120},   {"sast", 120},  {"eest", 180}, {"idt", 180},
        {"msk", 180},  {"msd", 240},   {"pkt", 300},   {"ist", 330},   {"ict", 420},  {"wib", 420},
        {"hkt", 480},  {"sgt", 480},   {"pht", 480},   {"awst", 480},  {"jst", 540},  {"kst", 540},
        {"acst", 570}, {"acdt", 630},  {"aest", 600},  {"aedt", 660},  {"nzst", 720}, {"nzdt", 780},
    };
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (word_is(name, n, zones[i].name)) {
            *minutes = zones[i].minutes;
            return true;
        }
    return false;
}
