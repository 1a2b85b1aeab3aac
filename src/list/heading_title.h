#ifndef WEIR_LIST_HEADING_TITLE_H
#define WEIR_LIST_HEADING_TITLE_H
/*
 * heading_title — the words of a heading, without what people hang on it: the number before it ("2.1
 * Attacks",
 * "三、冷启动", "（四）排序", "Part 2: Parsing", "③ 量化", "1️⃣", "A. Parsing"), pictures
 * (🔥, :fire:), a way back to the top, counts ("(12 papers)", "[12]"), when it was updated, the word
 * "Awesome".
 */
#include "weir/text/arena.h"

char *heading_title(const char *text, struct arena *arena);

#endif
