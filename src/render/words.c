#include "weir/render/words.h"

#include <stdarg.h>
#include <string.h>

#include "weir/text/buf.h"

#define LIMIT_VALUES 6

static const char *const phrases[N_WORDINGS][N_LANGUAGES] = {
    [SAY_ALL_TOPICS] = {"All topics", "全部主题"},
    [SAY_ALSO] = {"also", "另见"},
    [SAY_ALSO_TOPICS] = {"also: ", "另见："},
    [SAY_ALREADY_LISTED] = {"Already in your list: new version", "清单已收录，有新版本"},
    [SAY_AND_MORE] = {"and {1} more: ", "另有 {1} 篇："},
    [SAY_ANSWERED] = {"{1} of {2} sources have answered, {3} failed.",
                      "{2} 个来源中，{1} 个已有回应，{3} 个失败。"},
    [SAY_DIGESTS] = {"Digests", "摘要"},
    [SAY_DIGESTS_OF] = {"{1} — digests", "{1} · 摘要"},
    [SAY_DISMISS] = {"Dismiss", "不再显示"},
    [SAY_DISMISSED_FROM] = {"No longer shown in “{1}”: {2}", "已从“{1}”移除：{2}"},
    [SAY_EARLIER] = {"Earlier", "上一期"},
    [SAY_EVERY_STORY] = {": every story of this source", "：该来源的全部文章"},
    [SAY_EVERYTHING] = {"{1} — everything", "{1} · 全部"},
    [SAY_EXPLAINED_AT] = {"Explained at ", "解读："},
    [SAY_EXPLAINED_BY] = {"explained by", "解读"},
    [SAY_FAILING] = {"Failing", "抓取失败"},
    [SAY_FAILING_SOURCES] = {"{1} source failing|{1} sources failing", "{1} 个来源抓取失败"},
    [SAY_FEEDS] = {"Feeds and pages", "订阅与页面"},
    [SAY_FETCHED] = {"{1} item fetched|{1} items fetched", "抓取 {1} 条"},
    [SAY_FIELD] = {"In the field, under no heading", "同领域其他文章"},
    [SAY_FOUND_NONE] = {"Nothing that is stored matches “{1}”.", "没有找到与“{1}”相符的文章。"},
    [SAY_GONE_410] = {"gone for good (410)", "已永久移除（410）"},
    [SAY_GONE_TEXT] =
        {"The reading list no longer has this topic, so that nothing more will come here: you may "
         "unsubscribe. ",
         "清单中已没有这个主题，此处不再更新，您可以退订。"},
    [SAY_GONE_TITLE] = {"“{1}” is no longer followed", "“{1}”已不再关注"},
    [SAY_IMAGE] = {"Its image", "配图"},
    [SAY_IN] = {" in {1}", "（{1}）"},
    [SAY_IN_ORDER] = {"In order", "正常"},
    [SAY_KEEP] = {"Keep", "收藏"},
    [SAY_KEPT_FOR] = {"Kept for “{1}”: {2}", "已收藏到“{1}”：{2}"},
    [SAY_KEPT_OF] = {"{1} — kept", "{1} · 收藏"},
    [SAY_LAST_30_DAYS] = {"in the last 30 days", "最近 30 天"},
    [SAY_LATER] = {"Later", "下一期"},
    [SAY_LONG_AGO] = {"long ago", "很久以前"},
    [SAY_MIRROR] = {"Served by a mirror", "经由镜像"},
    [SAY_MONTHS] = {"Months", "往月"},
    [SAY_MORE_IN] = {"{1} more in {2}", "{2}还有 {1} 篇"},
    [SAY_MORE_SOURCES] = {"and {1} more: weir status names them.", "另有 {1} 个，运行 weir status 可查看。"},
    [SAY_NEXT_POLL] = {"The next poll is at {1}.", "下次抓取：{1}。"},
    [SAY_NO_SOURCES] = {"None.", "无。"},
    [SAY_NOT_LISTED] = {"{1} not in your list", "{1} 篇未收录"},
    [SAY_NOTHING_IN_TOPICS] = {"Nothing new in your topics.", "您关注的主题暂无新文章。"},
    [SAY_NOTHING_PUBLISHED] = {"nothing yet", "尚无文章"},
    [SAY_NOTHING_SINCE] = {"nothing new since {1}", "自 {1} 起没有新文章"},
    [SAY_NOTHING_YET] = {"No story has a topic yet.", "还没有归入主题的文章。"},
    [SAY_OLDER] = {"Older stories are in the feed.", "更早的文章见订阅源。"},
    [SAY_OTHERS] = {"What is new in the others", "查看其他主题的新文章"},
    [SAY_POSTS] = {"explained by {1} post|explained by {1} posts", "{1} 篇解读"},
    [SAY_PUBLISHED_WEEKS] = {"{1} published this week, {2} in {3} weeks; the last came on {4}",
                             "本周 {1} 篇，{3} 周内 {2} 篇；最近一篇：{4}"},
    [SAY_RISING] = {"Rising", "升温"},
    [SAY_RISING_AFTER] = {"{1}, after {2}", "{1}，此前各周 {2}"},
    [SAY_SEARCH] = {"Search", "搜索"},
    [SAY_SEARCH_FAILED] = {"The search failed; the log says why.", "搜索失败，原因见日志。"},
    [SAY_SEARCH_FEED] = {"This search as a feed", "订阅此搜索"},
    [SAY_SEARCH_HELP] =
        {"Words, \"phrases\", prefixes*, -without, title:, author:, topic:, source:, since:30d",
         "词语、\"短语\"、前缀*、-排除、title:、author:、topic:、source:、since:30d"},
    [SAY_SEEN_AT] = {"Seen at ", "亦见于 "},
    [SAY_SERVED_BY] = {"now served by {1}", "现由 {1} 提供"},
    [SAY_SILENT] = {"Silent", "久未更新"},
    [SAY_SILENT_SOURCES] = {"{1} source silent|{1} sources silent", "{1} 个来源久未更新"},
    [SAY_SINCE] = {"since {1}: {2}", "自 {1} 起：{2}"},
    [SAY_SKIP] = {"Skip to the stories", "跳到正文"},
    [SAY_SOURCES] = {"Sources", "来源"},
    [SAY_SOURCES_COUNTED] = {" · {1} source| · {1} sources", " · {1} 个来源"},
    [SAY_STORIES] = {"{1} story|{1} stories", "{1} 篇"},
    [SAY_TOPICS] = {"Topics", "主题"},
    [SAY_TOPICS_AND_DIGESTS] = {"Topics and digests", "主题与摘要"},
    [SAY_WHAT_IS_NEW] = {"What is new", "最新文章"},
    [SAY_WHAT_TO_DO] =
        {"Where it stays so: `weir check` reads feeds.conf, `weir status` says how each source is, and "
         "`weir explain ADDRESS` why a story has no topic.",
         "若一直如此：用 weir check 检查 feeds.conf，用 weir status 查看各来源，用 weir explain 网址 "
         "查看文章为何没有主题。"},
    [SAY_UNDO] = {"Undo", "撤销"},
    [SAY_UNDONE] = {"Taken back: {1}", "已撤销：{1}"},
    [SAY_WHY] = {"why: ", "命中："},
    [SAY_WHY_HERE] = {"Why here", "入选原因"},
    [SAY_WITH_TOPIC] = {"{1} with a topic", "{1} 篇归入主题"},
};

static const char *const weekdays[N_LANGUAGES][7] = {
    {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    {"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"}};

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

enum language language_of(const char *tag)
{
    bool is_zh = tag != NULL && strncmp(tag, "zh", 2) == 0 && (tag[2] == '\0' || tag[2] == '-');
    return is_zh ? LANGUAGE_ZH : LANGUAGE_EN;
}

const char *language_tag(enum language language)
{
    static const char *const tags[N_LANGUAGES] = {"en", "zh"};
    return tags[language];
}

char *say(struct arena *arena, enum language language, enum wording phrase, ...)
{
    const char *values[LIMIT_VALUES] = {NULL};
    va_list args;
    va_start(args, phrase);
    for (size_t i = 0; i < LIMIT_VALUES; i++)
        if ((values[i] = va_arg(args, const char *)) == NULL)
            break;
    va_end(args);
    const char *form = phrases[phrase][language], *bar = strchr(form, '|');
    const char *end = bar != NULL ? bar : form + strlen(form);
    if (bar != NULL && values[0] != NULL && strcmp(values[0], "1") != 0) {
        form = bar + 1;
        end = form + strlen(form);
    }
    struct buf out = BUF_INIT(BUF_LIMIT_OUTPUT);
    for (const char *p = form; p < end; p++) {
        bool is_value = p[0] == '{' && p[1] >= '1' && p[1] < '1' + LIMIT_VALUES && p[2] == '}';
        if (!is_value) {
            buf_addc(&out, *p);
            continue;
        }
        buf_adds(&out, values[p[1] - '1'] != NULL ? values[p[1] - '1'] : "");
        p += 2;
    }
    char *said = arena_copy(arena, out.data, out.n);
    buf_release(&out);
    return said;
}

char *say_count(struct arena *arena, enum language language, enum wording phrase, size_t n)
{
    return say(arena, language, phrase, arena_printf(arena, "%zu", n), NULL);
}

char *say_day(struct arena *arena, enum language language, const struct civil *day)
{
    const char *weekday = weekdays[language][day->weekday - 1];
    if (language == LANGUAGE_ZH)
        return arena_printf(arena, "%d年%d月%d日 %s", day->year, day->month, day->day, weekday);
    return arena_printf(arena, "%s, %d %s %d", weekday, day->day, months[day->month - 1], day->year);
}

/* A year is said once where both days have it, as people do. */
static char *say_week(struct arena *arena, enum language language, const struct civil *from,
                      const struct civil *to)
{
    bool is_one_year = from->year == to->year, is_one_month = is_one_year && from->month == to->month;
    if (language == LANGUAGE_ZH) {
        const char *year = is_one_year ? "" : arena_printf(arena, "%d年", to->year);
        return arena_printf(arena, "%d年第%d周 · %d月%d日—%s%d月%d日", from->iso_year, from->iso_week,
                            from->month, from->day, year, to->month, to->day);
    }
    const char *first = arena_printf(arena, "%d", from->day);
    if (!is_one_month)
        first = arena_printf(arena, "%s %s", first, months[from->month - 1]);
    if (!is_one_year)
        first = arena_printf(arena, "%s %d", first, from->year);
    return arena_printf(arena, "Week %d · %s – %d %s %d", from->iso_week, first, to->day,
                        months[to->month - 1], to->year);
}

char *say_span(struct arena *arena, enum language language, const char *timezone, const struct span *span)
{
    struct civil from = civil_at(timezone, span->from_at), to = civil_at(timezone, span->to_at - 1);
    if (span->is_week)
        return say_week(arena, language, &from, &to);
    if (from.year == to.year && from.month == to.month && from.day == to.day)
        return say_day(arena, language, &from);
    if (language == LANGUAGE_ZH)
        return arena_printf(arena, "%d年%d月", from.year, from.month);
    return arena_printf(arena, "%s %d", months[from.month - 1], from.year);
}
