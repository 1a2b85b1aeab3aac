#include "weir/list/naming.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "weir/text/utf8.h"

#define LIMIT_WORD   24
#define LIMIT_PEOPLE 4 /* words of one name */

static const char *const labels[] = {
    "abs",      "access",     "alphaxiv",     "and",           "appendix",    "article",
    "articles", "arxiv",      "author",       "authors",       "available",   "bib",
    "bibtex",   "bilibili",   "blog",         "bloglink",      "blogpost",    "book",
    "caffe",    "chainer",    "checkpoint",   "checkpoints",   "citation",    "citations",
    "cite",     "ckpt",       "code",         "codebase",      "codes",       "colab",
    "colabs",   "data",       "dataset",      "datasets",      "date",        "demo",
    "details",  "doc",        "docs",         "documentation", "doi",         "download",
    "face",     "gitee",      "github",       "gitlab",        "here",        "hf",
    "home",     "homepage",   "html",         "hugging",       "huggingface", "implementation",
    "jax",      "journal",    "kaggle",       "keras",         "link",        "links",
    "matlab",   "model",      "models",       "mxnet",         "note",        "notebook",
    "notes",    "official",   "online",       "openreview",    "overview",    "paddle",
    "page",     "paper",      "papers",       "pdf",           "podcast",     "post",
    "poster",   "ppt",        "preprint",     "proceedings",   "project",     "publication",
    "pytorch",  "read",       "reddit",       "release",       "repo",        "repository",
    "resource", "resources",  "review",       "reviews",       "scholar",     "semantic",
    "site",     "slide",      "slides",       "source",        "summary",     "sup",
    "supp",     "supplement", "supplemental", "supplementary", "talk",        "tensorflow",
    "tf",       "the",        "theano",       "thread",        "title",       "tldr",
    "torch",    "tutorial",   "tweet",        "twitter",       "unofficial",  "url",
    "venue",    "version",    "video",        "videos",        "web",         "webpage",
    "website",  "wechat",     "weights",      "wiki",          "year",        "youtube",
    "zenodo",   "zhihu",
};

/* Chinese, Japanese and Korean labels are put together of these. */
static const char *const label_parts[] = {
    "论文",   "代码",     "开源", "项目",     "原文",   "参考",   "视频", "知乎", "中文",   "英文",
    "公众号", "下载",     "官方", "复现",     "数据集", "数据",   "发表", "作者", "推荐",   "阅读",
    "详细",   "相关",     "点击", "提取",     "源码",   "文章",   "博客", "讲解", "地址",   "链接",
    "主页",   "解读",     "码",   "会议",     "单位",   "理由",   "笔记", "查看", "网址",   "密码",
    "时间",   "标题",     "机构", "资料",     "课件",   "演示",   "模型", "全文", "摘要",   "简介",
    "翻译",   "译文",     "期刊", "年份",     "日期",   "题目",   "名称", "备注", "说明",   "实现",
    "版",     "非",       "的",   "与",       "和",     "在线",   "网站", "页面", "仓库",   "百度网盘",
    "网盘",   "官网",     "介绍", "关键词",   "标签",   "论文集", "書籍", "論文", "コード", "リンク",
    "こちら", "解説",     "記事", "スライド", "動画",   "논문",   "코드", "링크", "블로그", "데이터",
    "設定",   "原文链接", "豆瓣", "此处",     "这里",   "更多",   "详情",
};

static const char *const venues[] = {
    "aaai",       "aacl",
    "accv",       "acl",
    "acm",        "aistats",
    "acmmm",      "annals",
    "apsipa",     "arxiv",
    "ase",        "asplos",
    "asru",       "bioinformatics",
    "bmvc",       "biorxiv",
    "ccs",        "cell",
    "chi",        "cidr",
    "cikm",       "coling",
    "colm",       "colt",
    "conll",      "corl",
    "corr",       "crypto",
    "cscw",       "cvpr",
    "dac",        "dasfaa",
    "eacl",       "eccv",
    "ecml",       "ecir",
    "emnlp",      "eurocrypt",
    "eurosys",    "fse",
    "facct",      "focs",
    "glsvlrd",    "hpca",
    "hri",        "icassp",
    "iccv",       "icde",
    "icdm",       "icip",
    "iclr",       "icme",
    "icml",       "icra",
    "icse",       "icwsm",
    "ieee",       "ijcai",
    "ijcnn",      "ijcv",
    "infocom",    "interspeech",
    "iros",       "isca",
    "iscslp",     "ismir",
    "issta",      "jair",
    "jmlr",       "kdd",
    "l4dc",       "lrec",
    "medrxiv",    "miccai",
    "micro",      "mlsys",
    "mm",         "mobicom",
    "naacl",      "nature",
    "ndss",       "neurips",
    "nips",       "nsdi",
    "osdi",       "pakdd",
    "pami",       "pldi",
    "pnas",       "popl",
    "ppopp",      "recsys",
    "rss",        "sc",
    "science",    "sdm",
    "sigcomm",    "siggraph",
    "sigir",      "sigkdd",
    "sigmetrics", "sigmod",
    "slt",        "soda",
    "sosp",       "spl",
    "stoc",       "tacl",
    "taslp",      "tcsvt",
    "tgrs",       "thewebconf",
    "tifs",       "tip",
    "tist",       "tits",
    "tkdd",       "tkde",
    "tmlr",       "tmm",
    "tnnls",      "tog",
    "toit",       "tois",
    "tpami",      "tro",
    "tvcg",       "uai",
    "uist",       "umap",
    "usenix",     "vldb",
    "wacv",       "wsdm",
    "wmt",        "www",
    "jasa",       "neurocomputing",
    "ecai",       "ictir",
    "chiir",      "wassa",
    "semeval",    "tsp",
};

/* Words that stand beside a venue or a year and name no more than these. */
static const char *const venue_words[] = {
    "oral",       "poster",      "spotlight", "workshop", "workshops",  "findings",     "proceedings",
    "of",         "the",         "in",        "at",       "to",         "appear",       "accepted",
    "under",      "review",      "submitted", "preprint", "conference", "journal",      "demo",
    "track",      "short",       "long",      "main",     "best",       "paper",        "papers",
    "award",      "and",         "on",        "winter",   "spring",     "summer",       "fall",
    "published",  "publication", "vol",       "pp",       "letters",    "transactions", "datasets",
    "benchmarks", "st",          "nd",        "rd",       "th",         "by",           "year",
    "years",
};

static const char *const months[] = {
    "jan",   "january",  "feb",     "february", "mar",    "march",  "apr",     "april",     "may", "jun",
    "june",  "jul",      "july",    "aug",      "august", "sep",    "sept",    "september", "oct", "october",
    "nov",   "november", "dec",     "december", "q1",     "q2",     "q3",      "q4",        "年",  "月",
    "日",    "年度",     "updated", "update",   "更新",   "before", "earlier", "and",       "or",  "older",
    "until", "之前",     "以前",    "及",       "since",  "after",  "to",      "pre",       "h1",  "h2",
    "st",    "nd",       "rd",      "th",       "년",     "월",     "일",
};

static const char *const places[] = {
    "africa",    "america",     "asia",     "australia",     "austria",   "belgium", "brazil",   "canada",
    "china",     "denmark",     "eu",       "europe",        "finland",   "france",  "germany",  "greece",
    "hong",      "kong",        "india",    "international", "ireland",   "israel",  "italy",    "japan",
    "korea",     "netherlands", "north",    "south",         "norway",    "poland",  "portugal", "russia",
    "singapore", "spain",       "sweden",   "switzerland",   "taiwan",    "turkey",  "uk",       "united",
    "kingdom",   "states",      "us",       "usa",           "worldwide", "global",  "other",    "countries",
    "rest",      "the",         "of",       "world",         "and",       "中国",    "美国",     "加拿大",
    "英国",      "德国",        "法国",     "日本",          "韩国",      "新加坡",  "澳大利亚", "以色列",
    "意大利",    "瑞士",        "瑞典",     "荷兰",          "西班牙",    "俄罗斯",  "印度",     "巴西",
    "香港",      "台湾",        "欧洲",     "亚洲",          "北美",      "美洲",    "非洲",     "国内",
    "国外",      "海外",        "其他国家", "英國",          "美國",      "大陆",    "地区",     "中国大陆",
    "海外地区",  "澳洲",        "北京",     "上海",
};

/* A word: letters and digits of any script; `text` and `n` move behind it. False at the end. */
static bool next_word(const char **text, size_t *n, const char **word, size_t *length)
{
    const char *end = *text + *n;
    const char *s = *text;
    *word = NULL;
    while (s < end) {
        uint32_t c;
        size_t step = utf8_next(s, (size_t)(end - s), &c);
        step += step == 0;
        bool is_word = utf8_is_word(c) && c != 0xFE0F && c != 0x20E3;
        if (is_word && *word == NULL)
            *word = s;
        if (!is_word && *word != NULL)
            break;
        s += step;
    }
    *text = s;
    *n = (size_t)(end - s);
    if (*word == NULL)
        return false;
    *length = (size_t)(s - *word);
    return true;
}

static bool is_among(const char *word, size_t n, const char *const *table, size_t n_table)
{
    for (size_t i = 0; i < n_table; i++)
        if ((*table[i] | 0x20) == (*word | 0x20) && strncasecmp(table[i], word, n) == 0 &&
            table[i][n] == '\0')
            return true;
    return false;
}

#define IS_AMONG(word, n, table) is_among(word, n, table, sizeof(table) / sizeof *(table))

static bool is_digits(const char *word, size_t n)
{
    size_t i = 0;
    while (i < n && isdigit((unsigned char)word[i]))
        i++;
    return i == n;
}

/* "2024年5月": digits and these, one after the other. */
static bool is_made_of(const char *word, size_t n, const char *const *parts, size_t n_parts)
{
    while (n > 0) {
        size_t step = isdigit((unsigned char)*word) ? 1 : 0;
        for (size_t i = 0; i < n_parts; i++) {
            size_t length = strlen(parts[i]);
            if (length > step && length <= n && (*parts[i] | 0x20) == (*word | 0x20) &&
                strncasecmp(word, parts[i], length) == 0)
                step = length;
        }
        if (step == 0)
            return false;
        word += step;
        n -= step;
    }
    return true;
}

#define IS_MADE_OF(word, n, parts) is_made_of(word, n, parts, sizeof(parts) / sizeof *(parts))

bool naming_is_label(const char *text, size_t n)
{
    const char *word;
    size_t length;
    while (next_word(&text, &n, &word, &length)) {
        while (length > 0 && isdigit((unsigned char)word[length - 1]))
            length--;
        if (length > 0 && !IS_AMONG(word, length, labels) &&
            !((unsigned char)*word >= 0x80 && IS_MADE_OF(word, length, label_parts)))
            return false;
    }
    return true;
}

bool naming_is_date(const char *text, size_t n)
{
    const char *word;
    size_t length, n_numbers = 0;
    while (next_word(&text, &n, &word, &length)) {
        bool is_number = isdigit((unsigned char)*word);
        if (length > LIMIT_WORD || !(is_digits(word, length) || IS_MADE_OF(word, length, months)))
            return false;
        n_numbers += is_number && length >= 4;
    }
    return n_numbers > 0;
}

/* ICML2019, NeurIPS'23: the year apart. */
static bool is_venue(const char *word, size_t n)
{
    while (n > 0 && isdigit((unsigned char)word[n - 1]))
        n--;
    if (n > 1 && tolower((unsigned char)word[n - 1]) == 'w' && IS_AMONG(word, n - 1, venues))
        return true; /* CVPRW */
    return IS_AMONG(word, n, venues);
}

bool naming_is_venue(const char *text, size_t n)
{
    static const char *const beginnings[] = {"journal of",
                                             "proceedings",
                                             "in proceedings",
                                             "transactions on",
                                             "transactions of",
                                             "ieee trans",
                                             "ieee/acm",
                                             "ieee journal",
                                             "acm trans",
                                             "advances in neural",
                                             "in advances",
                                             "international conf",
                                             "conference on",
                                             "annual meeting",
                                             "arxiv preprint",
                                             "lecture notes",
                                             "international journ",
                                             "in international",
                                             "in conference",
                                             "computer vision and",
                                             "annual conference",
                                             "european conference",
                                             "ieee international",
                                             "ieee conference",
                                             "in ieee",
                                             "corr abs"};
    while (n > 0 && !isalnum((unsigned char)*text) && !(*text & 0x80))
        text++, n--;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (n > strlen(beginnings[i]) && strncasecmp(text, beginnings[i], strlen(beginnings[i])) == 0)
            return true;
    const char *word;
    size_t length, n_venues = 0, n_words = 0;
    while (next_word(&text, &n, &word, &length)) {
        bool venue = is_venue(word, length), digits = isdigit((unsigned char)*word);
        n_venues += venue;
        n_words++;
        if (n_words > 12 ||
            (!venue && !digits && !IS_AMONG(word, length, venue_words) && !IS_AMONG(word, length, months)))
            return false;
    }
    return n_venues > 0;
}

bool naming_is_place(const char *text, size_t n)
{
    const char *word;
    size_t length, n_words = 0;
    for (; next_word(&text, &n, &word, &length); n_words++)
        if (!IS_AMONG(word, length, places))
            return false;
    return n_words > 0;
}

/* What the parts of a line say of each other. */
struct people {
    size_t n, n_full;  /* persons, and those of two words or more */
    size_t n_trailing; /* "Kim YJ" */
    size_t longest;    /* bytes of a word: names are short */
    bool has_initial;  /* "Y. Kim" */
    bool and_others;   /* et al. */
};

/* Up to four words with capitals, particles among them. */
static bool add_person(const char *text, size_t n, struct people *people)
{
    static const char *const particles[] = {"van", "von", "de", "der", "den", "da",  "di", "du",
                                            "la",  "le",  "el", "al",  "bin", "dos", "et", "and"};
    const char *word, *end = text + n;
    size_t length, n_words = 0;
    size_t n_initials = 0;
    bool trailing = false;
    while (next_word(&text, &n, &word, &length)) {
        bool capital = isupper((unsigned char)*word) || (unsigned char)*word >= 0xC3;
        if (is_digits(word, length) && n_words > 0)
            continue; /* a mark of the institute */
        if ((unsigned char)*word >= 0xE2 || (!capital && !IS_AMONG(word, length, particles)))
            return false;
        n_initials += length == 1 && capital && word + 1 < end && word[1] == '.';
        trailing = length <= 2 && isupper((unsigned char)word[length - 1]);
        people->longest = length > people->longest ? length : people->longest;
        n_words++;
    }
    people->n++;
    people->n_full += n_words > 1;
    people->n_trailing += trailing && n_words > 1;
    people->has_initial = people->has_initial || n_initials > 0;
    return n_words > 0 && n_words <= LIMIT_PEOPLE + n_initials;
}

/* Where "et al." or its like begins in a part; its end when it does not. */
static size_t before_others(const char *part, size_t n)
{
    static const char *const others[] = {"et al", "others", "等"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *at = memmem(part, n, others[i], strlen(others[i]));
        if (at != NULL)
            return (size_t)(at - part);
    }
    return n;
}

bool naming_is_people(const char *text, size_t n)
{
    struct people people = {0};
    bool has_comma = memchr(text, ',', n) != NULL;
    for (size_t from = 0, i = 0; i <= n; i++) {
        bool is_and = i + 5 <= n && (memcmp(text + i, " and ", 5) == 0);
        if (i < n && !is_and && strchr(",;&", text[i]) == NULL)
            continue;
        const char *part = text + from;
        size_t length = i - from;
        while (length > 0 && strchr(" .,()*", *part) != NULL)
            part++, length--;
        if (length > 4 && memcmp(part, "and ", 4) == 0)
            part += 4, length -= 4;
        from = is_and ? i + 5 : i + 1;
        size_t known = before_others(part, length);
        people.and_others = people.and_others || known < length;
        if (known > 0 && !naming_is_date(part, known) && !add_person(part, known, &people))
            return false;
    }
    bool are_two = people.n == 2 && people.n_full == 2 && has_comma && people.longest < 13;
    return people.n > 0 && (people.and_others || people.has_initial || people.n_trailing > 1 ||
                            (people.n > 2 && people.n_full > 1) || are_two);
}

bool naming_is_citation(const char *text, size_t n)
{
    size_t end = n;
    while (end > 0 && n - end < 3 &&
           (strchr(")]", text[end - 1]) != NULL || islower((unsigned char)text[end - 1])))
        end--;
    if (end < 6 || n > 60 || !isupper((unsigned char)text[0]) || !naming_has_year(text + end - 4, 4))
        return false;
    size_t names = end - 4;
    while (names > 0 && strchr("(, '", text[names - 1]) != NULL)
        names--;
    bool is_joined = memmem(text, names, " and ", 5) != NULL || memmem(text, names, " & ", 3) != NULL;
    return names < end - 4 && (before_others(text, names) < names || naming_words(text, names) == 1 ||
                               (is_joined && naming_words(text, names) < 6));
}

bool naming_has_year(const char *text, size_t n)
{
    for (size_t i = 0; i + 4 <= n; i++) {
        const char *p = text + i;
        bool is_century = memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0;
        if (is_century && isdigit((unsigned char)p[2]) && isdigit((unsigned char)p[3]) &&
            (i == 0 || !isdigit((unsigned char)p[-1])) && (i + 4 == n || !isdigit((unsigned char)p[4])))
            return true;
    }
    return false;
}

bool naming_is_address(const char *text, size_t n)
{
    bool begins =
        (n > 7 && (strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0)) ||
        (n > 4 && memcmp(text, "www.", 4) == 0);
    return begins && memchr(text, ' ', n) == NULL;
}

size_t naming_words(const char *text, size_t n)
{
    size_t n_words = 0, n_cjk = 0;
    bool in_word = false;
    for (size_t i = 0, step; i < n; i += step) {
        uint32_t c;
        step = utf8_next(text + i, n - i, &c);
        step += step == 0;
        bool cjk = utf8_is_cjk(c),
             is_word = !cjk && (utf8_is_word(c) || (in_word && (c == '-' || c == '\'')));
        n_cjk += cjk;
        n_words += is_word && !in_word;
        in_word = is_word;
    }
    return n_words + (n_cjk + 1) / 2;
}

double naming_capitals(const char *text, size_t n)
{
    const char *word;
    size_t length, n_words = 0, n_capitals = 0;
    while (next_word(&text, &n, &word, &length))
        if (length > 2 && !isdigit((unsigned char)*word)) {
            n_words++;
            for (size_t i = 0; i < length; i++)
                if (isupper((unsigned char)word[i])) {
                    n_capitals++;
                    break;
                }
        }
    return n_words > 0 ? (double)n_capitals / (double)n_words : 0;
}

bool naming_is_wide(const char *text, size_t n)
{
    size_t n_wide = 0;
    for (size_t i = 0; i < n; i++)
        n_wide += (text[i] & 0x80) != 0;
    return 2 * n_wide > n;
}
