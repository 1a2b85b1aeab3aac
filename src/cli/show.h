#ifndef WEIR_CLI_SHOW_H
#define WEIR_CLI_SHOW_H
/*
 * show — text in columns of a terminal, whatever its script.
 */
#include <stddef.h>

#define SHOW_TITLE_WIDTH 100 /* some sources have whole paragraphs for titles */

/* Prints the text, and spaces behind it up to the column. */
void show_padded(const char *text, size_t width);

/* Prints a title, cut to SHOW_TITLE_WIDTH. */
void show_title(const char *title);

#endif
