#ifndef WEIR_CLI_SHOW_H
#define WEIR_CLI_SHOW_H
/*
 * show — text in columns of a terminal, whatever its script.
 */
#include <stddef.h>

#define SHOW_TITLE_WIDTH 100 /* some sources have whole paragraphs for titles */

/* Prints the text, and spaces behind it up to the column. */
void show_padded(const char *text, size_t width);

/* Prints the text, cut with an ellipsis to the width; a title to SHOW_TITLE_WIDTH. */
void show_cut(const char *text, size_t width);
void show_title(const char *title);

/* Prints the text, cut to a column that is `width` wide, and the spaces behind it. */
void show_cell(const char *text, size_t width);

/* Begins ("1;31") and ends ("0") a colour: on a terminal, unless NO_COLOR is set (no-color.org). */
void show_colour(const char *sgr);

#define SHOW_WIDTH 80 /* of a terminal, for tables */

#endif
