#include "words.h"

#include <stdlib.h>
#include <string.h>

/* Sorted by bytes, to be searched by halves. */
static const char *const stop[] = {
    "a",       "about",  "across", "against", "al",   "all",    "also",    "among", "an",      "and",
    "another", "any",    "are",    "as",      "at",   "base",   "based",   "be",    "been",    "being",
    "between", "beyond", "both",   "but",     "by",   "can",    "could",   "did",   "do",      "doe",
    "down",    "each",   "et",     "for",     "from", "get",    "go",      "had",   "has",     "have",
    "having",  "he",     "her",    "here",    "his",  "how",    "i",       "if",    "in",      "into",
    "is",      "it",     "its",    "least",   "less", "let",    "make",    "may",   "might",   "more",
    "most",    "new",    "no",     "not",     "of",   "off",    "on",      "one",   "only",    "onto",
    "or",      "other",  "our",    "out",     "over", "own",    "part",    "per",   "s",       "same",
    "shall",   "she",    "should", "so",      "some", "such",   "t",       "than",  "that",    "the",
    "their",   "then",   "there",  "these",   "they", "this",   "those",   "three", "through", "to",
    "toward",  "two",    "under",  "up",      "use",  "used",   "using",   "v",     "versu",   "very",
    "via",     "wa",     "was",    "we",      "were", "what",   "when",    "where", "which",   "who",
    "whom",    "whose",  "why",    "will",    "with", "within", "without", "would", "yet",     "you",
    "your",
};

static const char *const generic[] = {
    "advanced", "application", "approach", "base",    "basic",     "benchmark", "code",         "corpora",
    "corpu",    "corpus",      "data",     "dataset", "framework", "general",   "introduction", "learning",
    "level",    "librarie",    "library",  "list",    "method",    "misc",      "miscellaneou", "model",
    "new",      "other",       "overview", "paper",   "reading",   "reference", "related",      "resource",
    "result",   "review",      "set",      "survey",  "system",    "task",      "technique",    "tool",
    "toolkit",  "tutorial",    "work",
};

/* Folded, as the others: NeurIPS has lost its s. */
static const char *const publishers[] = {
    "aaai",     "acl",       "acm",    "aistat",    "alibaba",  "arxiv",  "asplo",   "baidu",
    "berkeley", "bytedance", "cikm",   "cmu",       "coling",   "conll",  "cvpr",    "deepmind",
    "eacl",     "eccv",      "emnlp",  "eurosy",    "facebook", "google", "huawei",  "ibm",
    "icassp",   "iccv",      "icde",   "iclr",      "icml",     "ieee",   "ijcai",   "interspeech",
    "isca",     "kdd",       "lrec",   "microsoft", "mit",      "naacl",  "neurip",  "nip",
    "nsdi",     "nvidia",    "openai", "osdi",      "oxford",   "pldi",   "qq",      "sigcomm",
    "sigir",    "sigkdd",    "sigmod", "sosp",      "stanford", "tacl",   "tencent", "tsinghua",
    "uai",      "uc",        "usenix", "vldb",      "wsdm",
};

static const char *const publishers_cjk[] = {
    "谷歌",   "微软",   "脸书",     "百度",   "腾讯",   "阿里巴巴", "阿里",
    "华为",   "美团",   "字节跳动", "英伟达", "亚马逊", "清华大学", "北京大学",
    "斯坦福", "伯克利", "帝国理工", "中科院", "哈工大", "清华",
};

static const char *const cjk_tails[] = {
    "相关总结", "相关",   "综述", "总结", "模型", "系统", "方法", "论文",
    "应用",     "数据集", "其他", "领域", "任务", "系列", "标准",
};

static const char *const cjk_fronts[] = {"一些", "经典", "传统"};

/* What is said of anything: a phrase neither begins nor ends with it. */
static const char *const cjk_stop[] = {
    "一些", "三大", "论文",   "大学", "什么", "介绍", "使用", "全新", "其他", "发布", "如何", "实现", "怎么",
    "抢先", "提出", "提前",   "提升", "数量", "方法", "显著", "最新", "有效", "本文", "浅谈", "直接", "盘点",
    "结论", "主要", "核心",   "效果", "重要", "包括", "优点", "缺点", "贡献", "文章", "作用", "意义", "原理",
    "之间", "相关", "研究者", "系列", "结果", "表现", "解读", "读懂", "详解", "超越", "进行", "首次", "高分",
};

/* Characters, one behind the other. The first never stand in a phrase. */
static const char cjk_anywhere[] = "的了是在和与及或这那其之也都就很被把们吗呢吧啊着";
static const char cjk_at_front[] = "一不有个亿为每于以将从到并而但所如还又再更最较只已仅该此各某我你他她它";
static const char cjk_at_end[] = "一不有个于以将从到并而但更最较只已该此各上中下时后前里内等为对使让";

/* Three characters that end in these are a word, as "relevance" is. */
static const char cjk_word_ends[] = "性化度率者员器法学家人";

static int compare(const void *key, const void *element)
{
    return strcmp(key, *(const char *const *)element);
}

static bool is_among(const char *word, size_t n, const char *const *table, size_t n_table)
{
    char copy[24];
    if (n >= sizeof copy)
        return false;
    memcpy(copy, word, n);
    copy[n] = '\0';
    return bsearch(copy, table, n_table, sizeof *table, compare) != NULL;
}

bool word_is_stop(const char *word, size_t n)
{
    return is_among(word, n, stop, sizeof stop / sizeof *stop);
}

static bool holds(const char *characters, const char *one)
{
    char c[4] = {one[0], one[1], one[2], '\0'};
    return strstr(characters, c) != NULL;
}

static bool is_said_of_all(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof cjk_stop / sizeof *cjk_stop; i++) {
        size_t length = strlen(cjk_stop[i]);
        if (n >= length &&
            (memcmp(s, cjk_stop[i], length) == 0 || memcmp(s + n - length, cjk_stop[i], length) == 0))
            return true;
    }
    return false;
}

/* 新模型 is 模型; but 新闻 and 创新 are words. */
static bool is_only_new(const char *s, size_t n)
{
    static const char *const words[] = {"新闻", "创新", "更新", "革新"};
    const char *end = s + n - 6;
    bool is_new = memcmp(s, "新", 3) == 0 || memcmp(end + 3, "新", 3) == 0;
    for (size_t i = 0; i < sizeof words / sizeof *words && is_new; i++)
        is_new = memcmp(s, words[i], 6) != 0 && memcmp(end, words[i], 6) != 0;
    return is_new;
}

bool word_joins_cjk(const char *s, size_t n)
{
    if (n < 6)
        return true;
    bool joins =
        holds(cjk_at_front, s) || holds(cjk_at_end, s + n - 3) || is_only_new(s, n) || is_said_of_all(s, n);
    for (size_t i = 0; i + 3 <= n && !joins; i += 3)
        joins = holds(cjk_anywhere, s + i);
    return joins;
}

bool word_parts_cjk(const char *s, size_t n)
{
    return n >= 3 && holds(cjk_anywhere, s);
}

bool word_is_publisher(const char *word, size_t n)
{
    return is_among(word, n, publishers, sizeof publishers / sizeof *publishers);
}

size_t word_publisher_cjk(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof publishers_cjk / sizeof *publishers_cjk; i++) {
        size_t length = strlen(publishers_cjk[i]);
        if (n >= length && memcmp(s, publishers_cjk[i], length) == 0)
            return length;
    }
    return 0;
}

bool word_is_single_cjk(const char *s, size_t n)
{
    return n <= 6 || (n == 9 && holds(cjk_word_ends, s + n - 3));
}

bool word_is_empty_cjk(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof cjk_stop / sizeof *cjk_stop; i++)
        if (strlen(cjk_stop[i]) == n && memcmp(s, cjk_stop[i], n) == 0)
            return true;
    return false;
}

bool word_is_generic(const char *word, size_t n)
{
    return is_among(word, n, generic, sizeof generic / sizeof *generic);
}

void word_trim_cjk(const char **s, size_t *n)
{
    for (bool trimmed = true; trimmed;) {
        trimmed = false;
        for (size_t i = 0; i < sizeof cjk_tails / sizeof *cjk_tails; i++) {
            size_t length = strlen(cjk_tails[i]);
            if (*n > length && memcmp(*s + *n - length, cjk_tails[i], length) == 0) {
                *n -= length;
                trimmed = true;
            }
        }
        for (size_t i = 0; i < sizeof cjk_fronts / sizeof *cjk_fronts; i++) {
            size_t length = strlen(cjk_fronts[i]);
            if (*n > length && memcmp(*s, cjk_fronts[i], length) == 0) {
                *s += length;
                *n -= length;
                trimmed = true;
            }
        }
    }
}
