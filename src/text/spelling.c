#include "weir/text/spelling.h"

#include <string.h>

enum place { ANYWHERE, AT_END };

/* The first that fits a word is taken, read either way. */
static const struct pair {
    enum place place;
    const char *british, *american;
} pairs[] = {
    {ANYWHERE, "behaviour", "behavior"},
    {ANYWHERE, "neighbour", "neighbor"},
    {ANYWHERE, "colour", "color"},
    {ANYWHERE, "labour", "labor"},
    {ANYWHERE, "favour", "favor"},
    {ANYWHERE, "humour", "humor"},
    {ANYWHERE, "tumour", "tumor"},
    {ANYWHERE, "rumour", "rumor"},
    {ANYWHERE, "dialogue", "dialog"},
    {ANYWHERE, "catalogue", "catalog"},
    {ANYWHERE, "defence", "defense"},
    {ANYWHERE, "centre", "center"},
    {ANYWHERE, "artefact", "artifact"},
    {ANYWHERE, "modelling", "modeling"},
    {ANYWHERE, "labelling", "labeling"},
    {ANYWHERE, "modelled", "modeled"},
    {ANYWHERE, "labelled", "labeled"},
    {AT_END, "isation", "ization"},
    {AT_END, "ising", "izing"},
    {AT_END, "ised", "ized"},
    {AT_END, "iser", "izer"},
    {AT_END, "ise", "ize"},
    {AT_END, "ysing", "yzing"},
    {AT_END, "yse", "yze"},
};

#define SHORTEST 5 /* noise, rise and size have one spelling */

static const char *find(const char *word, size_t n, const char *part, enum place place)
{
    size_t length = strlen(part);
    if (length > n)
        return NULL;
    const char *at = place == AT_END ? word + n - length : memmem(word, n, part, length);
    return at && memcmp(at, part, length) == 0 ? at : NULL;
}

static bool add_other(const char *word, size_t n, struct buf *out)
{
    for (size_t i = 0; n > SHORTEST && i < sizeof pairs / sizeof *pairs; i++) {
        const char *from = pairs[i].british, *to = pairs[i].american;
        const char *at = find(word, n, from, pairs[i].place);
        if (!at) {
            from = pairs[i].american;
            to = pairs[i].british;
            at = find(word, n, from, pairs[i].place);
        }
        if (!at)
            continue;
        size_t head = (size_t)(at - word), length = strlen(from);
        buf_add(out, word, head);
        buf_adds(out, to);
        buf_add(out, at + length, n - head - length);
        return true;
    }
    buf_add(out, word, n);
    return false;
}

bool spelling_other(const char *folded, size_t n, struct buf *out)
{
    size_t start = out->n;
    bool differs = false;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && folded[end] != ' ')
            end++;
        differs |= add_other(folded + i, end - i, out);
        if (end < n)
            buf_addc(out, ' ');
        i = end + 1;
    }
    if (!differs)
        buf_truncate(out, start);
    return differs;
}
