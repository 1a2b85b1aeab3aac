#include "judge.h"

#include <stdio.h>

#define RENAMED_LEAST    2 /* so many new guids at once are no accident */
#define REARRANGED_LEAST 5 /* so many old items that nobody knows: the site was re-arranged */
#define AHEAD_LEAST      3 /* so many items dated ahead: a calendar … */
#define AHEAD_S          ((int64_t)2 * 86400) /* … by more than clocks and time zones explain */

void judge_guids(struct put *put, size_t n_renamed, size_t n_kept)
{
    if (n_renamed >= RENAMED_LEAST && n_renamed > n_kept && !put->is_other_mirror)
        put->quirks |= (put->quirks & QUIRK_GUIDS_RENEWED) ? QUIRK_GUIDS_CHANGE : QUIRK_GUIDS_RENEWED;
}

int judge_arrangement(struct put *put, struct error *err)
{
    size_t n_old = 0;
    int64_t newest;
    struct db_rows *row;
    int found = db_row(put->store,
                       "SELECT max(published_at), count(*) FROM (SELECT published_at FROM item"
                       " WHERE source = ? ORDER BY published_at DESC LIMIT 5)",
                       DB_VALUES(db_int(put->source)), &row, err);

    if (found <= 0)
        return found;
    newest = db_int_at(row, 1) < REARRANGED_LEAST ? DATE_NONE : db_moment_at(row, 0);
    db_done(row);
    if (newest == DATE_NONE)
        return 0;
    for (int mark = 0; mark < 2; mark++)
        for (size_t i = 0; i < put->feed->n_items; i++) {
            int64_t at = put->feed->items[i].published_at;
            bool old = put->items[i].known.id == 0 && at != DATE_NONE && at < newest;
            if (mark == 0)
                n_old += old;
            else
                put->items[i].old_news = old && n_old >= REARRANGED_LEAST && 2 * n_old > put->feed->n_items;
        }
    if (n_old >= REARRANGED_LEAST && 2 * n_old > put->feed->n_items && put->result->notice[0] == '\0')
        snprintf(put->result->notice, PUT_NOTICE_SIZE,
                 "the site was re-arranged: %zu old items under new names are taken as old news", n_old);
    return 0;
}

void judge_dates(struct put *put)
{
    size_t n_ahead = 0;

    for (size_t i = 0; i < put->feed->n_items; i++)
        n_ahead += put->feed->items[i].published_at > put->now + AHEAD_S;
    if (n_ahead >= AHEAD_LEAST && 2 * n_ahead > put->feed->n_items)
        put->quirks |= QUIRK_DATES_AHEAD;
}

/* Of several the most serious. */
void judge_say(struct put *put, unsigned quirks_before)
{
    static const struct {
        unsigned quirk;
        const char *text;
    } notices[] = {
        {QUIRK_GUIDS_CHANGE, "guids change from poll to poll; items are told by their links from now on"},
        {QUIRK_GUIDS_RENEWED,
         "known items came under new guids; told by link and title, none is shown twice"},
        {QUIRK_GUIDS_REPEAT, "several items have one guid; these are told by link, or by title and date"},
        {QUIRK_DATES_AHEAD,
         "most items are dated ahead, a calendar of events; they stand where they were first seen"},
    };
    size_t i = 0, n = sizeof notices / sizeof *notices;

    while (i < n && !(put->quirks & ~quirks_before & notices[i].quirk))
        i++;
    if (i < n)
        snprintf(put->result->notice, PUT_NOTICE_SIZE, "%s", notices[i].text);
}
