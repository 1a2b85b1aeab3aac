#include "weir/derive/headings.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "weir/list/naming.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

/* Headings of one letter make a row of them; "C" and "R" alone are languages. */
#define ENOUGH_LETTERS 5
#define LIMIT_TOLD     1500 /* bytes of headings that are named in one sentence */
#define LIMIT_WORD     40   /* bytes */
#define LIMIT_WORDS    6

/* Words that say what kind of thing stands below. A heading of nothing else
 * names no subject. */
static const char forms[] =
    "|a|academic|all|an|and|article|articles|awesome|best|blog|blogs|book|books|by|classic|code|"
    "codes|collection|course|courses|curated|demo|demos|essential|existing|first|for|further|general|"
    "github|good|important|in|interesting|key|lecture|lectures|library|link|links|list|lists|main|"
    "material|materials|more|must|of|on|open|our|page|pages|paper|papers|podcast|podcasts|post|posts|"
    "preprint|preprints|presentation|presentations|project|projects|publication|publications|read|"
    "reading|readings|recommended|related|repos|repositories|repository|research|resource|resources|"
    "selected|slide|slides|source|suggested|talk|talks|the|thesis|theses|to|tool|tools|tutorial|"
    "tutorials|useful|video|videos|web|website|websites|work|works|workshop|workshops|implementation|"
    "implementations|conference|conferences|journal|journals|author|authors|ebook|论文|书|书籍|"
    "教程|资源|工具|博客|文章|代码|项目|视频|课程|相关|必读|推荐|经典|"
    "资料|链接|列表|论文列表|相关论文|论文清单|开源项目|学习资料|論文|"
    "記事|書籍|ツール|논문|책|블로그|도구|作者|讲座|书单|清单|";

/* Of these the ones by which some lists are ordered: there they are topics, of the list's field. */
static const char orders[] =
    "|article|articles|and|blog|blogs|course|courses|lecture|lectures|tool|tools|tutorial|"
    "tutorials|video|videos|web|online|talks|talk|podcasts|";

/* Parts of a list that are about the list. */
static const char matters[] =
    "|about|acknowledgement|acknowledgements|acknowledgment|acknowledgments|announcement|"
    "announcements|background|change log|changelog|citation|citations|citing|cite|community|contact|"
    "content|contents|contribute|contributing|contribution|contributions|contributor|contributors|"
    "credits|disclaimer|faq|feedback|getting started|how to contribute|index|intro|introduction|"
    "licence|license|licenses|maintainers|misc|miscellaneous|miscellany|motivation|new|news|note|"
    "notes|other|others|outline|overview|preface|question|questions|read me|readme|reference|"
    "references|star history|summary|support|table of content|table of contents|thanks|toc|todo|"
    "update|updates|what's new|whats new|uncategorized|uncategorised|unsorted|recent updates|"
    "latest updates|latest news|目录|简介|贡献|贡献者|其他|其它|其他资料|杂项|"
    "更新|更新日志|更新记录|新闻|动态|参考|参考文献|致谢|关于|说明|前言|"
    "概述|引用|许可|许可证|联系|联系方式|如何贡献|目次|その他|はじめに|"
    "謝辞|기타|목차|소개|기여|其他论文|未分类|介绍|最新动态|";

/* "Other lists", "Newest research work list": the rest, and what is new, of
 * whatever is above. */
static const char *const beginnings[] = {"other ",    "others ",           "misc ",   "miscellaneous ",
                                         "newest ",   "latest ",           "how to ", "about ",
                                         "contribut", "table of contents", "其他",    "其它"};

struct judge {
    const struct reading *reading;
    size_t *n_below;   /* of each heading: entries under it, however deep */
    size_t *n_topics;  /* of each heading: topics below it, however deep */
    size_t *n_in_list; /* of each list: entries */
    size_t *n_letters; /* of each list: headings of one letter */
};

/* Is the word, in whatever case, among those that bars part? */
static bool is_among(const char *word, size_t n, const char *words)
{
    char wanted[LIMIT_WORD + 3] = "|";
    if (n == 0 || n > LIMIT_WORD)
        return false;
    for (size_t i = 0; i < n; i++)
        wanted[i + 1] = (char)tolower((unsigned char)word[i]);
    wanted[n + 1] = '|';
    wanted[n + 2] = '\0';
    return strstr(words, wanted) != NULL;
}

/* Are all words of the title such? Digits and marks say nothing. */
static bool consists_of(const char *title, const char *words)
{
    size_t n_words = 0;
    for (const char *s = title; *s != '\0';) {
        size_t n = strcspn(s, " &/,+|-()（）、·:：");
        bool is_number = n > 0 && strspn(s, "0123456789") == n;
        if (n > 0 && !is_number && !is_among(s, n, words))
            return false;
        n_words += n > 2 && !is_number; /* "A" alone is no article */
        s += n;
        s += *s != '\0';
        while ((*s & 0xC0) == 0x80)
            s++;
    }
    return n_words > 0 && n_words <= LIMIT_WORDS;
}

static bool is_matter(const char *title)
{
    if (is_among(title, strcspn(title, "("), matters) || is_among(title, strlen(title), matters))
        return true;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (strncasecmp(title, beginnings[i], strlen(beginnings[i])) == 0)
            return naming_words(title, strlen(title)) <= LIMIT_WORDS;
    return false;
}

static bool is_letter(const char *title)
{
    return (isalpha((unsigned char)title[0]) || title[0] == '#') &&
           (title[1] == '\0' || (title[1] == '-' && title[3] == '\0'));
}

/* KDD, NeurIPS; but "Science" and "Crypto" are subjects, too. */
static bool is_acronym(const char *title)
{
    size_t n_capitals = 0;
    for (; isalpha((unsigned char)*title); title++)
        n_capitals += isupper((unsigned char)*title) != 0;
    return n_capitals > 1;
}

static void count(struct judge *j)
{
    const struct reading *r = j->reading;
    for (size_t i = 0; i < r->n_entries; i++) {
        j->n_in_list[r->entries[i].list]++;
        if (r->entries[i].heading != READING_TOP)
            j->n_below[r->entries[i].heading]++;
    }
    /* a heading stands behind that above it */
    for (size_t h = r->n_headings; h-- > 0;) {
        j->n_letters[r->headings[h].list] += is_letter(r->headings[h].title);
        if (r->headings[h].parent != READING_TOP)
            j->n_below[r->headings[h].parent] += j->n_below[h];
    }
}

static enum heading_kind judge(const struct judge *j, size_t h)
{
    const struct list_heading *heading = &j->reading->headings[h];
    const char *title = heading->title;
    size_t n = strlen(title);
    if (j->n_below[h] == 0)
        return HEADING_EMPTY;
    if (is_letter(title) && j->n_letters[heading->list] >= ENOUGH_LETTERS)
        return HEADING_LETTER;
    if (naming_words(title, n) == 0)
        return HEADING_MATTER; /* a picture */
    if (naming_is_date(title, n) || strspn(title, "0123456789. ") == n)
        return HEADING_DATE;
    if (naming_is_venue(title, n) && (naming_has_year(title, n) || is_acronym(title)))
        return HEADING_VENUE;
    if (naming_is_place(title, n))
        return HEADING_PLACE;
    if (is_matter(title))
        return HEADING_MATTER;
    if (consists_of(title, forms))
        return HEADING_FORM;
    bool is_whole = heading->parent == READING_TOP && 2 * j->n_below[h] > j->n_in_list[heading->list];
    return is_whole && j->n_topics[h] > 1 ? HEADING_LIST : HEADING_TOPIC;
}

static bool has_topic_above(const struct reading *reading, const enum heading_kind *kinds, size_t h)
{
    while ((h = reading->headings[h].parent) != READING_TOP)
        if (kinds[h] == HEADING_TOPIC)
            return true;
    return false;
}

enum heading_kind *headings_judge(const struct reading *reading, struct arena *arena)
{
    size_t n = reading->n_headings + 1;
    struct judge j = {.reading = reading};
    enum heading_kind *kinds = arena_alloc(arena, n * sizeof *kinds);
    j.n_below = arena_alloc(arena, n * sizeof *j.n_below);
    j.n_topics = arena_alloc(arena, n * sizeof *j.n_topics);
    j.n_in_list = arena_alloc(arena, (reading->n_lists + 1) * sizeof *j.n_in_list);
    j.n_letters = arena_alloc(arena, (reading->n_lists + 1) * sizeof *j.n_letters);
    count(&j);
    for (size_t h = reading->n_headings; h-- > 0;) {
        size_t parent = reading->headings[h].parent;
        kinds[h] = judge(&j, h);
        if (parent != READING_TOP)
            j.n_topics[parent] += j.n_topics[h] + (kinds[h] == HEADING_TOPIC);
    }
    for (size_t h = 0; h < reading->n_headings; h++)
        if (kinds[h] == HEADING_FORM && consists_of(reading->headings[h].title, orders) &&
            !has_topic_above(reading, kinds, h))
            kinds[h] = HEADING_TOPIC;
    return kinds;
}

size_t headings_told(const struct reading *reading, const enum heading_kind *kinds, struct arena *arena,
                     struct heading_told **out)
{
    static const struct {
        const char *one, *several;
    } says[HEADING_KINDS] = {
        [HEADING_EMPTY] = {"has no entries", "have no entries"},
        [HEADING_DATE] = {"is a date", "are dates"},
        [HEADING_VENUE] = {"is a place of publication", "are places of publication"},
        [HEADING_PLACE] = {"is a country", "are countries"},
        [HEADING_LETTER] = {"is a letter", "are letters"},
        [HEADING_FORM] = {"says what kind of text it is", "say what kind of text it is"},
        [HEADING_MATTER] = {"is about the list or its rest", "are about the list or its rest"},
        [HEADING_LIST] = {"is the list's own name", "are the list's own name"},
    };
    size_t n_told = 0, end;
    *out = NULL;
    for (size_t from = 0; from < reading->n_headings; from = end) {
        size_t list = reading->headings[from].list;
        for (end = from; end < reading->n_headings && reading->headings[end].list == list; end++)
            ;
        for (int kind = HEADING_TOPIC + 1; kind < HEADING_KINDS; kind++) {
            struct buf names = BUF_INIT(LIMIT_TOLD);
            struct heading_told told = {.list = list};
            for (size_t h = from; h < end; h++) {
                if (kinds[h] != (enum heading_kind)kind)
                    continue;
                told.line = told.n++ == 0 ? reading->headings[h].line : told.line;
                if (names.n < LIMIT_TOLD / 2)
                    buf_addf(&names, "%s\"%.*s\" (line %zu)", told.n > 1 ? ", " : "",
                             (int)utf8_prefix(reading->headings[h].title, 80), reading->headings[h].title,
                             reading->headings[h].line);
                else if (names.data[names.n - 1] != '\xA6')
                    buf_adds(&names, ", …");
            }
            if (told.n > 0) {
                told.text = arena_printf(
                    arena, "%zu heading%s %s, no topic%s: %s", told.n, told.n == 1 ? "" : "s",
                    told.n == 1 ? says[kind].one : says[kind].several, told.n == 1 ? "" : "s", names.data);
                *out = arena_grow(arena, *out, n_told, sizeof **out);
                (*out)[n_told++] = told;
            }
            buf_release(&names);
        }
    }
    return n_told;
}
