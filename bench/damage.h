#ifndef WEIR_BENCH_DAMAGE_H
#define WEIR_BENCH_DAMAGE_H
/*
 * damage — what befalls a text on its way to a repost, by kind and strength: a row of the table each. The
 * first rows are those on which the bounds of story/similarity.c were chosen, the rest were not looked at
 * then.
 *
 *     const char *copy = damage_text(&arena, &damages[kind], text, percent, seed);
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"
#include "weir/text/han.h"
#include "weir/text/utf8.h"

#define DAMAGE_SENTENCES 2000
#define DAMAGE_BYTES     ((size_t)64 << 20)

struct damage_text {
    const char *sentence[DAMAGE_SENTENCES];
    size_t length[DAMAGE_SENTENCES];
    size_t n;
    uint32_t seed, percent;
    uint32_t account; /* which account reposts: its frame is the same around all that it posts */
    struct buf out;
};

struct damage {
    const char *name;
    void (*inflict)(struct damage_text *text);
    bool title_kept_only; /* under another title it would be a quotation */
    bool chosen_on;
};

static inline uint32_t damage_random(struct damage_text *text)
{
    text->seed = text->seed * 1664525u + 1013904223u;
    return text->seed >> 8;
}

static inline bool damage_chance(struct damage_text *text, uint32_t percent)
{
    return damage_random(text) % 100 < percent;
}

/* The ends of sentences in any script. */
static inline size_t damage_sentence_length(const char *s)
{
    static const char *const ends[] = {"。", "！", "？", "；", ". ", "! ", "? ", "\n"};
    size_t n = strlen(s);

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        const char *end = strstr(s, ends[i]);
        if (end && (size_t)(end - s) + strlen(ends[i]) < n)
            n = (size_t)(end - s) + strlen(ends[i]);
    }
    return n;
}

static inline void damage_add(struct damage_text *text, size_t sentence)
{
    buf_add(&text->out, text->sentence[sentence], text->length[sentence]);
}

static inline void damage_add_words(struct damage_text *text, uint32_t seed, int n)
{
    for (int i = 0; i < n; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t word = seed >> 8;
        buf_addf(&text->out, "%c%c%cw%x ", 0xe4 + (int)(word % 4), 0x80 + (int)(word / 4 % 64),
                 0x80 + (int)(word / 256 % 64), word % 5000);
    }
}

static inline void damage_exchange(struct damage_text *text, uint32_t percent)
{
    for (size_t i = 0; i < text->n; i++)
        if (damage_chance(text, percent)) {
            size_t other = damage_random(text) % text->n, length = text->length[i];
            const char *sentence = text->sentence[i];
            text->sentence[i] = text->sentence[other];
            text->length[i] = text->length[other];
            text->sentence[other] = sentence;
            text->length[other] = length;
        }
}

static inline void damage_mix(struct damage_text *text, uint32_t gone, uint32_t emoji, uint32_t ads)
{
    for (size_t i = 0; i < text->n; i++) {
        if (gone > 0 && damage_chance(text, gone))
            continue;
        damage_add(text, i);
        if (emoji > 0 && damage_chance(text, emoji))
            buf_adds(&text->out, "🔥👇");
        if (ads > 0 && damage_chance(text, ads))
            damage_add_words(text, damage_random(text), 10);
    }
}

static void damage_delete(struct damage_text *text)
{
    damage_mix(text, text->percent, 0, 0);
}

static void damage_reorder(struct damage_text *text)
{
    damage_exchange(text, text->percent);
    damage_mix(text, 0, 0, 0);
}

static void damage_ads(struct damage_text *text)
{
    damage_mix(text, 0, 0, text->percent);
}

static void damage_emoji(struct damage_text *text)
{
    damage_mix(text, 0, text->percent, 0);
}

static void damage_all(struct damage_text *text)
{
    uint32_t third = text->percent / 3;

    damage_exchange(text, third);
    damage_mix(text, third, third, third);
}

static void damage_cut(struct damage_text *text)
{
    size_t n = text->n - text->n * text->percent / 100;

    for (size_t i = 0; i < (n > 0 ? n : 1); i++)
        damage_add(text, i);
}

/* An account's own words above and below, the same around all of its posts. */
static void damage_frame(struct damage_text *text)
{
    size_t n_bytes = 0;

    for (size_t i = 0; i < text->n; i++)
        n_bytes += text->length[i];
    int n_words = (int)(n_bytes * text->percent / 100 / 16);
    damage_add_words(text, text->account, n_words);
    damage_mix(text, 0, 0, 0);
    damage_add_words(text, text->account + 1, n_words);
}

/* The beginning taken away, as by a mirror that leaves out what stands before the first picture. */
static void damage_behead(struct damage_text *text)
{
    for (size_t i = text->n * text->percent / 100; i < text->n; i++)
        damage_add(text, i);
}

/* The last part first. */
static void damage_rotate(struct damage_text *text)
{
    for (size_t i = 0; i < text->n; i++)
        damage_add(text, (i + text->n * text->percent / 100) % text->n);
}

/* One sentence after another shortened by its last third, as by an editor. */
static void damage_shorten(struct damage_text *text)
{
    for (size_t i = 0; i < text->n; i++) {
        size_t n = text->length[i];
        if (damage_chance(text, text->percent))
            n = utf8_prefix(text->sentence[i], n * 2 / 3);
        buf_add(&text->out, text->sentence[i], n);
        buf_addc(&text->out, ' ');
    }
}

static inline uint32_t damage_traditional(uint32_t c)
{
    static uint32_t table[0x10000];

    for (uint32_t from = 0x4e00; table[0] == 0 && from < 0xa000; from++)
        if (han_simplified(from) != from && table[han_simplified(from)] == 0)
            table[han_simplified(from)] = from;
    table[0] = 1;
    return c < 0x10000 && c > 0 && table[c] != 0 ? table[c] : c;
}

/* In traditional characters, with as many sentences missing. */
static void damage_to_traditional(struct damage_text *text)
{
    for (size_t i = 0; i < text->n; i++) {
        if (damage_chance(text, text->percent))
            continue;
        for (size_t at = 0; at < text->length[i];) {
            uint32_t c;
            size_t taken = utf8_next(text->sentence[i] + at, text->length[i] - at, &c);
            if (taken == 0)
                break;
            utf8_add(&text->out, damage_traditional(c));
            at += taken;
        }
    }
}

static const struct damage damages[] = {
    {"sentences deleted", damage_delete, false, true},
    {"sentences exchanged", damage_reorder, false, true},
    {"advertisements added", damage_ads, false, true},
    {"emoji put in", damage_emoji, false, true},
    {"all of these by thirds", damage_all, false, true},
    {"an account's frame", damage_frame, false, false},
    {"beginning cut off", damage_behead, false, false},
    {"last part first", damage_rotate, false, false},
    {"sentences shortened", damage_shorten, false, false},
    {"traditional, and deleted", damage_to_traditional, false, false},
    {"an excerpt: end cut off", damage_cut, true, false},
};
#define N_DAMAGES (sizeof damages / sizeof *damages)

/* The damaged text, in the arena. */
static inline const char *damage_text(struct arena *arena, const struct damage *damage, const char *s,
                                      uint32_t percent, uint32_t seed)
{
    struct damage_text text = {.seed = seed, .percent = percent, .account = seed % 8 * 7919};
    const char *copy;

    text.out = (struct buf)BUF_INIT(DAMAGE_BYTES);
    for (; *s != '\0' && text.n < DAMAGE_SENTENCES; s += text.length[text.n++]) {
        text.sentence[text.n] = s;
        text.length[text.n] = damage_sentence_length(s);
    }
    damage->inflict(&text);
    copy = arena_copy(arena, text.out.data, text.out.n);
    buf_release(&text.out);
    return copy;
}

#endif
