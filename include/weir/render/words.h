#ifndef WEIR_RENDER_WORDS_H
#define WEIR_RENDER_WORDS_H
/*
 * words — every fixed word of pages, digests and feeds in the reader's language, and dates as people write
 * them. A translator reads one table (words.c): a column a language.
 *
 *     say(&arena, LANGUAGE_EN, SAY_STORIES, "12", NULL)       12 stories
 *     say_span(&arena, LANGUAGE_ZH, zone, &week)              2026年第49周 · 11月30日—12月6日
 */
#include "weir/text/arena.h"
#include "weir/text/civil.h"

enum language { LANGUAGE_EN, LANGUAGE_ZH, N_LANGUAGES };

/* "zh", "zh-Hant-TW", "en": by the first part of a language tag (BCP 47); English for all others, and "". */
enum language language_of(const char *tag);

/* As <html lang> and xml:lang have it. */
const char *language_tag(enum language language);

enum wording {
    SAY_ALL_TOPICS,
    SAY_ALSO,
    SAY_ALSO_TOPICS,
    SAY_ALREADY_LISTED,
    SAY_AND_MORE,
    SAY_ANSWERED,
    SAY_DIGESTS,
    SAY_DIGESTS_OF,
    SAY_DISMISS,
    SAY_DISMISSED_FROM,
    SAY_EARLIER,
    SAY_EVERY_STORY,
    SAY_EVERYTHING,
    SAY_EXPLAINED_AT,
    SAY_EXPLAINED_BY,
    SAY_FAILING,
    SAY_FAILING_SOURCES,
    SAY_FEEDS,
    SAY_FETCHED,
    SAY_FIELD,
    SAY_FOUND_NONE,
    SAY_GONE_410,
    SAY_GONE_TEXT,
    SAY_GONE_TITLE,
    SAY_IMAGE,
    SAY_IN,
    SAY_IN_ORDER,
    SAY_KEEP,
    SAY_KEPT_FOR,
    SAY_KEPT_OF,
    SAY_LAST_30_DAYS,
    SAY_LATER,
    SAY_LONG_AGO,
    SAY_MIRROR,
    SAY_MONTHS,
    SAY_MORE_IN,
    SAY_MORE_SOURCES,
    SAY_NEXT_POLL,
    SAY_NO_SOURCES,
    SAY_NOT_LISTED,
    SAY_NOTHING_IN_TOPICS,
    SAY_NOTHING_PUBLISHED,
    SAY_NOTHING_SINCE,
    SAY_NOTHING_YET,
    SAY_OLDER,
    SAY_OTHERS,
    SAY_POSTS,
    SAY_PUBLISHED_WEEKS,
    SAY_RISING,
    SAY_RISING_AFTER,
    SAY_SEARCH,
    SAY_SEARCH_FAILED,
    SAY_SEARCH_FEED,
    SAY_SEARCH_HELP,
    SAY_SEEN_AT,
    SAY_SERVED_BY,
    SAY_SILENT,
    SAY_SILENT_SOURCES,
    SAY_SINCE,
    SAY_SKIP,
    SAY_SOURCES,
    SAY_SOURCES_COUNTED,
    SAY_STORIES,
    SAY_TOPICS,
    SAY_TOPICS_AND_DIGESTS,
    SAY_WHAT_IS_NEW,
    SAY_WHAT_TO_DO,
    SAY_UNDO,
    SAY_UNDONE,
    SAY_WHY,
    SAY_WHY_HERE,
    SAY_WITH_TOPIC,
    N_WORDINGS
};

/* The phrase, each {1}, {2} … in it replaced by that string of the list, which ends with NULL. Where the
 * table has two forms, "one|many", the first is for a {1} of "1". */
char *say(struct arena *arena, enum language language, enum wording phrase, ...) __attribute__((sentinel));

/* The same with one number. */
char *say_count(struct arena *arena, enum language language, enum wording phrase, size_t n);

/* "Friday, 20 November 2026" or "2026年11月20日 星期五". */
char *say_day(struct arena *arena, enum language language, const struct civil *day);

/* A day as above; a week: "Week 49 · 30 November – 6 December 2026"; a month: "October 2026". */
char *say_span(struct arena *arena, enum language language, const char *timezone, const struct span *span);

#endif
