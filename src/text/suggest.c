#include "weir/text/suggest.h"

#include <stdint.h>
#include <string.h>

#include "weir/text/utf8.h"

#define WORD_LIMIT 64 /* characters; nobody mistypes a longer word by a letter */

/* The word's characters; 0 when it has too many. */
static size_t characters(const char *word, uint32_t out[WORD_LIMIT])
{
    size_t n = 0, size = strlen(word);
    for (size_t i = 0; i < size; n++) {
        if (n == WORD_LIMIT)
            return 0;
        size_t length = utf8_next(word + i, size - i, &out[n]);
        if (length == 0)
            return 0;
        i += length;
    }
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: Levenshtein's table, of which three rows are kept, and swaps of neighbours. */
static size_t distance(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    size_t rows[3][WORD_LIMIT + 1];
    size_t *above = rows[0], *row = rows[1], *spare = rows[2];
    for (size_t j = 0; j <= n_b; j++)
        row[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *twice_above = above;
        above = row;
        row = spare;
        spare = twice_above;
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], twice_above[j - 2] + 1);
        }
    }
    return row[n_b];
}

const char *suggest(const char *word, const char *const *candidates, size_t n)
{
    uint32_t wrong[WORD_LIMIT], right[WORD_LIMIT];
    size_t n_wrong = characters(word, wrong);
    size_t allowed = n_wrong == 2 ? 1 : n_wrong / 3;
    const char *nearest = NULL;
    for (size_t i = 0; i < n && n_wrong > 0; i++) {
        size_t n_right = characters(candidates[i], right);
        if (n_right == 0 || n_right > n_wrong + allowed || n_wrong > n_right + allowed)
            continue;
        size_t far = distance(wrong, n_wrong, right, n_right);
        if (far > allowed)
            continue;
        nearest = candidates[i];
        if (far == 0)
            break;
        allowed = far - 1;
    }
    return nearest;
}
