#ifndef WEIR_LIST_NUMBERING_H
#define WEIR_LIST_NUMBERING_H
/*
 * numbering — the number before a heading, which is none of its words: "2.1 Attacks", "三、冷启动",
 * "（四）排序", "第五章 对话", "IV. Parsing", "Part 2: Parsing", "③ 量化".
 */

/* Where the heading's words begin: `text` itself when no number stands before them, or nothing behind it. */
const char *numbering_skip(const char *text);

#endif
