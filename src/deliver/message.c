#include "weir/deliver/message.h"

#include <stdio.h>
#include <string.h>

/* What stands before and behind each part, and how text and links are written. */
struct dialect {
    const char *title[2], *heading[2], *list[2], *item[2], *byline[2], *abstract[2], *more[2];
    void (*text)(struct buf *out, const char *s);
    void (*link)(struct buf *out, const char *text, const char *url);
};

/* Replaces each character of `from` by its string in `to`. */
static void write_replaced(struct buf *out, const char *s, const char *from, const char *const *to)
{
    for (; *s != '\0'; s++) {
        const char *at = strchr(from, *s);
        if (at != NULL)
            buf_adds(out, to[at - from]);
        else
            buf_addc(out, *s);
    }
}

static void write_markup(struct buf *out, const char *s)
{
    static const char *const references[] = {"&amp;", "&lt;", "&gt;", "&quot;"};
    write_replaced(out, s, "&<>\"", references);
}

/* Slack knows three references alone (its documentation, "Escaping text"); its own marks have no escape, so
 * they are parted from the words that they would dress by a zero-width space. */
static void write_slack(struct buf *out, const char *s)
{
    static const char *const parted[] = {"&amp;", "&lt;", "&gt;", "\u200b*", "\u200b_", "\u200b~", "\u200b`"};
    write_replaced(out, s, "&<>*_~`", parted);
}

/* Every mark of CommonMark that could begin something inside a line (CommonMark §2.4). */
static void write_markdown(struct buf *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (strchr("\\`*_[]<>&|~#!", *s) != NULL)
            buf_addc(out, '\\');
        buf_addc(out, *s);
    }
}

static void link_markup(struct buf *out, const char *text, const char *url)
{
    buf_adds(out, "<a href=\"");
    write_markup(out, url);
    buf_adds(out, "\">");
    write_markup(out, text);
    buf_adds(out, "</a>");
}

static void link_slack(struct buf *out, const char *text, const char *url)
{
    static const char *const encoded[] = {"&amp;", "%3C", "%3E", "%7C"};
    buf_addc(out, '<');
    write_replaced(out, url, "&<>|", encoded);
    buf_addc(out, '|');
    write_slack(out, text);
    buf_addc(out, '>');
}

static void link_markdown(struct buf *out, const char *text, const char *url)
{
    static const char *const encoded[] = {"%28", "%29", "%3C", "%3E", "%20"};
    buf_addc(out, '[');
    write_markdown(out, text);
    buf_adds(out, "](");
    write_replaced(out, url, "()<> ", encoded);
    buf_addc(out, ')');
}

static const struct dialect dialects[] = {
    [MARKUP_MARKDOWN] = {.title = {"**", "**\n"},
                         .heading = {"\n**", "**\n\n"},
                         .list = {"", ""},
                         .item = {"- ", "\n"},
                         .byline = {" — ", ""},
                         .abstract = {"\n  > ", ""},
                         .more = {"\n", "\n"},
                         .text = write_markdown,
                         .link = link_markdown},
    [MARKUP_SLACK] = {.title = {"*", "*\n"},
                      .heading = {"\n*", "*\n"},
                      .list = {"", ""},
                      .item = {"• ", "\n"},
                      .byline = {" — ", ""},
                      .more = {"\n", "\n"},
                      .text = write_slack,
                      .link = link_slack},
    [MARKUP_TELEGRAM] = {.title = {"<b>", "</b>\n"},
                         .heading = {"\n<b>", "</b>\n"},
                         .list = {"", ""},
                         .item = {"• ", "\n"},
                         .byline = {" — ", ""},
                         .more = {"\n", "\n"},
                         .text = write_markup,
                         .link = link_markup},
    [MARKUP_HTML] = {.title = {"<h1>", "</h1>\n"},
                     .heading = {"<h2>", "</h2>\n"},
                     .list = {"<ul>\n", "</ul>\n"},
                     .item = {"<li>", "</li>\n"},
                     .byline = {"<br><small>", "</small>"},
                     .abstract = {"<br>", ""},
                     .more = {"<p>", "</p>\n"},
                     .text = write_markup,
                     .link = link_markup},
};

/* A part between its marks; as a link where it has an address; nothing for an empty one, or one that this
 * dialect does not show. */
static void write_part(const struct dialect *dialect, const char *const marks[2], const char *text,
                       const char *url, struct buf *out)
{
    if (*text == '\0' || marks[0] == NULL)
        return;
    buf_adds(out, marks[0]);
    if (*url != '\0')
        dialect->link(out, text, url);
    else
        dialect->text(out, text);
    buf_adds(out, marks[1]);
}

static void write_item(const struct dialect *dialect, const struct message_item *item, struct buf *out)
{
    static const char *const bare[2] = {"", ""};
    buf_adds(out, dialect->item[0]);
    write_part(dialect, bare, item->title, item->url, out);
    write_part(dialect, dialect->byline, item->byline, "", out);
    write_part(dialect, dialect->abstract, item->abstract, "", out);
    buf_adds(out, dialect->item[1]);
}

void message_write(const struct message *message, enum markup markup, struct buf *out)
{
    const struct dialect *dialect = &dialects[markup];
    char more[64];
    write_part(dialect, dialect->title, message->title, message->url, out);
    for (size_t i = 0; i < message->n_sections; i++) {
        const struct message_section *section = &message->sections[i];
        write_part(dialect, dialect->heading, section->title, "", out);
        buf_adds(out, dialect->list[0]);
        for (size_t k = 0; k < section->n_items; k++)
            write_item(dialect, &section->items[k], out);
        buf_adds(out, dialect->list[1]);
    }
    if (message->n_more == 0)
        return;
    snprintf(more, sizeof more, "… +%zu", message->n_more);
    write_part(dialect, dialect->more, more, message->url, out);
}

size_t message_n_items(const struct message *message)
{
    size_t n = 0;
    for (size_t i = 0; i < message->n_sections; i++)
        n += message->sections[i].n_items;
    return n;
}

struct message message_cut(const struct message *message, size_t n, struct arena *arena)
{
    struct message cut = *message;
    size_t n_all = message_n_items(message);
    cut.sections = arena_alloc(arena, (message->n_sections + 1) * sizeof *cut.sections);
    cut.n_sections = 0;
    cut.n_more = message->n_more + (n_all > n ? n_all - n : 0);
    for (size_t i = 0; i < message->n_sections && n > 0; i++) {
        struct message_section *section = &cut.sections[cut.n_sections++];
        *section = message->sections[i];
        if (section->n_items > n)
            section->n_items = n;
        n -= section->n_items;
    }
    return cut;
}
