#include "weir/text/fold.h"

#include <string.h>

#include "weir/text/han.h"
#include "weir/text/utf8.h"

/* What a character is to a phrase. */
enum kind {
    WORD,   /* of a script that parts words */
    CJK,    /* matches anywhere */
    SOFT,   /* parts words, not CJK characters: white space, hyphens, brackets */
    HARD,   /* ends a clause */
    STOP,   /* ends a clause when white space follows: "3.5" and "and/or" go on */
    HYPHEN, /* SOFT, or nothing at all when hyphens are joined */
    NAME,   /* + and #: part of a word that they end, as in C++ */
    TEX,    /* \ */
    NOTHING /* soft hyphen, zero-width joiners */
};

struct reader {
    const char *s;
    size_t n, at;
    unsigned way;
    struct folded *out;
    struct buf word; /* the word being read, as written */
};

void folded_init(struct folded *folded, size_t limit)
{
    buf_init(&folded->text, limit);
    buf_init(&folded->cased, limit);
}

void folded_release(struct folded *folded)
{
    buf_release(&folded->text);
    buf_release(&folded->cased);
}

static enum kind kind_of_ascii(unsigned char c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return WORD;
    switch (c) {
    case '.':
    case ',':
    case ';':
    case ':':
    case '!':
    case '?':
        return STOP;
    case '-':
        return HYPHEN;
    case '+':
    case '#':
        return NAME;
    case '\\':
        return TEX;
    default:
        return SOFT;
    }
}

static enum kind kind_of(uint32_t c)
{
    if (c < 0x80)
        return kind_of_ascii((unsigned char)c);
    if (utf8_is_cjk(c))
        return CJK;
    if (utf8_is_word(c))
        return WORD;
    static const uint32_t hard[] = {0x3001, 0x3002, 0xFF01, 0xFF0C, 0xFF0E,
                                    0xFF1A, 0xFF1B, 0xFF1F, 0xFF61, 0x2026};
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        if (c == hard[i])
            return HARD;
    if (c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF)
        return NOTHING;
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D ? HYPHEN : SOFT;
}

static void put(struct folded *out, const char *folded, const char *cased, size_t n)
{
    buf_add(&out->text, folded, n);
    buf_add(&out->cased, cased, n);
}

static bool after_space(const struct folded *out)
{
    return out->text.n == 0 || out->text.data[out->text.n - 1] == ' ';
}

static void put_break(struct folded *out)
{
    if (!after_space(out))
        put(out, " ", " ", 1);
    if (out->text.n < 2 || out->text.data[out->text.n - 2] != '\n')
        put(out, "\n ", "\n ", 2);
}

/* Length of the word after its plural s is taken off. */
static size_t without_plural(const char *folded, const char *cased, size_t n)
{
    if (n < 3 || folded[n - 1] != 's' || folded[n - 2] == 's')
        return n;
    bool of_capitals = cased[n - 1] == 's' && cased[n - 2] >= 'A' && cased[n - 2] <= 'Z'; /* LMs */
    bool is_news = n == 4 && memcmp(folded, "news", 4) == 0; /* not more than one new */
    return of_capitals || (n > 3 && !is_news) ? n - 1 : n;
}

/* Takes the plural s off the word that was just put, and ends it. */
static void close_word(struct folded *out, size_t start)
{
    size_t kept = without_plural(out->text.data + start, out->cased.data + start, out->text.n - start);
    buf_truncate(&out->text, start + kept);
    buf_truncate(&out->cased, start + kept);
    put(out, " ", " ", 1);
}

/* Ends the word that was read, if any. Where folding changes its length, the case is not kept. */
static void end_word(struct reader *r)
{
    struct folded *out = r->out;
    if (r->word.n == 0)
        return;
    if (!after_space(out))
        put(out, " ", " ", 1);
    size_t start = out->text.n;
    utf8_fold(r->word.data, r->word.n, &out->text);
    size_t n = out->text.n - start;
    buf_add(&out->cased, n == r->word.n ? r->word.data : out->text.data + start, n);
    buf_clear(&r->word);
    if (r->at < r->n || !(r->way & FOLD_OPEN_END))
        close_word(out, start);
}

/* Most words are ASCII and end at a space: they are put at once. False when this is none of them. */
static bool take_plain_word(struct reader *r)
{
    const char *s = r->s + r->at;
    size_t n = 0, room = r->n - r->at;
    if (r->word.n > 0)
        return false; /* it is being read letter by letter, and was looked at when it began */
    while (n < room && (unsigned char)s[n] < 0x80 && kind_of_ascii((unsigned char)s[n]) == WORD)
        n++;
    if (n == 0 || n == room || s[n] != ' ')
        return false;
    struct folded *out = r->out;
    if (!after_space(out))
        put(out, " ", " ", 1);
    size_t start = out->text.n;
    put(out, s, s, n);
    for (char *p = out->text.data + start; *p; p++)
        *p = (char)(*p | (*p >= 'A' && *p <= 'Z' ? 0x20 : 0));
    close_word(out, start);
    r->at += n + 1;
    return true;
}

static void put_cjk(struct reader *r, uint32_t c, const char *s, size_t n)
{
    end_word(r);
    size_t start = r->out->text.n;
    if (c >= 0x4E00 && c <= 0x9FFF) /* these have no other form but a simplified one */
        utf8_add(&r->out->text, han_simplified(c));
    else
        utf8_fold(s, n, &r->out->text);
    buf_add(&r->out->cased, r->out->text.data + start, r->out->text.n - start);
}

/* Full-width letters and digits read as ASCII, so that =KD finds ＫＤ. */
static void put_letter(struct reader *r, uint32_t c, const char *s, size_t n)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        buf_addc(&r->word, (char)(c - 0xFF00 + 0x20));
    else
        buf_add(&r->word, s, n);
}

/* The kind of the character at `at`; SOFT behind the end. */
static enum kind kind_at(const struct reader *r, size_t at)
{
    uint32_t c;
    return at < r->n && utf8_next(r->s + at, r->n - at, &c) > 0 ? kind_of(c) : SOFT;
}

/* + and # belong to the word when they end it: C++, C#, not A+B. */
static void read_name_mark(struct reader *r)
{
    size_t end = r->at;
    while (end < r->n && (r->s[end] == '+' || r->s[end] == '#'))
        end++;
    if (r->word.n > 0 && kind_at(r, end) != WORD)
        buf_add(&r->word, r->s + r->at, end - r->at);
    else
        end_word(r);
    r->at = end;
}

/* A command that only sets type says nothing; another is its name: \beta. */
static void read_tex(struct reader *r)
{
    static const char *const typesetting[] = {"math",  "text", "emph",      "operatorname", "left",
                                              "right", "bf",   "it",        "rm",           "sf",
                                              "tt",    "cal",  "ensuremath"};
    end_word(r);
    size_t start = ++r->at, end = start;
    while (end < r->n && ((r->s[end] >= 'a' && r->s[end] <= 'z') || (r->s[end] >= 'A' && r->s[end] <= 'Z')))
        end++;
    for (size_t i = 0; i < sizeof typesetting / sizeof *typesetting; i++) {
        size_t n = strlen(typesetting[i]);
        bool is_family = i < 2; /* mathrm, textbf, … */
        if (end - start >= n && (is_family || end - start == n) &&
            memcmp(r->s + start, typesetting[i], n) == 0)
            r->at = end;
    }
}

static void read_character(struct reader *r)
{
    uint32_t c = 0;
    const char *s = r->s + r->at;
    size_t n = utf8_next(s, r->n - r->at, &c);
    n = n > 0 ? n : 1;
    enum kind kind = kind_of(c);
    if (kind == NAME) {
        read_name_mark(r);
        return;
    }
    if (kind == TEX) {
        read_tex(r);
        return;
    }
    r->at += n;
    if (kind == STOP)
        kind = r->at == r->n || utf8_is_space((unsigned char)r->s[r->at]) ? HARD : SOFT;
    if (kind == HYPHEN)
        kind = (r->way & FOLD_JOIN_HYPHENS) && kind_at(r, r->at) == WORD ? NOTHING : SOFT;
    switch (kind) {
    case WORD:
        put_letter(r, c, s, n);
        break;
    case CJK:
        put_cjk(r, c, s, n);
        break;
    case HARD:
        end_word(r);
        put_break(r->out);
        break;
    case NOTHING:
        break;
    default:
        end_word(r);
    }
}

void fold_text(const char *s, size_t n, unsigned way, struct folded *out)
{
    struct reader r = {.s = s, .n = n, .way = way, .out = out, .word = BUF_INIT(n + 1)};
    buf_clear(&out->text);
    buf_clear(&out->cased);
    put(out, " ", " ", 1);
    while (r.at < r.n)
        if (!take_plain_word(&r))
            read_character(&r);
    end_word(&r);
    if (!after_space(out) && !(way & FOLD_OPEN_END))
        put(out, " ", " ", 1);
    buf_release(&r.word);
}
