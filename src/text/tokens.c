#include "weir/text/tokens.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/text/han.h"
#include "weir/text/utf8.h"

#define WORD_LIMIT    ((size_t)4 * TOKEN_LIMIT) /* bytes of a word that are folded */
#define FOLDING_GROWS 64                        /* times, at most, with the names of letters (NFKC: 11) */
#define MARK_LIMIT    ((size_t)4)               /* pluses of C++ that are kept */
#define GREEK_GROWS   4                         /* bytes of "epsilon" for each of its letter, at most */
#define KANA_LONG     3 /* characters of a word in kana that may lose its long vowel: サーバー; not キー */

/* What a character is to a phrase. */
enum kind {
    WORD,      /* of a script that parts words */
    CHARACTER, /* of one that does not */
    SOFT,      /* parts words: white space, brackets */
    LINE,      /* the end of a line; two end a paragraph */
    HARD,      /* ends a clause */
    STOP,      /* ends a clause when white space follows: "3.5" and "and/or" go on */
    HYPHEN,
    NAME,   /* + and #: part of a word that they end, as in C++ */
    TEX,    /* \ */
    NOTHING /* soft hyphen, zero-width joiners */
};

struct reader {
    const char *s;
    size_t n, at;
    unsigned way;
    struct tokens *out;
    enum token_gap gap; /* since the last token */
    size_t n_kana;      /* how many characters of kana have just been read in a row */
};

void tokens_init(struct tokens *tokens, size_t limit)
{
    *tokens = (struct tokens){0};
    buf_init(&tokens->text, limit);
    buf_init(&tokens->scratch, (WORD_LIMIT + 16) * (FOLDING_GROWS + 1));
}

void tokens_release(struct tokens *tokens)
{
    buf_release(&tokens->text);
    buf_release(&tokens->scratch);
    free(tokens->all);
    tokens->all = NULL;
    tokens->n = tokens->room = 0;
}

uint32_t token_hash(uint32_t hash, const char *key, size_t n)
{
    for (size_t i = 0; i < n; i++)
        hash = hash * TOKEN_HASH_BASE + (unsigned char)key[i];
    return hash;
}

/* Letters and digits, lower case or as they are; 0 for what is neither. */
static const unsigned char letters[2][256] = {
#define DIGITS                                                                                               \
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',  \
    ['8'] = '8', ['9'] = '9'
#define LETTERS(a, A)                                                                                        \
    ['a'] = a, ['b'] = a + 1, ['c'] = a + 2, ['d'] = a + 3, ['e'] = a + 4, ['f'] = a + 5, ['g'] = a + 6,     \
    ['h'] = a + 7, ['i'] = a + 8, ['j'] = a + 9, ['k'] = a + 10, ['l'] = a + 11, ['m'] = a + 12,             \
    ['n'] = a + 13, ['o'] = a + 14, ['p'] = a + 15, ['q'] = a + 16, ['r'] = a + 17, ['s'] = a + 18,          \
    ['t'] = a + 19, ['u'] = a + 20, ['v'] = a + 21, ['w'] = a + 22, ['x'] = a + 23, ['y'] = a + 24,          \
    ['z'] = a + 25, ['A'] = A, ['B'] = A + 1, ['C'] = A + 2, ['D'] = A + 3, ['E'] = A + 4, ['F'] = A + 5,    \
    ['G'] = A + 6, ['H'] = A + 7, ['I'] = A + 8, ['J'] = A + 9, ['K'] = A + 10, ['L'] = A + 11,              \
    ['M'] = A + 12, ['N'] = A + 13, ['O'] = A + 14, ['P'] = A + 15, ['Q'] = A + 16, ['R'] = A + 17,          \
    ['S'] = A + 18, ['T'] = A + 19, ['U'] = A + 20, ['V'] = A + 21, ['W'] = A + 22, ['X'] = A + 23,          \
    ['Y'] = A + 24, ['Z'] = A + 25
    {DIGITS, LETTERS('a', 'a')},
    {DIGITS, LETTERS('a', 'A')},
};

static bool is_ascii_letter(unsigned char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static enum kind kind_of_ascii(unsigned char c)
{
    if (letters[0][c] != 0)
        return WORD;
    switch (c) {
    case '\n':
        return LINE;
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

static bool is_spaceless(uint32_t c)
{
    return utf8_is_cjk(c) || (c >= 0xE01 && c <= 0xE4E) || (c >= 0xE81 && c <= 0xECE) ||
           (c >= 0x1000 && c <= 0x103F) || (c >= 0x1780 && c <= 0x17D3);
}

static enum kind kind_of(uint32_t c)
{
    if (c < 0x80)
        return kind_of_ascii((unsigned char)c);
    if ((c >= 0x4E00 && c <= 0x9FFF) || is_spaceless(c))
        return CHARACTER;
    if (utf8_is_word(c))
        return WORD;
    static const uint32_t hard[] = {0x60C,  0x61B,  0x61F,  0x6D4,  0x964,  0x2026, 0x2029, 0x3001, 0x3002,
                                    0xFF01, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF61, 0xFF64};
    for (size_t i = 0; i < sizeof hard / sizeof *hard; i++)
        if (c == hard[i])
            return HARD;
    if (c == 0xAD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF)
        return NOTHING;
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFF0D ? HYPHEN : SOFT;
}

/* The character at `at`, its length in `*length`; 0 behind the end. */
static uint32_t character_at(const struct reader *r, size_t at, size_t *length)
{
    uint32_t c = 0;
    *length = at < r->n ? utf8_next(r->s + at, r->n - at, &c) : 0;
    if (*length > 0)
        return c;
    *length = 1;
    return 0;
}

/* The kind of the character at `at`; SOFT behind the end. */
static enum kind kind_at(const struct reader *r, size_t at)
{
    size_t length;
    return at < r->n ? kind_of(character_at(r, at, &length)) : SOFT;
}

static void widen(struct reader *r, enum token_gap gap)
{
    bool is_second_hyphen = gap == GAP_HYPHEN && r->gap == GAP_HYPHEN;
    if (gap > r->gap || is_second_hyphen)
        r->gap = is_second_hyphen ? GAP_SOFT : gap;
    r->n_kana = 0;
}

/* Writes what parts the next key from the last, and makes room for it; false when it does not fit. */
static bool open_key(struct reader *r, bool is_character, size_t n)
{
    struct tokens *out = r->out;
    if (buf_reserve(&out->text, n + 1) < 0)
        return false;
    if (out->n > 0 && !(is_character && out->all[out->n - 1].is_character))
        out->text.data[out->text.n++] = ' ';
    return true;
}

/* Adds the token whose key of `n` bytes has just been written behind `text`. */
static void close_key(struct reader *r, size_t n, uint32_t hash, bool is_character, size_t from, size_t to)
{
    struct tokens *out = r->out;
    if (out->n == out->room) {
        out->room = out->room > 0 ? 2 * out->room : 64;
        out->all = reallocarray(out->all, out->room, sizeof *out->all);
        if (!out->all)
            abort();
    }
    out->all[out->n++] = (struct token){.at = (uint32_t)out->text.n,
                                        .from = (uint32_t)from,
                                        .to = (uint32_t)to,
                                        .hash = hash,
                                        .n = (uint8_t)n,
                                        .is_character = is_character,
                                        .gap = (uint8_t)r->gap};
    out->text.n += n;
    out->text.data[out->text.n] = '\0';
    r->gap = GAP_NONE;
}

/* Bytes of the key without its plural s; `end` is what was written, up to its end. */
static size_t without_plural(const struct reader *r, const char *key, size_t n, const char *end)
{
    if (n < 3 || (key[n - 1] | 0x20) != 's' || (key[n - 2] | 0x20) == 's')
        return n;
    if (r->at >= r->n && (r->way & TOKENS_OPEN_END))
        return n;
    bool of_capitals = end[-1] == 's' && end[-2] >= 'A' && end[-2] <= 'Z'; /* LMs */
    bool is_news = n == 4 && strncasecmp(key, "news", 4) == 0;             /* not more than one new */
    return of_capitals || (n > 3 && !is_news) ? n - 1 : n;
}

/* Most words are ASCII, and their keys are written at once. False when this one has to be looked at closely.
 */
static bool read_plain_word(struct reader *r)
{
    const unsigned char *s = (const unsigned char *)r->s, *letter = letters[r->way & TOKENS_CASED];
    size_t from = r->at, at = from, most = from + TOKEN_LIMIT < r->n ? from + TOKEN_LIMIT : r->n;
    size_t n_before = r->out->text.n;
    if (!open_key(r, false, TOKEN_LIMIT))
        return false;
    char *key = r->out->text.data + r->out->text.n;
    uint32_t hash = 0, before = 0;
    for (unsigned char c; at < most && (c = letter[s[at]]) != 0; at++) {
        key[at - from] = (char)c;
        before = hash;
        hash = hash * TOKEN_HASH_BASE + c;
    }
    if (at < r->n && (s[at] >= 0x80 || s[at] == '+' || s[at] == '#' || letter[s[at]] != 0)) {
        r->out->text.n = n_before;
        return false;
    }
    r->at = at;
    size_t n = without_plural(r, key, at - from, r->s + at);
    close_key(r, n, n < at - from ? before : hash, false, from, at);
    return true;
}

/* The names of the letters from alpha (U+03B1) to omega. */
static const char *const greek[] = {
    "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",   "theta", "iota",
    "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",    "rho",   "sigma",
    "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega",
};

static const char *greek_name(uint32_t c)
{
    c += c >= 0x391 && c <= 0x3A9 ? 0x20 : 0;
    return c >= 0x3B1 && c <= 0x3C9 ? greek[c - 0x3B1] : NULL;
}

/* Appends the word with each Greek letter that stands alone among others as its name: β1, but αγάπη. */
static void name_greek(const char *word, size_t n, struct buf *out)
{
    uint32_t before = 0, c, after;
    for (size_t i = 0, length; i < n; i += length, before = c) {
        length = utf8_next(word + i, n - i, &c);
        if (i + length >= n || utf8_next(word + i + length, n - i - length, &after) == 0)
            after = 0;
        const char *name = greek_name(before) || greek_name(after) ? NULL : greek_name(c);
        if (name != NULL)
            buf_adds(out, name);
        else
            buf_add(out, word + i, length);
    }
}

/* Adds the token whose raw bytes `scratch` holds. */
static void put_word(struct reader *r, size_t from)
{
    struct buf *word = &r->out->scratch;
    size_t n_raw = word->n;
    buf_reserve(word, n_raw * FOLDING_GROWS); /* it is read while it is written */
    utf8_fold_bare(word->data, n_raw, !(r->way & TOKENS_CASED), word);
    size_t folded = word->n;
    buf_reserve(word, (folded - n_raw) * GREEK_GROWS);
    name_greek(word->data + n_raw, folded - n_raw, word);
    const char *key = word->data + folded;
    size_t n = word->n - folded;
    n = n > TOKEN_LIMIT ? utf8_prefix(key, TOKEN_LIMIT) : n;
    n = n_raw > 1 ? without_plural(r, key, n, word->data + n_raw) : n;
    if (n == 0 || !open_key(r, false, n))
        return;
    memcpy(r->out->text.data + r->out->text.n, key, n);
    close_key(r, n, token_hash(0, key, n), false, from, r->at);
}

/* + and # belong to the word when they end it: C++, C#, not A+B; and C++17 is C++ and 17. */
static bool read_name_mark(struct reader *r, size_t from)
{
    size_t end = r->at;
    while (end < r->n && r->s[end] == r->s[r->at])
        end++;
    bool is_name = end - r->at > 1 ? r->s[r->at] == '+' : r->s[r->at] == '#' && r->at - from == 1;
    if (!is_name && kind_at(r, end) == WORD)
        return false;
    buf_add(&r->out->scratch, r->s + r->at, end - r->at < MARK_LIMIT ? end - r->at : MARK_LIMIT);
    r->at = end;
    return true;
}

/* A word letter by letter, from `at`. */
static void read_word(struct reader *r)
{
    size_t from = r->at, length;
    buf_clear(&r->out->scratch);
    while (r->at < r->n) {
        enum kind kind = kind_of(character_at(r, r->at, &length));
        bool begins_name = kind == STOP && r->at == from; /* the dot of .NET */
        if (kind == NAME) {
            read_name_mark(r, from);
            break;
        }
        if (kind != WORD && kind != NOTHING && !begins_name)
            break;
        if (kind != NOTHING && r->out->scratch.n < WORD_LIMIT)
            buf_add(&r->out->scratch, r->s + r->at, length);
        r->at += length;
    }
    put_word(r, from);
}

/* Does the dot at `at` begin a name: .NET? */
static bool begins_name(const struct reader *r)
{
    const char *s = r->s + r->at;
    if (r->n - r->at < 3 || s[0] != '.' || !is_ascii_letter((unsigned char)s[1]) ||
        !is_ascii_letter((unsigned char)s[2]))
        return false;
    if (r->at == 0 || strchr(" \t\n([,/", s[-1]) != NULL)
        return true;
    const struct tokens *out = r->out;
    return out->n > 0 && out->all[out->n - 1].to == r->at && out->all[out->n - 1].is_character;
}

/* Marks of voice stand behind the kana that they belong to: half-width カ and ゛ are one character, ガ. */
static bool is_voice_mark(uint32_t c)
{
    return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F;
}

static bool is_kana(uint32_t c)
{
    return (c >= 0x3041 && c <= 0x30FF) || (c >= 0xFF66 && c <= 0xFF9D);
}

/* The long vowel at the end of a word in kana: written or not, it is the same word. */
static bool ends_kana(const struct reader *r, uint32_t c)
{
    size_t length;
    return (c == 0x30FC || c == 0xFF70) && r->n_kana >= KANA_LONG &&
           !is_kana(character_at(r, r->at, &length));
}

static void read_character(struct reader *r, uint32_t c, size_t length)
{
    size_t from = r->at, step;
    r->at += length;
    if (ends_kana(r, c)) {
        r->out->all[r->out->n - 1].to = (uint32_t)r->at;
        return;
    }
    r->n_kana = is_kana(c) ? r->n_kana + 1 : 0;
    bool is_plain =
        (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x30FA) || (c >= 0xAC00 && c <= 0xD7A3);
    while (is_voice_mark(character_at(r, r->at, &step))) {
        r->at += step;
        is_plain = false;
    }
    struct buf *folded = &r->out->scratch;
    buf_clear(folded);
    if (!is_plain) {
        utf8_fold_bare(r->s + from, r->at - from, true, folded);
        uint32_t first;
        if (utf8_next(folded->data, folded->n, &first) == folded->n)
            c = first;
    }
    if (c >= 0x3041 && c <= 0x3096)
        c += 0x60; /* Hiragana as Katakana */
    else if (c >= 0x4E00 && c <= 0x9FFF)
        c = han_simplified(c);
    bool is_one = is_plain || utf8_next(folded->data, folded->n, &(uint32_t){0}) == folded->n;
    if (is_one) {
        buf_clear(folded);
        utf8_add(folded, c);
    }
    size_t n = folded->n;
    if (n == 0 || n > TOKEN_LIMIT || !open_key(r, true, n))
        return;
    memcpy(r->out->text.data + r->out->text.n, folded->data, n);
    close_key(r, n, token_hash(0, folded->data, n), true, from, r->at);
}

/* A command that only sets type says nothing; another is its name: \beta, \varepsilon. */
static void read_tex(struct reader *r)
{
    static const struct {
        const char *name;
        bool is_family; /* mathrm, textbf, …; var before a Greek letter */
    } typesetting[] = {{"math", true},          {"text", true},       {"var", true},    {"emph", false},
                       {"operatorname", false}, {"left", false},      {"right", false}, {"bf", false},
                       {"it", false},           {"rm", false},        {"sf", false},    {"tt", false},
                       {"cal", false},          {"ensuremath", false}};
    size_t start = ++r->at, end = start;
    while (end < r->n && is_ascii_letter((unsigned char)r->s[end]))
        end++;
    for (size_t i = 0; i < sizeof typesetting / sizeof *typesetting; i++) {
        const char *name = typesetting[i].name;
        size_t n = strlen(name);
        if (end - start < n || memcmp(r->s + start, name, n) != 0)
            continue;
        if (*name == 'v')
            r->at = start + n;
        else if (typesetting[i].is_family || end - start == n)
            r->at = end;
    }
    r->at += end - start == 3 && memcmp(r->s + start, "ell", 3) == 0 ? 2 : 0; /* as ℓ is l */
}

/* Does a second end of line follow that at `at` - 1, with nothing but white space between? */
static bool ends_paragraph(const struct reader *r)
{
    size_t at = r->at;
    while (at < r->n && (r->s[at] == ' ' || r->s[at] == '\t' || r->s[at] == '\r'))
        at++;
    return at < r->n && r->s[at] == '\n';
}

/* What is no part of a word. */
static void pass(struct reader *r, enum kind kind, size_t length)
{
    r->at += length;
    if (kind == STOP)
        kind = kind_at(r, r->at) == LINE || r->at >= r->n || utf8_is_space((unsigned char)r->s[r->at]) ? HARD
                                                                                                       : SOFT;
    if (kind == LINE)
        kind = ends_paragraph(r) ? HARD : SOFT;
    if (kind != NOTHING)
        widen(r, kind == HARD ? GAP_BREAK : kind == HYPHEN ? GAP_HYPHEN : GAP_SOFT);
}

void tokens_read(struct tokens *tokens, const char *s, size_t n, unsigned way)
{
    struct reader r = {.s = s, .n = n, .way = way, .out = tokens, .gap = GAP_BREAK};
    buf_clear(&tokens->text);
    tokens->n = 0;
    buf_reserve(&tokens->text, n + n / 8);
    while (r.at < n) {
        unsigned char c = (unsigned char)s[r.at];
        if (c == ' ') {
            widen(&r, GAP_SOFT);
            r.at++;
            continue;
        }
        if (letters[0][c] != 0) {
            if (!read_plain_word(&r))
                read_word(&r);
            continue;
        }
        size_t length;
        uint32_t character = character_at(&r, r.at, &length);
        enum kind kind = kind_of(character);
        if (kind == CHARACTER)
            read_character(&r, character, length);
        else if (kind == WORD || (kind == STOP && begins_name(&r)))
            read_word(&r);
        else if (kind == TEX)
            read_tex(&r), widen(&r, GAP_SOFT);
        else
            pass(&r, kind, length);
    }
}

const char *tokens_key(const struct tokens *tokens, size_t i)
{
    return tokens->text.data + tokens->all[i].at;
}

bool token_border(const char *s, size_t n, size_t at)
{
    if (at == 0 || at >= n)
        return true;
    size_t start = at - 1;
    while (start > 0 && ((unsigned char)s[start] & 0xC0) == 0x80)
        start--;
    uint32_t before, after;
    if (utf8_next(s + start, n - start, &before) == 0 || utf8_next(s + at, n - at, &after) == 0)
        return true;
    return kind_of(before) != WORD || kind_of(after) != WORD;
}

bool token_is_character(const char *key, size_t n)
{
    uint32_t c;
    return n > 0 && (unsigned char)*key >= 0x80 && utf8_next(key, n, &c) > 0 && is_spaceless(c);
}
