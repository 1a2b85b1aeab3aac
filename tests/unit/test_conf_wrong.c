/* Every kind of mistake that a line of feeds.conf can have, and what weir says to it. */
#include "conf_texts.h"

static const struct {
    const char *what, *text, *want; /* "LINE: message", one a line */
} cases[] = {
    {"unknown section", "[wier]\na = b\n", "1: unknown section [wier]; did you mean [weir]?\n"},
    {"unknown section, nothing near", "[database]\n",
     "1: unknown section [database]; there are [weir], [source NAME], [topic NAME], [deliver NAME]\n"},
    {"section without a name", "[source]\nurl = http://a.example/\n",
     "1: [source] needs a name: [source NAME]\n"},
    {"[weir] with a name", "[weir here]\n", "1: [weir] takes no name\n"},
    {"head without bracket", "[source a\n", "1: the section's head has no \"]\"\n"},
    {"text after the head", "[weir] title = x\n",
     "1: after the \"]\" of a section's head nothing but a comment may stand\n"},
    {"line before any section", "title = x\n", "1: \"title\" stands before any [section]\n"},
    {"line without =", "[weir]\ntitle x\n",
     "2: neither a [section] nor \"key = value\"; a line that goes on with a value is indented\n"},
    {"line without a key", "[weir]\n= x\n", "2: there is no key before the \"=\"\n"},
    {"indented without a value", "[weir]\n  title = x\n",
     "2: indented, but no value stands above that it could go on; begin the line at its left edge\n"},
    {"not UTF-8", "[weir]\ntitle = \xD5\xF4\xC1\xF3\n", "2: not UTF-8; save the file in that encoding\n"},
    {"unknown key, near", "[source a]\nurl = http://a.example/\nevry = 1h\n",
     "3: unknown key \"evry\" in [source a]; did you mean \"every\"?\n"},
    {"unknown key, nothing near", "[source a]\nurl = http://a.example/\ncolour = red\n",
     "3: unknown key \"colour\" in [source a]; there are title, url, arxiv, mirror, every, arxiv-announce, "
     "topics, "
     "user, password-file, header, proxy, allow-private, group, private\n"},
    {"key of another section", "[source a]\nurl = http://a.example/\nterms = x\n",
     "3: unknown key \"terms\" in [source a]; it belongs in [topic]\n"},
    {"a key's plural", "[weir]\nlists = reading.md\n",
     "2: unknown key \"lists\" in [weir]; did you mean \"list\"?\n"},
    {"key in other letters", "[weir]\nTitle = x\n",
     "2: unknown key \"Title\" in [weir]; did you mean \"title\"?\n"},
    {"value missing", "[source a]\nurl = http://a.example/\nevery =\n",
     "3: \"every\" has no value; it says the shortest interval between two polls\n"},
    {"key twice", "[source a]\nurl = http://a.example/\nevery = 1h\nevery = 2h\n",
     "4: \"every\" stands already in line 3\n"},
    {"terms twice", "[topic t]\nterms = x\nterms = y\n",
     "3: \"terms\" stands already in line 2; \"+=\" would add to it\n"},
    {"adding to one value", "[source a]\nurl = http://a.example/\nevery += 2h\n",
     "3: \"every\" holds one value, to which nothing can be added; write \"every = …\"\n"},
    {"delivery to nobody", "[deliver d]\nformat = slack\n",
     "1: [deliver d] needs either \"to\" or \"to-file\"\n"},
    {"mail without a server", "[deliver d]\nto = me@a.example\n",
     "1: [deliver d] needs \"server\" and \"from\" to send mail\n"},
    {"webhook without a format", "[deliver d]\nto = https://a.example/hook\n",
     "1: [deliver d] needs a \"format\": json, slack, telegram, …\n"},
    {"format misspelt", "[deliver d]\nto = https://a.example/hook\nformat = slak\n",
     "3: format: \"slak\" is no format (json, slack, telegram, feishu, wecom, dingtalk, matrix, ntfy); did "
     "you "
     "mean \"slack\"?\n"},
    {"what misspelt", "[deliver d]\nwhat = dayly\nto-file = x\nformat = json\n",
     "2: what: \"dayly\" is nothing to deliver (daily, weekly, new, trouble); did you mean \"daily\"?\n"},
    {"mail server with a password",
     "[deliver d]\nto = me@a.example\nfrom = w@a.example\nserver = smtps://u:p@a.example\n",
     "4: server: the password stands in a file: use \"user\" and \"password-file\"\n"},
    {"mail address without a domain", "[deliver d]\nto-file = x\nformat = json\nfrom = me@\n",
     "4: from: \"me@\" is no mail address; it is written me@example.org\n"},
    {"delivery of an unknown topic", "[deliver d]\nto-file = x\nformat = json\ntopics = t\n",
     "4: no topic is called \"t\"\n"},
    {"section twice", "[source a]\nurl = http://a.example/\n[source a]\nurl = http://a.example/\n",
     "3: [source a] stands already in line 1; a name has one section\n"},
    {"topic twice", "[topic t]\nterms = x\n\n[topic t]\nterms = x\n",
     "4: [topic t] stands already in line 1; a name has one section\n"},
    {"source without url", "[source a]\ntitle = x\n", "1: [source a] has no \"url\"\n"},
    {"wrong url does not also count as missing", "[source a]\nurl = x y\n",
     "2: url: \"x y\" has a space in it; an address is one word\n"},
    {"address without a scheme", "[source a]\nurl = a.example/feed\n",
     "2: url: \"a.example/feed\" is no whole address; did you mean \"https://a.example/feed\"?\n"},
    {"address with slashes alone", "[source a]\nurl = //a.example/feed\n",
     "2: url: \"//a.example/feed\" is no whole address; did you mean \"https://a.example/feed\"?\n"},
    {"address of another kind", "[source a]\nurl = ftp://a.example/\n",
     "2: url: \"ftp://a.example/\" is no http or https address\n"},
    {"address without a host", "[source a]\nurl = http://\n",
     "2: url: \"http://\" is no http or https address\n"},
    {"address with a space", "[source a]\nurl = http://a.example/x y\n",
     "2: url: \"http://a.example/x y\" has a space in it; an address is one word\n"},
    {"address that goes on over the next line", "[source a]\nurl = http://a.example/\n  every = 1h\n",
     "2: url: \"http://a.example/ every = 1h\" has a space in it; an address is one word\n"},
    {"password in the address", "[source a]\nurl = http://me:secret@a.example/\n",
     "2: url: a password would be published with the address; use \"user\" and \"password-file\"\n"},
    {"port that is none", "[source a]\nurl = http://a.example:80a/\n",
     "2: url: \"http://a.example:80a/\" has a port that is no number\n"},
    {"wrong mirror", "[source a]\nurl = http://a.example/\nmirror = nowhere\n",
     "3: mirror: \"nowhere\" is no whole address; did you mean \"https://nowhere\"?\n"},
    {"duration without a unit", "[source a]\nurl = http://a.example/\nevery = 6\n",
     "3: every: \"6\" is no duration; they are written 90s, 30m, 6h, 2d, 1w\n"},
    {"duration in words", "[source a]\nurl = http://a.example/\nevery = six hours\n",
     "3: every: \"six hours\" is no duration; they are written 90s, 30m, 6h, 2d, 1w\n"},
    {"unit in capitals", "[source a]\nurl = http://a.example/\nevery = 6H\n",
     "3: every: \"6H\" is no duration; they are written 90s, 30m, 6h, 2d, 1w\n"},
    {"too often", "[source a]\nurl = http://a.example/\nevery = 0s\n",
     "3: every: \"0s\" is out of range: from 1s to 31d\n"},
    {"too seldom", "[source a]\nurl = http://a.example/\nevery = 52w\n",
     "3: every: \"52w\" is out of range: from 1s to 31d\n"},
    {"keep too short", "[weir]\nkeep = 5m\n",
     "2: keep: \"5m\" is out of range: items stay for a day at least\n"},
    {"time of day", "[weir]\ndaily = 25:00\n",
     "2: daily: \"25:00\" is no time of day; it is written 07:00\n"},
    {"time of day, a letter", "[weir]\ndaily = 7am\n",
     "2: daily: \"7am\" is no time of day; it is written 07:00\n"},
    {"weekly without a day", "[weir]\nweekly = 07:00\n",
     "2: weekly: \"07:00\" is no day of the week and time; they are written Mon 07:00\n"},
    {"weekly, whole name", "[weir]\nweekly = Monday 07:00\n",
     "2: weekly: \"Monday 07:00\" is no day of the week and time; they are written Mon 07:00; did you mean "
     "\"Mon\"?\n"},
    {"weekly, day mistyped", "[weir]\nweekly = Mno 07:00\n",
     "2: weekly: \"Mno 07:00\" is no day of the week and time; they are written Mon 07:00; did you mean "
     "\"Mon\"?\n"},
    {"weekly without a time", "[weir]\nweekly = Mon\n",
     "2: weekly: \"Mon\" is no day of the week and time; they are written Mon 07:00\n"},
    {"time zone", "[weir]\ntimezone = Asia/Shangai\n",
     "2: timezone: \"Asia/Shangai\" is no time zone that this machine knows; did you mean "
     "\"Asia/Shanghai\"?\n"},
    {"time zone as a rule", "[weir]\ntimezone = CST-8\n",
     "2: timezone: \"CST-8\" is no time zone that this machine knows; they are called like Asia/Shanghai or "
     "UTC\n"},
    {"time zone as a path", "[weir]\ntimezone = ../../etc/passwd\n",
     "2: timezone: \"../../etc/passwd\" is no time zone that this machine knows; they are called like "
     "Asia/Shanghai or UTC\n"},
    {"base-url without a scheme", "[weir]\nbase-url = feeds.example.org\n",
     "2: base-url: \"feeds.example.org\" is no whole address; did you mean \"https://feeds.example.org\"?\n"},
    {"base-url with a query", "[weir]\nbase-url = https://feeds.example.org/?x=1\n",
     "2: base-url: \"https://feeds.example.org/?x=1\" has more than a host and a path\n"},
    {"hub without a base-url", "[weir]\nhub = https://hub.example.org/\n",
     "2: \"hub\" needs a \"base-url\" beside it: by that the hub knows the feeds\n"},
    {"hub that is none", "[weir]\nhub = hub.example.org\nbase-url = https://feeds.example.org/\n",
     "2: hub: \"hub.example.org\" is no whole address; did you mean \"https://hub.example.org\"?\n"},
    {"contact as a bare address", "[weir]\ncontact = me@example.org\n",
     "2: contact: \"me@example.org\" is no address; did you mean \"mailto:me@example.org\"?\n"},
    {"contact that is none", "[weir]\ncontact = me\n",
     "2: contact: \"me\" is neither mailto:me@example.org nor a page's address\n"},
    {"contact with a bracket", "[weir]\ncontact = https://example.org/(me)\n",
     "2: contact: \"https://example.org/(me)\" has a space, a bracket or a backslash in it\n"},
    {"listen without a port", "[weir]\nlisten = 127.0.0.1\n",
     "2: listen: \"127.0.0.1\" is no address and port; they are written 127.0.0.1:8470, [::1]:8470, "
     ":8470 or unix:/run/weir/weir.sock\n"},
    {"listen, a port too large", "[weir]\nlisten = 127.0.0.1:84700\n",
     "2: listen: \"127.0.0.1:84700\" is no address and port; they are written 127.0.0.1:8470, [::1]:8470, "
     ":8470 or unix:/run/weir/weir.sock\n"},
    {"listen, IPv6 without brackets", "[weir]\nlisten = ::1:8470\n",
     "2: listen: \"::1:8470\" is no address and port; they are written 127.0.0.1:8470, [::1]:8470, "
     ":8470 or unix:/run/weir/weir.sock\n"},
    {"listen as an address", "[weir]\nlisten = http://127.0.0.1:8470\n",
     "2: listen: \"http://127.0.0.1:8470\" is no address and port; they are written 127.0.0.1:8470, "
     "[::1]:8470, "
     ":8470 or unix:/run/weir/weir.sock\n"},
    {"pause without a host", "[weir]\npause = 5s\n",
     "2: pause: \"\" is no pause, from 0s to 1h; it is written \"rsshub.example.org 5s\"\n"},
    {"pause of an address", "[weir]\npause = https://rsshub.example.org 5s\n",
     "2: pause: \"https://rsshub.example.org\" is no host's name; it is written \"rsshub.example.org 5s\"\n"},
    {"pause of a day", "[weir]\npause = rsshub.example.org 1d\n",
     "2: pause: \"1d\" is no pause, from 0s to 1h; it is written \"rsshub.example.org 5s\"\n"},
    {"proxy of an unknown kind", "[weir]\nproxy = ftp://127.0.0.1\n",
     "2: proxy: \"ftp://127.0.0.1\" is no proxy; it is \"none\" or an address like socks5h://127.0.0.1:1080 "
     "or "
     "http://…\n"},
    {"proxy without a scheme", "[source a]\nurl = http://a.example/\nproxy = 127.0.0.1:1080\n",
     "3: proxy: \"127.0.0.1:1080\" is no proxy; it is \"none\" or an address like socks5h://127.0.0.1:1080 "
     "or "
     "http://…\n"},
    {"path of the shell's", "[weir]\nstate = ~/weir\n",
     "2: state: \"~\" is the shell's; write the whole path\n"},
    {"header without a colon", "[source a]\nurl = http://a.example/\nheader = Accept-Language zh-CN\n",
     "3: header: \"Accept-Language zh-CN\" is no header field; it is written \"Accept-Language: zh-CN\"\n"},
    {"header of weir's own", "[source a]\nurl = http://a.example/\nheader = if-none-match: \"x\"\n",
     "3: header: \"if-none-match\" is set by weir itself\n"},
    {"neither yes nor no", "[source a]\nurl = http://a.example/\nallow-private = true\n",
     "3: allow-private: \"true\" is neither yes nor no\n"},
    {"announcement type", "[source a]\nurl = http://a.example/\narxiv-announce = new, crosss\n",
     "3: arxiv-announce: \"crosss\" is no announcement type (new, cross, replace, replace-cross); did you "
     "mean "
     "\"cross\"?\n"},
    {"announcement type missing", "[source a]\nurl = http://a.example/\narxiv-announce = new,,cross\n",
     "3: arxiv-announce: there is no name before or after a comma\n"},
    {"user without a password", "[source a]\nurl = http://a.example/\nuser = me\n",
     "3: \"user\" needs a \"password-file\" beside it\n"},
    {"password without a user", "[source a]\nurl = http://a.example/\npassword-file = pw\n",
     "3: \"password-file\" needs a \"user\" beside it\n"},
    {"adding to the interval of nobody", "[source]\nevery += 1h\n",
     "1: [source] needs a name: [source NAME]\n2: \"every\" holds one value, to which nothing can be added; "
     "write \"every = …\"\n"},
    {"source's topic unknown",
     "[source a]\nurl = http://a.example/\n[topic t]\nterms = x\n[source b]\nurl = http://b.example/\ntopics "
     "= t\ntopics = u, v\n",
     "8: no topic is called \"u\"\n8: no topic is called \"v\"\n"},
    {"source's topic mistyped",
     "[source a]\nurl = http://a.example/\ntopics = nlpp\n[topic nlp]\nterms = x\n",
     "3: no topic is called \"nlpp\"; did you mean \"nlp\"?\n"},
    {"names with an empty one", "[source a]\nurl = http://a.example/\ntopics = t,,u\n[topic t]\nterms = x\n",
     "3: topics: there is no name before or after a comma\n"},
    {"topic's sources name nothing",
     "[source a]\nurl = http://a.example/\n[topic t]\nterms = x\nsources = arxiv-*, a\n",
     "5: no source is called \"arxiv-*\"\n"},
    {"topic's source mistyped",
     "[source arxiv]\nurl = http://a.example/\n[topic t]\nterms = x\nsources = arxvi\n",
     "5: no source is called \"arxvi\"; did you mean \"arxiv\"?\n"},
    {"under an unknown topic", "[topic t]\nterms = x\nunder = nlp\n", "3: no topic is called \"nlp\"\n"},
    {"under a mistyped topic", "[topic nlp]\nterms = y\n[topic t]\nterms = x\nunder = nlq\n",
     "5: no topic is called \"nlq\"; did you mean \"nlp\"?\n"},
    {"under itself", "[topic t]\nterms = x\nunder = t\n", "3: [topic t] stands under itself\n"},
    {"a circle",
     "[topic a]\nunder = c\nterms = x\n[topic b]\nunder = a\nterms = x\n[topic c]\nunder = b\nterms = "
     "x\n[topic d]\nunder = a\nterms = x\n",
     "2: [topic a] stands under itself\n"},
    {"topic without terms", "[topic t]\nthreshold = 0.5\n",
     "1: [topic t] has no \"terms\", and neither a topic under it nor a source that gives it\n"},
    {"threshold of nought", "[topic t]\nterms = x\nthreshold = 0\n",
     "3: threshold: \"0\" is no threshold: a number above 0 and up to 1, such as 0.5\n"},
    {"threshold above one", "[topic t]\nterms = x\nthreshold = 1.5\n",
     "3: threshold: \"1.5\" is no threshold: a number above 0 and up to 1, such as 0.5\n"},
    {"threshold in words", "[topic t]\nterms = x\nthreshold = half\n",
     "3: threshold: \"half\" is no threshold: a number above 0 and up to 1, such as 0.5\n"},
    {"wrong term", "[topic t]\nterms = a^2\n",
     "2: terms: term \"a^2\": the boost must be above 0 and at most 1\n"},
    {"wrong expression", "[topic t]\nterms = a,\n  /(/\n",
     "2: terms: the expression /(/ is wrong at character 1: missing closing parenthesis\n"},
    {"wrong scope", "[topic t]\nterms = x\nscope = a^0\n",
     "3: scope: term \"a^0\": the boost must be above 0 and at most 1\n"},
    {"topic name with a slash", "[topic a/b]\nterms = x\n",
     "1: \"a/b\" is no name for a topic: letters, digits and . _ - + : @ ~, at most 100 bytes, no dot or "
     "hyphen first\n"},
    {"topic name with a space", "[topic a b]\nterms = x\n",
     "1: \"a b\" is no name for a topic: letters, digits and . _ - + : @ ~, at most 100 bytes, no dot or "
     "hyphen first\n"},
    {"hidden name", "[topic .a]\nterms = x\n",
     "1: \".a\" is no name for a topic: letters, digits and . _ - + : @ ~, at most 100 bytes, no dot or "
     "hyphen "
     "first\n"},
    {"name too long",
     "[topic 长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长]\nterms = x\n",
     "1: \"长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长\" is no name for a topic: "
     "letters, digits and . _ - + : @ ~, at most 100 bytes, no dot or hyphen first\n"},
    {"everything at once",
     "[weir]\ndaily = 7\n[source a]\nevrey = 6h\n[topic t]\nthreshold = 2\n[sorce b]\nx = y\n",
     "2: daily: \"7\" is no time of day; it is written 07:00\n3: [source a] has no \"url\"\n4: unknown key "
     "\"evrey\" in [source a]; did you mean \"every\"?\n5: [topic t] has no \"terms\", and neither a topic "
     "under it "
     "nor a source that gives it\n6: threshold: \"2\" is no threshold: a number above 0 and up to 1, such as "
     "0.5\n7: unknown section [sorce]; did you mean [source]?\n"},
};

static void test_wrong_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct conf_text files[] = {{"", cases[i].text}, {0}};
        struct arena arena;
        struct conf conf;
        struct buf got = BUF_INIT(1 << 16), want = BUF_INIT(1 << 16);
        arena_init(&arena);
        read_texts(files, NULL, &arena, &conf, &got);
        for (const char *line = cases[i].want; *line; line = strchr(line, '\n') + 1)
            buf_addf(&want, ":%.*s\n", (int)strcspn(line, "\n"), line);
        check_string(cases[i].what, got.data, want.data);
        buf_release(&got);
        buf_release(&want);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_wrong_lines)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
