#ifndef WEIR_PUBLISH_CALENDAR_H
#define WEIR_PUBLISH_CALENDAR_H
/*
 * calendar — which digest is due. A day's digest is made at `daily` on the day after it, a week's at `weekly`
 * after its Sunday; a night in which the machine was off changes nothing, since only "now" is asked. Pure.
 */
#include <stdint.h>

#include "weir/conf/conf.h"
#include "weir/text/civil.h"

/* The latest day and the latest ISO week whose hour has come. */
struct span calendar_last_day(const struct conf *conf, int64_t now);
struct span calendar_last_week(const struct conf *conf, int64_t now);

/* The next moment, later than `now`, at which one of the two becomes another. */
int64_t calendar_next_at(const struct conf *conf, int64_t now);

#endif
