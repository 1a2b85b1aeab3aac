#ifndef WEIR_LIST_NAMING_H
#define WEIR_LIST_NAMING_H
/*
 * naming — what a few words of a reading list name, told by their looks: a label before a link, the people
 * who wrote something, where or when it appeared, a country. None of these is a title, and none a subject.
 *
 *     naming_is_label("论文下载", 12)            naming_is_label("PDF & code", 10)
 *     naming_is_people("Tong Zhang, L. Wei et al.", 25)
 *     naming_is_date("2024-05", 7)               naming_is_venue("NeurIPS 2019 (Oral)", 19)
 *     naming_is_place("加拿大", 9)
 *
 * The words are tables in the source: ASCII case, digits, emoji and marks between words make no difference.
 * Pure.
 */
#include <stdbool.h>
#include <stddef.h>

/* Where to go or what kind of thing waits there, but not what it is about; also of no words at all. */
bool naming_is_label(const char *text, size_t n);

/* Two names or more, or one with initials or "et al."; in Latin letters. A lone "Jane Roe" looks like any two
 * words, so a reader has to look at its neighbours. */
bool naming_is_people(const char *text, size_t n);

/* "Clark and Curran (2007)", "Kummerfeld et al., 2010": who said it, not what. */
bool naming_is_citation(const char *text, size_t n);

/* A year, a month, a day, or several: "2019", "2015–2024", "May 2023", "２０２４年". */
bool naming_is_date(const char *text, size_t n);

/* Conferences, journals and archives, with or without a year. */
bool naming_is_venue(const char *text, size_t n);

/* A country or a continent. */
bool naming_is_place(const char *text, size_t n);

/* Does a year of our time stand in it, apart from other digits? */
bool naming_has_year(const char *text, size_t n);

/* http://, https:// or www. at its beginning, and no space in it. */
bool naming_is_address(const char *text, size_t n);

/* Words as a reader counts them; two Chinese or Japanese characters are one. */
size_t naming_words(const char *text, size_t n);

/* The share of words of three letters and more that begin with a capital, from 0 to 1; 0 without such words.
 */
double naming_capitals(const char *text, size_t n);

/* Is most of it in a script without capitals: Chinese, Japanese, Korean and their like? */
bool naming_is_wide(const char *text, size_t n);

#endif
