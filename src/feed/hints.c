/*
 * hints — wishes about polling.
 */
#include "hints.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tree.h"

static long number(struct reading *r, const struct node *node)
{
    return node == NULL ? 0 : strtol(tree_string(r, node), NULL, 10);
}

/* mod_syndication: a period, daily when unsaid, and how many times in it. */
static int64_t read_period(struct reading *r, const struct node *channel)
{
    static const struct {
        const char *name;
        int64_t seconds;
    } periods[] = {
        {"hourly", 3600},        {"daily", 86400},        {"weekly", 604800},
        {"monthly", 30 * 86400}, {"yearly", 365 * 86400},
    };
    const struct node *period = tree_child(channel, VOC_SY, "updatePeriod");
    const struct node *frequency = tree_child(channel, VOC_SY, "updateFrequency");
    if (period == NULL && frequency == NULL)
        return 0;
    const char *name = period == NULL ? "daily" : tree_string(r, period);
    long times = frequency == NULL ? 1 : number(r, frequency);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (strcasecmp(periods[i].name, name) == 0 && times > 0)
            return periods[i].seconds / times;
    return 0;
}

static uint32_t read_hours(struct reading *r, const struct node *list)
{
    uint32_t hours = 0;
    for (const struct node *child = list == NULL ? NULL : list->children; child != NULL;
         child = child->next) {
        if (!tree_is(child, "hour") || tree_is_blank(child))
            continue;
        long hour = number(r, child);
        if (hour >= 0 && hour <= 24) /* some count from 1 to 24 */
            hours |= UINT32_C(1) << (hour % 24);
    }
    return hours;
}

static uint8_t read_days(struct reading *r, const struct node *list)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    unsigned days = 0;
    for (const struct node *child = list == NULL ? NULL : list->children; child != NULL;
         child = child->next) {
        if (!tree_is(child, "day"))
            continue;
        const char *name = tree_string(r, child);
        for (size_t d = 0; d < sizeof names / sizeof *names; d++)
            if (strncasecmp(name, names[d], 3) == 0)
                days |= 1U << d;
    }
    return (uint8_t)days;
}

struct feed_hints hints_read(struct reading *r, const struct node *channel)
{
    long minutes = number(r, tree_child(channel, VOC_RSS, "ttl"));
    return (struct feed_hints){
        .ttl_s = minutes > 0 && minutes < 1000000 ? minutes * 60 : 0,
        .sy_period_s = read_period(r, channel),
        .skip_hours = read_hours(r, tree_child(channel, VOC_RSS, "skipHours")),
        .skip_days = read_days(r, tree_child(channel, VOC_RSS, "skipDays")),
    };
}
