#ifndef WEIR_FEED_TEX_H
#define WEIR_FEED_TEX_H
/*
 * tex — letters that are written as TeX accents, as arXiv has them in names and titles: "Andr\'e",
 * "G{\"o}del", "\v{C}ech", "S\o ren".
 */
#include "weir/text/arena.h"

/* The text with those letters, in the arena, or itself when there are none. Formulas ($…$) stay as they are,
 * and so does every other command. */
const char *tex_letters(struct arena *arena, const char *text);

#endif
