#include "title.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "dialect.h"
#include "weir/list/naming.h"
#include "weir/text/buf.h"
#include "weir/text/utf8.h"

#define LIMIT_LABEL_WORDS 4
#define LIMIT_FIELD       28 /* bytes of the name of a field */
#define WORTH_OF_FIRST    .35

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* ASCII marks that may stand around a title but are none of it. */
static bool is_fringe(char c)
{
    return is_blank(c) || (c != '\0' && strchr("-|:.,;*[]\"~", c) != NULL);
}

/* "[MIT] Deep Learning for Cars", "Title [1]": these brackets belong to the words. */
static bool opens_aside(const char *text, struct span s)
{
    const char *close = text[s.from] == '[' ? memchr(text + s.from, ']', s.to - s.from) : NULL;
    return close != NULL && close + 1 < text + s.to;
}

static bool closes_aside(const char *text, struct span s)
{
    const char *open = text[s.to - 1] == ']' ? memrchr(text + s.from, '[', s.to - s.from) : NULL;
    return open != NULL && open > text + s.from;
}

struct span title_trim(const char *text, struct span s)
{
    static const char *const wide[] = {"：", "，", "。", "、", "“",  "”",  "；", "【",
                                       "】", "—",  "–",  "→",  "｜", "《", "》"};
    for (bool again = true; again;) {
        again = false;
        while (s.from < s.to && is_fringe(text[s.from]) && !opens_aside(text, s))
            s.from++;
        while (s.to > s.from && is_fringe(text[s.to - 1]) && !closes_aside(text, s))
            s.to--;
        for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
            size_t n = strlen(wide[i]);
            if (s.to - s.from >= n && memcmp(text + s.to - n, wide[i], n) == 0)
                s.to -= n, again = true;
            if (s.to - s.from >= n && memcmp(text + s.from, wide[i], n) == 0)
                s.from += n, again = true;
        }
    }
    /* "(oral)": brackets around all of it; "Title (" of which the rest was cut off */
    if (s.to - s.from > 2 && text[s.from] == '(' && text[s.to - 1] == ')' &&
        memchr(text + s.from, ')', s.to - s.from - 1) == NULL)
        return title_trim(text, (struct span){s.from + 1, s.to - 1, s.url});
    if (s.to > s.from && text[s.to - 1] == '(')
        return title_trim(text, (struct span){s.from, s.to - 1, s.url});
    if (s.to > s.from && text[s.from] == ')')
        return title_trim(text, (struct span){s.from + 1, s.to, s.url});
    return s;
}

bool title_is_wiki(const char *url)
{
    return strncmp(url, DIALECT_WIKI, strlen(DIALECT_WIKI)) == 0;
}

bool title_is_external(const char *url)
{
    return url[0] != '\0' && url[0] != '#' && strncmp(url, "mailto:", 7) != 0 && !title_is_wiki(url);
}

double title_worth(const char *text, size_t n)
{
    static const double by_words[] = {0, .4, .55, .75, .95};
    size_t n_letters = 0;
    for (size_t i = 0; i < n; i++)
        n_letters += isalpha((unsigned char)text[i]) || (text[i] & 0x80);
    if (n_letters < 2 && !(n_letters == 1 && n <= 3))
        return 0;
    size_t words = naming_words(text, n);
    if (words == 0 || text[0] == '@' || naming_is_address(text, n))
        return 0;
    if (words <= 2 * LIMIT_LABEL_WORDS && naming_is_label(text, n))
        return 0;
    if (naming_is_date(text, n))
        return 0;
    if (naming_is_venue(text, n))
        return .03;
    if (naming_is_people(text, n) || naming_is_citation(text, n))
        return .08;
    return words < 5 ? by_words[words] : words <= 25 ? 1 : words <= 40 ? .5 : .15;
}

/* The way through a line. */
struct finder {
    const struct line *line;
    struct title_slot *slots;
    size_t n;
    int ordinals[SLOT_KINDS];
};

static void add_slot(struct finder *f, enum slot_kind kind, size_t from, size_t to, const char *url)
{
    struct span s = title_trim(f->line->text, (struct span){from, to, ""});
    if (s.to <= s.from || f->n == TITLE_LIMIT)
        return;
    double worth = title_worth(f->line->text + s.from, s.to - s.from);
    if (kind == SLOT_PLAIN && worth == 0)
        return;
    int ordinal = f->ordinals[kind]++;
    f->slots[f->n++] = (struct title_slot){.from = s.from,
                                           .to = s.to,
                                           .kind = kind,
                                           .ordinal = ordinal < TITLE_ORDINALS ? ordinal : TITLE_ORDINALS - 1,
                                           .url = url,
                                           .worth = worth};
}

/* Words in “…”, "…" or 《…》. */
static size_t find_quoted(struct finder *f, struct span *marked, size_t n)
{
    static const struct {
        const char *open, *close;
    } quotes[] = {{"“", "”"},   {"《", "》"}, {"「", "」"}, {"『", "』"},
                  {"【", "】"}, {"\"", "\""}, {"``", "''"}};
    const char *text = f->line->text;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        const char *open = strstr(text, quotes[i].open);
        const char *from = open != NULL ? open + strlen(quotes[i].open) : NULL;
        const char *close = from != NULL ? strstr(from, quotes[i].close) : NULL;
        if (close != NULL && close - from >= 12)
            add_slot(f, SLOT_QUOTED, (size_t)(from - text), (size_t)(close - text), "");
        if (close != NULL && close - from >= 12)
            marked[n++] =
                (struct span){(size_t)(open - text), (size_t)(close - text) + strlen(quotes[i].close), ""};
    }
    return n;
}

/* How many bytes at `i` part two stretches of plain text; 0: none. What belongs to the first stretch stays.
 */
static size_t parting(const struct line *line, size_t from, size_t i, size_t *next_break)
{
    static const char *const marks[] = {" | ", "｜",   " -- ",     "。",   "；", "; ",
                                        " · ", " // ", "	", " || ", "！", "？"};
    static const char *const dashes[] = {" - ", " – ", " — "};
    const char *s = line->text + i;
    while (*next_break < line->n_breaks && line->breaks[*next_break] < i)
        ++*next_break;
    if (*next_break < line->n_breaks && line->breaks[*next_break] == i)
        return 1;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (strncmp(s, marks[k], strlen(marks[k])) == 0)
            return strlen(marks[k]);
    for (size_t k = 0; line->has_dashes && k < sizeof dashes / sizeof *dashes; k++)
        if (strncmp(s, dashes[k], strlen(dashes[k])) == 0)
            return strlen(dashes[k]);
    /* "标题：… 作者：…": another field begins */
    if (*s == ' ' && (s[1] & 0x80)) {
        const char *colon = strstr(s, "：");
        if (colon != NULL && colon - s < LIMIT_FIELD && memchr(s + 1, ' ', (size_t)(colon - s) - 1) == NULL &&
            naming_is_label(s + 1, (size_t)(colon - s) - 1))
            return 1;
    }
    if (*s == '|' && (i == from || s[1] == '\0'))
        return 1;
    /* A full stop behind a word, not behind an initial or "vs"; "(2019)." too. */
    if (i > from + 1 && (*s == '.' || *s == '?' || *s == '!') && (s[1] == ' ' || s[1] == '\0')) {
        size_t word = i;
        while (word > from && isalpha((unsigned char)line->text[word - 1]))
            word--;
        bool is_short = i - word < 3 && !(line->text[i - 1] & 0x80) &&
                        strchr(")\"]0123456789", line->text[i - 1]) == NULL;
        bool is_known = (i - word == 2 && strncmp(line->text + word, "vs", 2) == 0) ||
                        (i - word == 2 && strncmp(line->text + word, "al", 2) == 0);
        return (is_short && !(is_known && line->text[word] == 'a')) ? 0 : 1;
    }
    return 0;
}

/* "标题：", "Title: " before words say what they are. */
static size_t label_length(const char *text, size_t n)
{
    /* "1.1 Title" */
    size_t digits = strspn(text, "0123456789."), dot = strcspn(text, ".");
    if (digits > 2 && digits < 8 && dot < digits && digits < n && text[digits] == ' ')
        return digits;
    for (size_t i = 1; i < n && i < 40; i++) {
        size_t mark = text[i] == ':' && i + 1 < n && text[i + 1] == ' ' ? 1
                      : strncmp(text + i, "：", 3) == 0                 ? 3
                                                                        : 0;
        if (mark > 0)
            return naming_is_label(text, i) || naming_is_date(text, i) || naming_is_venue(text, i) ? i + mark
                                                                                                   : 0;
    }
    /* "[ICLR 2020] Title" */
    const char *close = *text == '[' || *text == '(' ? memchr(text, *text == '[' ? ']' : ')', n) : NULL;
    if (close == NULL || close + 1 >= text + n)
        return 0;
    size_t inner = (size_t)(close - text) - 1;
    bool is_aside = naming_is_venue(text + 1, inner) || naming_is_date(text + 1, inner) ||
                    naming_is_label(text + 1, inner);
    return is_aside ? inner + 2 : 0;
}

/* A label that ends a stretch: "知识蒸馏综述，论文地址：" */
static size_t without_last_label(const char *text, size_t from, size_t to)
{
    struct span all = title_trim(text, (struct span){from, to, ""});
    size_t i = all.to;
    for (size_t n_words = 0; i > from && n_words < LIMIT_LABEL_WORDS;) {
        bool is_mark =
            strchr(" ,;([", text[i - 1]) != NULL ||
            (i >= from + 3 && (memcmp(text + i - 3, "，", 3) == 0 || memcmp(text + i - 3, "（", 3) == 0));
        n_words += is_mark;
        if (is_mark && i < all.to && naming_is_label(text + i, all.to - i))
            return i;
        i--;
    }
    return to;
}

/* The plain text between two bytes, in stretches. */
static void find_plain(struct finder *f, size_t from, size_t to, bool before_link)
{
    const char *text = f->line->text;
    size_t next_break = 0;
    for (size_t i = from, begin = from; i <= to; i++) {
        size_t step = i < to ? parting(f->line, begin, i, &next_break) : 1;
        if (step == 0)
            continue;
        bool keeps = i < to && (text[i] == '?' || text[i] == '!');
        size_t end = i + keeps;
        begin += label_length(text + begin, end - begin);
        if (i == to && before_link)
            end = without_last_label(text, begin, end);
        if (begin < end)
            add_slot(f, SLOT_PLAIN, begin, end, "");
        begin = i + step;
        i += step - 1;
    }
}

static int by_place(const struct span *a, const struct span *b)
{
    return a->from < b->from ? -1 : a->from > b->from;
}

void title_find(struct line *line, struct arena *arena)
{
    struct title_slot slots[TITLE_LIMIT];
    struct finder f = {.line = line, .slots = slots};
    struct span marked[2 * TITLE_LIMIT];
    size_t n_marked = 0;
    for (size_t i = 0; i < line->n_links && i < TITLE_LIMIT / 2; i++) {
        add_slot(&f, SLOT_LINK,
                 line->links[i].from +
                     label_length(line->text + line->links[i].from, line->links[i].to - line->links[i].from),
                 line->links[i].to, line->links[i].url);
        /* What begins the line and leads out is its title, even if it is called "The Code Book" or "Crypto".
         */
        struct title_slot *slot = f.n > 0 ? &f.slots[f.n - 1] : NULL;
        if (slot != NULL && slot->kind == SLOT_LINK && slot->from <= 2 && i == 0 &&
            title_is_external(slot->url)) {
            const char *text = line->text + slot->from;
            size_t n = slot->to - slot->from;
            bool is_short = naming_is_label(text, n) && naming_words(text, n) < 3;
            if (slot->worth < WORTH_OF_FIRST && !is_short && !naming_is_date(text, n) &&
                !naming_is_address(text, n))
                slot->worth = WORTH_OF_FIRST;
        }
        marked[n_marked++] = line->links[i];
    }
    for (size_t i = 0; i < line->n_strong && i < TITLE_LIMIT / 4; i++) {
        const struct span *strong = &line->strong[i];
        const char *url = "";
        for (size_t k = 0; k < line->n_links; k++)
            if (*url == '\0' && line->links[k].from >= strong->from && line->links[k].to <= strong->to)
                url = line->links[k].url;
        add_slot(&f, SLOT_STRONG,
                 strong->from + label_length(line->text + strong->from, strong->to - strong->from),
                 strong->to, url);
        marked[n_marked++] = *strong;
    }
    n_marked = find_quoted(&f, marked, n_marked);
    /* a few spans, nearly in order */
    for (size_t i = 1; i < n_marked; i++)
        for (size_t k = i; k > 0 && by_place(&marked[k], &marked[k - 1]) < 0; k--) {
            struct span swap = marked[k];
            marked[k] = marked[k - 1];
            marked[k - 1] = swap;
        }
    size_t at = 0;
    for (size_t i = 0; i <= n_marked; i++) {
        size_t to = i < n_marked ? marked[i].from : line->n;
        if (to > at)
            find_plain(&f, at, to, i < n_marked);
        if (i < n_marked && marked[i].to > at)
            at = marked[i].to;
    }
    line->slots = arena_alloc(arena, (f.n + 1) * sizeof *slots);
    line->n_slots = f.n;
    if (f.n > 0)
        memcpy(line->slots, slots, f.n * sizeof *slots);
}

/* ---- addresses ---- */

/* How much would one rather have this link than the first: the paper before its code, pages before pictures.
 */
static int rank_of(const struct line *line, const struct span *link)
{
    static const struct {
        const char *word;
        int rank;
    } ranks[] = {{"paper", 3},      {"pdf", 3},  {"arxiv", 3}, {"abs", 3},  {"论文", 3}, {"論文", 3},
                 {"openreview", 2}, {"html", 2}, {"link", 2},  {"链接", 2}, {"原文", 3}};
    struct span words = title_trim(line->text, *link);
    size_t n = words.to - words.from;
    if (!title_is_external(link->url))
        return -1;
    if (strstr(link->url, "shields.io") != NULL || strstr(link->url, "awesome.re") != NULL)
        return 0;
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (n < 30 && n >= strlen(ranks[i].word) &&
            strncasecmp(line->text + words.from, ranks[i].word, strlen(ranks[i].word)) == 0)
            return ranks[i].rank;
    return 1;
}

/* "doi:10.1000/182" when there is no link. */
static const char *find_doi(const struct line *line, struct arena *arena)
{
    for (const char *s = line->text; (s = strstr(s, "10.")) != NULL; s += 3) {
        size_t digits = strspn(s + 3, "0123456789"), n = 0;
        if (digits < 4 || s[3 + digits] != '/' || (s > line->text && isalnum((unsigned char)s[-1])))
            continue;
        while (s[n] != '\0' && (unsigned char)s[n] > ' ' && !(s[n] & 0x80) && strchr("<>\"|", s[n]) == NULL)
            n++;
        while (n > 0 && strchr(".,;)]", s[n - 1]) != NULL)
            n--;
        return arena_printf(arena, "https://doi.org/%.*s", (int)n, s);
    }
    /* "arXiv:2101.00001", "arXiv preprint arXiv:2101.00001" */
    for (const char *s = line->text; (s = strcasestr(s, "arxiv:")) != NULL; s += 6) {
        const char *id = s + 6 + strspn(s + 6, " ");
        size_t n = strspn(id, "0123456789");
        if (n == 4 && id[4] == '.' && strspn(id + 5, "0123456789") >= 4)
            return arena_printf(arena, "https://arxiv.org/abs/%.*s", (int)(5 + strspn(id + 5, "0123456789")),
                                id);
    }
    return "";
}

const char *title_address(const struct line *line, const struct title_slot *slot, struct arena *arena)
{
    const char *best = "";
    int rank = -1;
    if (slot != NULL && title_is_external(slot->url))
        return slot->url;
    for (size_t i = 0; i < line->n_links; i++)
        if (rank_of(line, &line->links[i]) > rank) {
            rank = rank_of(line, &line->links[i]);
            best = line->links[i].url;
        }
    return *best != '\0' ? best : find_doi(line, arena);
}

/* ---- what else the line says ---- */

static void add_words(struct buf *out, const char *text, size_t n)
{
    if (out->n > 0)
        buf_addc(out, ' ');
    buf_add(out, text, n);
}

char *title_rest(const struct line *line, const struct title_slot *slot, struct arena *arena)
{
    const struct title_slot *slots = line->slots;
    struct buf rest = BUF_INIT(READING_LIMIT_NOTE), squashed = BUF_INIT(READING_LIMIT_NOTE);
    size_t n = line->n_slots;
    for (size_t i = 0; i < n; i++) {
        bool is_title = slot != NULL && slots[i].from < slot->to && slots[i].to > slot->from;
        bool tells = slots[i].worth > .1 && (slots[i].kind == SLOT_PLAIN || slots[i].kind == SLOT_STRONG ||
                                             slots[i].kind == SLOT_LINK);
        bool is_again = slots[i].kind == SLOT_STRONG && *slots[i].url != '\0'; /* its link says it */
        if (tells && !is_title && !is_again)
            add_words(&rest, line->text + slots[i].from, slots[i].to - slots[i].from);
    }
    utf8_squash(rest.data, rest.n, &squashed);
    char *copy = arena_copy(arena, squashed.data, squashed.n);
    buf_release(&rest);
    buf_release(&squashed);
    return copy;
}
