#include "keys.h"

#include <string.h>

#include "weir/conf/conf.h"
#include "weir/text/suggest.h"

#define ARRAY_SIZE(array) (sizeof(array) / sizeof *(array))

#define WEIR(field)    offsetof(struct conf, field)
#define SOURCE(field)  offsetof(struct source, field)
#define TOPIC(field)   offsetof(struct topic, field)
#define DELIVER(field) offsetof(struct delivery, field)

static const struct key weir_keys[] = {
    {"title", KIND_TEXT, WEIR(title), 0, 0, "weir", "the title of the merged feed and of the pages"},
    {"state", KIND_PATH, WEIR(state), 0, 0, "",
     "the folder of the database and, unless \"publish\" says otherwise, of public/"},
    {"publish", KIND_PATH, WEIR(publish), 0, 0, "", "the folder that receives the published files"},
    {"listen", KIND_LISTEN, WEIR(listen), 0, 0, "", "where weir serves the published files itself"},
    {"base-url", KIND_BASE, WEIR(base_url), 0, 0, "", "the public address of the published files"},
    {"hub", KIND_WEB, WEIR(hub), 0, 0, "", "the WebSub hub that is told when published feeds change"},
    {"contact", KIND_CONTACT, WEIR(contact), 0, 0, "", "whom servers may ask about weir's requests"},
    {"language", KIND_LANGUAGE, WEIR(language), 0, 0, "",
     "the language of pages, digests and the fixed words of feeds: en or zh"},
    {"timezone", KIND_ZONE, WEIR(timezone), 0, 0, NULL, "the time zone of the digests' days and weeks"},
    {"daily", KIND_TIME, WEIR(daily_min), 0, 0, "07:00", "when the daily digest is made"},
    {"weekly", KIND_WEEKTIME, WEIR(weekly_day), WEIR(weekly_min), 0, "Mon 07:00",
     "when the weekly digest is made"},
    {"digest-stories", KIND_COUNT, WEIR(digest_stories), 0, 0, "60",
     "about how many stories a digest shows; the rest is counted"},
    {"keep", KIND_KEEP, WEIR(keep_s), 0, 0, "400d", "how long items without a topic stay"},
    {"images", KIND_YES_NO, WEIR(images), 0, 0, "no", "whether pages show images from other hosts"},
    {"list", KIND_LIST, 0, 0, KEY_REPEATS, NULL,
     "a Markdown reading list that topics come from, as a file or an address"},
    {"glossary", KIND_GLOSSARY, 0, 0, KEY_REPEATS, NULL,
     "a file that says what else the lists' things are called"},
    {"include", KIND_INCLUDE, 0, 0, KEY_REPEATS, NULL, "more files to read, as a name or a pattern"},
    {"pause", KIND_PAUSE, WEIR(pauses), WEIR(n_pauses), KEY_REPEATS, NULL,
     "how long to wait between two requests to a host: rsshub.example.org 5s"},
    {"proxy", KIND_PROXY, WEIR(proxy), 0, 0, "", "the proxy that requests go through"},
};

static const struct key source_keys[] = {
    {"title", KIND_TEXT, SOURCE(title), 0, 0, "", "what to call the source instead of the feed's own title"},
    {"url", KIND_ADDRESS, SOURCE(urls), SOURCE(n_urls), 0, NULL, "the feed's address"},
    {"arxiv", KIND_ARXIV, SOURCE(urls), SOURCE(n_urls), 0, NULL,
     "instead of an address, what to ask arXiv for: cs.CL AND ti:distillation"},
    {"mirror", KIND_MIRROR, SOURCE(urls), SOURCE(n_urls), KEY_REPEATS, NULL,
     "another address of the same feed, tried when the ones before it fail"},
    {"every", KIND_INTERVAL, SOURCE(every_s), 0, 0, "1h", "the shortest interval between two polls"},
    {"arxiv-announce", KIND_ANNOUNCE, SOURCE(arxiv_announce), 0, 0, "new, cross",
     "which of arXiv's announcement types to take"},
    {"topics", KIND_NAMES, SOURCE(topics), SOURCE(n_topics), KEY_REPEATS | KEY_ADDS, NULL,
     "topics that all its items have"},
    {"user", KIND_TEXT, SOURCE(user), 0, 0, "", "the name to log in with"},
    {"password-file", KIND_PATH, SOURCE(password_file), 0, 0, "",
     "the file whose first line is the password"},
    {"header", KIND_HEADER, SOURCE(headers), SOURCE(n_headers), KEY_REPEATS, NULL,
     "a header field to send along"},
    {"proxy", KIND_PROXY, SOURCE(proxy), 0, 0, NULL, "the proxy for this source alone, or \"none\""},
    {"allow-private", KIND_YES_NO, SOURCE(allow_private), 0, 0, "no",
     "whether its name may resolve to a private address"},
    {"group", KIND_TEXT, SOURCE(group), 0, 0, "",
     "the folder that it stands in for other readers: News / Tech"},
    {"private", KIND_YES_NO, SOURCE(is_private), 0, 0, "no",
     "whether its addresses appear nowhere outside feeds.conf"},
};

static const struct key topic_keys[] = {
    {"title", KIND_TEXT, TOPIC(title), 0, 0, "", "what to call the topic instead of its name"},
    {"terms", KIND_TERMS, TOPIC(terms), 0, KEY_ADDS, NULL, "the words that give the topic"},
    {"scope", KIND_TERMS, TOPIC(scope), 0, KEY_ADDS, NULL, "words without any of which the score halves"},
    {"exclude", KIND_TERMS, TOPIC(exclude), 0, KEY_ADDS, NULL, "words that rule the topic out"},
    {"threshold", KIND_THRESHOLD, TOPIC(threshold), 0, 0, "0.5",
     "the score from which an item has the topic"},
    {"field", KIND_TEXT, TOPIC(field), 0, 0, "", "the topic that an item must have for this one"},
    {"under", KIND_TEXT, TOPIC(under), 0, 0, "", "the topic that this one stands under"},
    {"sources", KIND_NAMES, TOPIC(sources), TOPIC(n_sources), KEY_REPEATS | KEY_ADDS, NULL,
     "the only sources whose items may have it, as names or patterns"},
};

static const struct key deliver_keys[] = {
    {"what", KIND_WHAT, DELIVER(what), 0, 0, "daily", "what is delivered: daily, weekly, new or trouble"},
    {"topics", KIND_NAMES, DELIVER(topics), DELIVER(n_topics), KEY_REPEATS | KEY_ADDS, NULL,
     "the only topics of which something is delivered"},
    {"to", KIND_RECEIVER, DELIVER(to), 0, 0, "", "a mail address, or the address of a webhook or chat"},
    {"to-file", KIND_PATH, DELIVER(to_file), 0, 0, "",
     "the file whose first line is that address, where the address is a secret"},
    {"format", KIND_FORMAT, DELIVER(format), 0, 0, "", "how the receiver at an http address wants it"},
    {"server", KIND_SMTP, DELIVER(server), 0, 0, "", "the mail server that takes the mail"},
    {"from", KIND_MAIL, DELIVER(from), 0, 0, "", "the mail address that it comes from"},
    {"user", KIND_TEXT, DELIVER(user), 0, 0, "", "the name to log in with at the mail server"},
    {"password-file", KIND_PATH, DELIVER(password_file), 0, 0, "",
     "the file whose first line is its password, or the token of a bot or user"},
    {"secret-file", KIND_PATH, DELIVER(secret_file), 0, 0, "",
     "the file whose first line signs what is sent"},
};

const struct section sections[N_SECTIONS] = {
    [SECTION_WEIR] = {"weir", false, weir_keys, ARRAY_SIZE(weir_keys)},
    [SECTION_SOURCE] = {"source", true, source_keys, ARRAY_SIZE(source_keys)},
    [SECTION_TOPIC] = {"topic", true, topic_keys, ARRAY_SIZE(topic_keys)},
    [SECTION_DELIVER] = {"deliver", true, deliver_keys, ARRAY_SIZE(deliver_keys)},
};

const struct section *section_find(const char *name)
{
    for (size_t i = 0; i < N_SECTIONS; i++)
        if (strcmp(sections[i].name, name) == 0)
            return &sections[i];
    return NULL;
}

const struct key *key_find(const struct section *section, const char *name)
{
    for (size_t i = 0; i < section->n_keys; i++)
        if (strcmp(section->keys[i].name, name) == 0)
            return &section->keys[i];
    return NULL;
}

const char *section_hint(struct arena *arena, const char *name)
{
    const char *names[N_SECTIONS];
    for (size_t i = 0; i < N_SECTIONS; i++)
        names[i] = sections[i].name;
    const char *near = suggest(name, names, N_SECTIONS);
    return near ? arena_printf(arena, "; did you mean [%s]?", near)
                : "; there are [weir], [source NAME], [topic NAME], [deliver NAME]";
}

/* The right word in the wrong section comes before a word that is merely near. */
const char *key_hint(struct arena *arena, const struct section *section, const char *name)
{
    for (size_t i = 0; i < N_SECTIONS; i++)
        if (key_find(&sections[i], name))
            return arena_printf(arena, "; it belongs in [%s]", sections[i].name);
    const char **names = arena_alloc(arena, section->n_keys * sizeof *names), *all = "";
    for (size_t i = 0; i < section->n_keys; i++) {
        names[i] = section->keys[i].name;
        all = arena_printf(arena, "%s%s%s", all, i == 0 ? "" : ", ", names[i]);
    }
    const char *near = suggest(name, names, section->n_keys);
    return near ? arena_printf(arena, "; did you mean \"%s\"?", near)
                : arena_printf(arena, "; there are %s", all);
}
