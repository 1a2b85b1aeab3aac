#ifndef WEIR_DERIVE_WORDS_H
#define WEIR_DERIVE_WORDS_H
/*
 * words — which words join others and which say nothing about a subject. Folded words (text/tokens.h): no
 * plural s.
 */
#include <stdbool.h>
#include <stddef.h>

/* Joins other words: the, of, with, using. */
bool word_is_stop(const char *word, size_t n);

/* What Chinese phrases neither begin nor end with, being particles, pronouns, measure words, or said of
 * anything: 的, 这, 了, 提出; some only at their beginning (最) or their end (上). `s` is the phrase. */
bool word_joins_cjk(const char *s, size_t n);

/* Does the character at `s` part phrases: 的, 与? */
bool word_parts_cjk(const char *s, size_t n);

/* Where something was said or by whom, not what about: AAAI, arXiv, DeepMind. */
bool word_is_publisher(const char *word, size_t n);

/* Bytes of such a name in Chinese at the beginning of `s`: 谷歌, 清华大学; 0 when there is none. */
size_t word_publisher_cjk(const char *s, size_t n);

/* Is a Chinese phrase a single word: two characters, or three that end as words do that are made of one
 * (相关性, 机器人)? */
bool word_is_single_cjk(const char *s, size_t n);

/* Names a kind of text or work, not its subject: paper, survey, method, 综述. */
bool word_is_generic(const char *word, size_t n);

/* Is it nothing but what is said of anything: 相关, 一些? */
bool word_is_empty_cjk(const char *s, size_t n);

/* A Chinese heading without what only says that it is one: 经典文本生成模型 → 文本生成. Moves both ends. */
void word_trim_cjk(const char **s, size_t *n);

#endif
