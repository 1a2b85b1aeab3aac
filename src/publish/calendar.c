#include "weir/publish/calendar.h"

#define DAYS_A_WEEK 7

/* The hour of `daily`, `offset` days after the day of `now`. */
static int64_t daily_at(const struct conf *conf, int64_t now, int offset)
{
    struct civil c = civil_at(conf->timezone, now);
    return civil_moment(conf->timezone, c.year, c.month, c.day + offset, conf->daily_min / 60,
                        conf->daily_min % 60);
}

/* The hour of `weekly` in the ISO week of `now`, or `offset` weeks after it. */
static int64_t weekly_at(const struct conf *conf, int64_t now, int offset)
{
    struct civil c = civil_at(conf->timezone, now);
    int day = c.day - c.weekday + conf->weekly_day + offset * DAYS_A_WEEK;
    return civil_moment(conf->timezone, c.year, c.month, day, conf->weekly_min / 60, conf->weekly_min % 60);
}

struct span calendar_last_day(const struct conf *conf, int64_t now)
{
    struct span today = civil_day(conf->timezone, now);
    struct span yesterday = civil_day(conf->timezone, today.from_at - 1);
    if (now >= daily_at(conf, now, 0))
        return yesterday;
    return civil_day(conf->timezone, yesterday.from_at - 1);
}

struct span calendar_last_week(const struct conf *conf, int64_t now)
{
    struct span this_week = civil_week(conf->timezone, now);
    struct span last = civil_week(conf->timezone, this_week.from_at - 1);
    if (now >= weekly_at(conf, now, 0))
        return last;
    return civil_week(conf->timezone, last.from_at - 1);
}

int64_t calendar_next_at(const struct conf *conf, int64_t now)
{
    int64_t day = daily_at(conf, now, 0), week = weekly_at(conf, now, 0);
    if (day <= now)
        day = daily_at(conf, now, 1);
    if (week <= now)
        week = weekly_at(conf, now, 1);
    return day < week ? day : week;
}
