#include <stdlib.h>
#include <string.h>

#include "weir/story/similarity.h"
#include "weir/text/buf.h"
#include "weir/text/tokens.h"
#include "weir/text/utf8.h"

#define TITLE_LIMIT   ((size_t)4 << 10)
#define TELLING_UNITS 4 /* fewer words say too little */

/* Words of titles that come again and again over other texts. */
static const char *const recurring[] = {
    "weekly",        "daily",       "monthly", "digest",  "newsletter", "roundup",  "round up",
    "links",         "news",        "recap",   "release", "changelog",  "untitled", "update",
    "announcements", "open thread", "日报",    "周报",    "月报",       "周刊",     "早报",
    "晚报",          "晨报",        "速递",    "每日",    "本周",       "一周",     "招聘",
    "通知",          "公告",        "预告",    "直播",    "合集",       "活动",
};

static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    bool latin = (unsigned char)word[0] < 0x80;

    for (const char *p = strstr(text, word); p; p = strstr(p + 1, word))
        if (!latin || ((p == text || p[-1] == ' ') && (p[n] == '\0' || p[n] == ' ')))
            return true;
    return false;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static const char *numbers_of(struct arena *arena, const char *text)
{
    const char **numbers = NULL;
    size_t n = 0;
    struct buf out = BUF_INIT(TITLE_LIMIT);
    char *sorted;

    for (const char *p = text; *p != '\0';) {
        size_t n_digits = strspn(p, "0123456789");
        if (n_digits > 0) {
            numbers = arena_grow(arena, numbers, n, sizeof *numbers);
            numbers[n++] = arena_copy(arena, p, n_digits);
        }
        p += n_digits + (p[n_digits] != '\0');
    }
    if (n > 1)
        qsort(numbers, n, sizeof *numbers, compare_texts);
    for (size_t i = 0; i < n; i++)
        buf_addf(&out, "%s ", numbers[i]);
    sorted = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return sorted;
}

/* One title is not the other when a word of it is in the plural. */
static void add_token(struct buf *text, const struct tokens *tokens, size_t i, const char *title)
{
    const struct token *token = &tokens->all[i];
    const char *key = tokens_key(tokens, i);

    if (text->n > 0 && !(token->is_character && token[-1].is_character))
        buf_addc(text, ' ');
    buf_add(text, key, token->n);
    if ((title[token->to - 1] | 0x20) == 's' && key[token->n - 1] != 's')
        buf_addc(text, 's');
}

struct normal_title normal_title_of(struct arena *arena, const char *title)
{
    struct tokens tokens;
    struct buf text = BUF_INIT(TITLE_LIMIT);
    struct normal_title normal = {0};
    int n_halves = 0;

    tokens_init(&tokens, TITLE_LIMIT);
    tokens_read(&tokens, title, utf8_prefix(title, TITLE_LIMIT / 4), TOKENS_FOLDED);
    for (size_t i = 0; i < tokens.n; i++) {
        bool is_number = strspn(tokens_key(&tokens, i), "0123456789") >= tokens.all[i].n;
        n_halves += tokens.all[i].is_character ? 1 : is_number ? 0 : 2;
        add_token(&text, &tokens, i, title);
    }
    normal.text = arena_copy(arena, text.data, text.n);
    buf_release(&text);
    normal.numbers = numbers_of(arena, normal.text);
    normal.n_units = n_halves / 2;
    normal.is_telling = normal.n_units >= TELLING_UNITS;
    for (size_t i = 0; i < sizeof recurring / sizeof *recurring && normal.is_telling; i++)
        normal.is_telling = !has_word(normal.text, recurring[i]);
    tokens_release(&tokens);
    return normal;
}

#define PAIRS_LIMIT 400

/* Pairs of neighbouring bytes do for any script, since both texts are cut in the same places. */
static size_t read_pairs(const char *text, uint16_t *pairs)
{
    size_t n = 0;

    for (const char *p = text; p[0] != '\0' && p[1] != '\0' && n < PAIRS_LIMIT; p++)
        pairs[n++] = (uint16_t)((unsigned char)p[0] << 8 | (unsigned char)p[1]);
    return n;
}

static int compare_pairs(const void *a, const void *b)
{
    return (int)*(const uint16_t *)a - (int)*(const uint16_t *)b;
}

double normal_title_similarity(const struct normal_title *a, const struct normal_title *b)
{
    uint16_t x[PAIRS_LIMIT], y[PAIRS_LIMIT];
    size_t n_x = read_pairs(a->text, x), n_y = read_pairs(b->text, y), n_common = 0;

    if (strcmp(a->text, b->text) == 0)
        return 1.0;
    if (n_x + n_y == 0)
        return 0.0;
    qsort(x, n_x, sizeof *x, compare_pairs);
    qsort(y, n_y, sizeof *y, compare_pairs);
    for (size_t i = 0, k = 0; i < n_x && k < n_y;) {
        n_common += x[i] == y[k];
        int order = compare_pairs(&x[i], &y[k]);
        i += order <= 0;
        k += order >= 0;
    }
    return 2.0 * (double)n_common / (double)(n_x + n_y);
}
