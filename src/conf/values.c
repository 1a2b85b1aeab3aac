#include "values.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "weir/conf/conf.h"
#include "weir/text/civil.h"
#include "weir/text/date.h"
#include "weir/text/suggest.h"
#include "weir/text/utf8.h"
#include "weir/topic/topic.h"

#define MINUTE_S INT64_C(60)
#define DAY_S    INT64_C(86400)

#define EVERY_MIN_S 1 /* a mirror on the own host may be asked at any pace; public hosts have their floor */
#define EVERY_MAX_S (31 * DAY_S) /* who polls less often than monthly has mistyped */

const char *const delivery_formats[N_DELIVERY_FORMATS] = {"json",  "slack",    "telegram", "feishu",
                                                          "wecom", "dingtalk", "matrix",   "ntfy"};

void *value_field(const struct setting *setting)
{
    return (char *)setting->record + setting->key->offset;
}

void *value_also(const struct setting *setting)
{
    return (char *)setting->record + setting->key->also;
}

void value_append(const struct setting *setting, const char *element)
{
    const char ***list = value_field(setting);
    size_t *n = value_also(setting);
    *list = arena_grow(setting->arena, *list, *n, sizeof **list);
    (*list)[(*n)++] = element;
}

const char *value_hint(const struct setting *setting, const char *word, const char *const *words, size_t n)
{
    const char *near = suggest(word, words, n);
    return near ? arena_printf(setting->arena, "; did you mean \"%s\"?", near) : "";
}

const char *value_path(const struct setting *setting)
{
    bool is_absolute = setting->value[0] == '/';
    return is_absolute ? setting->value
                       : arena_printf(setting->arena, "%s%s", setting->folder, setting->value);
}

static int set_text(const struct setting *setting, struct error *err)
{
    (void)err;
    *(const char **)value_field(setting) = setting->value;
    return 0;
}

int value_check_path(const struct setting *setting, struct error *err)
{
    if (setting->value[0] == '~' || strchr(setting->value, '$') != NULL)
        return error_set(err, STATUS_CONFIG, "\"%s\" is the shell's; write the whole path",
                         setting->value[0] == '~' ? "~" : "$");
    return 0;
}

static int set_path(const struct setting *setting, struct error *err)
{
    if (value_check_path(setting, err) < 0)
        return -1;
    *(const char **)value_field(setting) = value_path(setting);
    return 0;
}

/* Cities that people write, and the zone of their country that has them. */
static const char *const cities[][2] = {
    {"Beijing", "Asia/Shanghai"},
    {"Guangzhou", "Asia/Shanghai"},
    {"Shenzhen", "Asia/Shanghai"},
    {"Hangzhou", "Asia/Shanghai"},
    {"Nanjing", "Asia/Shanghai"},
    {"Chengdu", "Asia/Shanghai"},
    {"Wuhan", "Asia/Shanghai"},
    {"Xian", "Asia/Shanghai"},
    {"Delhi", "Asia/Kolkata"},
    {"New_Delhi", "Asia/Kolkata"},
    {"Mumbai", "Asia/Kolkata"},
    {"Bangalore", "Asia/Kolkata"},
    {"Osaka", "Asia/Tokyo"},
    {"Kyoto", "Asia/Tokyo"},
    {"Busan", "Asia/Seoul"},
    {"Hanoi", "Asia/Ho_Chi_Minh"},
    {"Abu_Dhabi", "Asia/Dubai"},
    {"Ankara", "Europe/Istanbul"},
    {"Munich", "Europe/Berlin"},
    {"Frankfurt", "Europe/Berlin"},
    {"Hamburg", "Europe/Berlin"},
    {"Geneva", "Europe/Zurich"},
    {"Bern", "Europe/Zurich"},
    {"Barcelona", "Europe/Madrid"},
    {"Milan", "Europe/Rome"},
    {"Lyon", "Europe/Paris"},
    {"Edinburgh", "Europe/London"},
    {"Boston", "America/New_York"},
    {"Washington", "America/New_York"},
    {"San_Francisco", "America/Los_Angeles"},
    {"Seattle", "America/Los_Angeles"},
    {"Montreal", "America/Toronto"},
    {"Ottawa", "America/Toronto"},
    {"Brasilia", "America/Sao_Paulo"},
    {"Rio_de_Janeiro", "America/Sao_Paulo"},
};

static const char *zone_of_city(const char *zone)
{
    const char *city = strrchr(zone, '/') != NULL ? strrchr(zone, '/') + 1 : zone;
    for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
        if (strcasecmp(city, cities[i][0]) == 0)
            return cities[i][1];
    return NULL;
}

static int set_zone(const struct setting *setting, struct error *err)
{
    char near[CIVIL_ZONE_SIZE];
    if (civil_zone_exists(setting->value))
        return set_text(setting, err);
    const char *zone = zone_of_city(setting->value);
    if (zone != NULL)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no time zone; its clocks are those of \"%s\"",
                         setting->value, zone);
    if (civil_zone_near(setting->value, near))
        return error_set(err, STATUS_CONFIG,
                         "\"%s\" is no time zone that this machine knows; did you mean \"%s\"?",
                         setting->value, near);
    return error_set(
        err, STATUS_CONFIG,
        "\"%s\" is no time zone that this machine knows; they are called like Asia/Shanghai or UTC",
        setting->value);
}

/* "07:00" to minutes, -1 when it is none. */
static int minutes(const char *s)
{
    size_t n = strspn(s, "0123456789");
    if (n < 1 || n > 2 || s[n] != ':' || strspn(s + n + 1, "0123456789") != 2 || s[n + 3] != '\0')
        return -1;
    long hour = strtol(s, NULL, 10), minute = strtol(s + n + 1, NULL, 10);
    return hour < 24 && minute < 60 ? (int)(hour * 60 + minute) : -1;
}

static int set_time(const struct setting *setting, struct error *err)
{
    int minute = minutes(setting->value);
    if (minute < 0)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no time of day; it is written 07:00", setting->value);
    *(int *)value_field(setting) = minute;
    return 0;
}

static int set_weektime(const struct setting *setting, struct error *err)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    size_t n = strcspn(setting->value, " \t");
    const char *day = arena_copy(setting->arena, setting->value, n),
               *near = value_hint(setting, day, days, 7);
    int minute = minutes(setting->value + n + strspn(setting->value + n, " \t"));
    for (int i = 0; i < 7; i++) {
        bool is_exact = strcmp(day, days[i]) == 0;
        if (is_exact && minute >= 0) {
            *(int *)value_field(setting) = i + 1;
            *(int *)value_also(setting) = minute;
            return 0;
        }
        if (strncasecmp(day, days[i], 3) == 0)
            near = is_exact ? "" : arena_printf(setting->arena, "; did you mean \"%s\"?", days[i]);
    }
    return error_set(err, STATUS_CONFIG,
                     "\"%s\" is no day of the week and time; they are written Mon 07:00%s", setting->value,
                     near);
}

static int set_duration(const struct setting *setting, int64_t least, int64_t most, const char *bounds,
                        struct error *err)
{
    int64_t seconds = date_duration(setting->value);
    if (seconds < 0)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no duration; they are written 90s, 30m, 6h, 2d, 1w",
                         setting->value);
    if (seconds < least || seconds > most)
        return error_set(err, STATUS_CONFIG, "\"%s\" is out of range: %s", setting->value, bounds);
    *(int64_t *)value_field(setting) = seconds;
    return 0;
}

static int set_keep(const struct setting *setting, struct error *err)
{
    return set_duration(setting, DAY_S, INT64_MAX, "items stay for a day at least", err);
}

static int set_interval(const struct setting *setting, struct error *err)
{
    return set_duration(setting, EVERY_MIN_S, EVERY_MAX_S, "from 1s to 31d", err);
}

static int set_yes_no(const struct setting *setting, struct error *err)
{
    static const char *const words[] = {"no", "yes"};
    for (int i = 0; i < 2; i++)
        if (strcmp(setting->value, words[i]) == 0) {
            *(bool *)value_field(setting) = i == 1;
            return 0;
        }
    return error_set(err, STATUS_CONFIG, "\"%s\" is neither yes nor no", setting->value);
}

static int set_language(const struct setting *setting, struct error *err)
{
    if (strcmp(setting->value, "en") == 0 || strcmp(setting->value, "zh") == 0)
        return set_text(setting, err);
    return error_set(err, STATUS_CONFIG, "\"%s\" is no language that pages are written in: en or zh",
                     setting->value);
}

static int set_count(const struct setting *setting, struct error *err)
{
    size_t n = strlen(setting->value);
    long count = strtol(setting->value, NULL, 10);
    if (n > 6 || strspn(setting->value, "0123456789") != n || count < 1)
        return error_set(err, STATUS_CONFIG, "\"%s\" is no number of at least 1", setting->value);
    *(int *)value_field(setting) = (int)count;
    return 0;
}

/* Digits and a point, whatever the locale. */
static int set_threshold(const struct setting *setting, struct error *err)
{
    double number = 0, place = 1;
    const char *s = setting->value;
    size_t n_whole = strspn(s, "0123456789");
    for (size_t i = 0; i < n_whole; i++)
        number = number * 10 + (s[i] - '0');
    s += n_whole;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++)
            number += (*s - '0') * (place /= 10);
    if (*s != '\0' || number <= 0 || number > 1)
        return error_set(err, STATUS_CONFIG,
                         "\"%s\" is no threshold: a number above 0 and up to 1, such as 0.5", setting->value);
    *(double *)value_field(setting) = number;
    return 0;
}

static int no_name(struct error *err)
{
    return error_set(err, STATUS_CONFIG, "there is no name before or after a comma");
}

/* Takes the next name off a list that commas part, those of Chinese too; NULL at its end. */
static const char *next_name(const struct setting *setting, const char **list)
{
    static const char ideographic[] = "，";
    if (!*list)
        return NULL;
    const char *end = *list;
    size_t length = 0;
    while (*end && length == 0) {
        length = *end == ',' ? 1 : strncmp(end, ideographic, 3) == 0 ? 3 : 0;
        end += length == 0;
    }
    struct buf name = BUF_INIT(BUF_LIMIT_OUTPUT);
    utf8_squash(*list, (size_t)(end - *list), &name);
    const char *result = arena_copy(setting->arena, name.data, name.n);
    buf_release(&name);
    *list = *end ? end + length : NULL;
    return result;
}

static int set_names(const struct setting *setting, struct error *err)
{
    const char *list = setting->value;
    for (const char *name; (name = next_name(setting, &list));) {
        if (!*name)
            return no_name(err);
        value_append(setting, name);
    }
    return 0;
}

static int set_announce(const struct setting *setting, struct error *err)
{
    static const char *const words[] = {"new", "cross", "replace", "replace-cross"};
    static const unsigned flags[] = {ANNOUNCE_NEW, ANNOUNCE_CROSS, ANNOUNCE_REPLACE, ANNOUNCE_REPLACE_CROSS};
    const char *list = setting->value;
    unsigned chosen = 0;
    for (const char *name; (name = next_name(setting, &list));) {
        size_t i = 0;
        if (!*name)
            return no_name(err);
        while (i < 4 && strcmp(name, words[i]) != 0)
            i++;
        if (i == 4)
            return error_set(err, STATUS_CONFIG,
                             "\"%s\" is no announcement type (new, cross, replace, replace-cross)%s", name,
                             value_hint(setting, name, words, 4));
        chosen |= flags[i];
    }
    *(unsigned *)value_field(setting) = chosen;
    return 0;
}

static int set_what(const struct setting *setting, struct error *err)
{
    static const char *const words[] = {"daily", "weekly", "new", "trouble"}; /* as enum deliver_what */
    for (int i = 0; i < 4; i++)
        if (strcmp(setting->value, words[i]) == 0) {
            *(enum deliver_what *)value_field(setting) = (enum deliver_what)i;
            return 0;
        }
    return error_set(err, STATUS_CONFIG, "\"%s\" is nothing to deliver (daily, weekly, new, trouble)%s",
                     setting->value, value_hint(setting, setting->value, words, 4));
}

/* The receivers that deliver/receiver.h knows; its test compares. */
static int set_format(const struct setting *setting, struct error *err)
{
    for (size_t i = 0; i < N_DELIVERY_FORMATS; i++)
        if (strcmp(setting->value, delivery_formats[i]) == 0)
            return set_text(setting, err);
    return error_set(err, STATUS_CONFIG,
                     "\"%s\" is no format (json, slack, telegram, feishu, wecom, dingtalk, matrix, ntfy)%s",
                     setting->value,
                     value_hint(setting, setting->value, delivery_formats, N_DELIVERY_FORMATS));
}

static int set_terms(const struct setting *setting, struct error *err)
{
    struct term_list *list = value_field(setting), more;
    if (term_list_parse(setting->value, setting->arena, &more, err) < 0)
        return -1;
    struct term *all = arena_alloc(setting->arena, (list->n + more.n) * sizeof *all);
    for (size_t i = 0; i < list->n + more.n; i++)
        all[i] = i < list->n ? list->terms[i] : more.terms[i - list->n];
    *list = (struct term_list){all, list->n + more.n};
    return 0;
}

int value_set(const struct setting *setting, struct error *err)
{
    static int (*const readers[N_KINDS])(const struct setting *, struct error *) = {
        [KIND_TEXT] = set_text,
        [KIND_PATH] = set_path,
        [KIND_ADDRESS] = value_set_address,
        [KIND_MIRROR] = value_set_mirror,
        [KIND_ARXIV] = value_set_arxiv,
        [KIND_BASE] = value_set_base,
        [KIND_WEB] = value_set_web,
        [KIND_LISTEN] = value_set_listen,
        [KIND_CONTACT] = value_set_contact,
        [KIND_PROXY] = value_set_proxy,
        [KIND_HEADER] = value_set_header,
        [KIND_PAUSE] = value_set_pause,
        [KIND_ZONE] = set_zone,
        [KIND_TIME] = set_time,
        [KIND_WEEKTIME] = set_weektime,
        [KIND_KEEP] = set_keep,
        [KIND_INTERVAL] = set_interval,
        [KIND_YES_NO] = set_yes_no,
        [KIND_LANGUAGE] = set_language,
        [KIND_COUNT] = set_count,
        [KIND_THRESHOLD] = set_threshold,
        [KIND_ANNOUNCE] = set_announce,
        [KIND_NAMES] = set_names,
        [KIND_WHAT] = set_what,
        [KIND_FORMAT] = set_format,
        [KIND_RECEIVER] = value_set_receiver,
        [KIND_SMTP] = value_set_smtp,
        [KIND_MAIL] = value_set_mail,
        [KIND_TERMS] = set_terms,
    };
    size_t n = strlen(setting->value);
    if (n > 1 && (setting->value[0] == '"' || setting->value[0] == '\'') &&
        setting->value[n - 1] == setting->value[0] && setting->key->kind != KIND_TERMS)
        return error_set(err, STATUS_CONFIG,
                         "%s stands in quotes, which would be part of it; write it without", setting->value);
    return readers[setting->key->kind](setting, err);
}
