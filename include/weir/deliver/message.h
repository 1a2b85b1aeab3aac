#ifndef WEIR_DELIVER_MESSAGE_H
#define WEIR_DELIVER_MESSAGE_H
/*
 * message — what one delivery says, whatever carries it: a title, sections, in each some stories. It is
 * written in the markup that the receiver reads. Pure.
 *
 *     struct message message = {.id = "daily/2026-11-20", .title = "NLP — 20 November", .sections = …};
 *     message_write(&message, MARKUP_SLACK, &out);
 */
#include <stddef.h>
#include <stdint.h>

#include "weir/text/arena.h"
#include "weir/text/buf.h"

/* Plain text in one line each; "" where there is none. */
struct message_item {
    const char *title, *url;
    const char *byline;   /* who and where: "Mina Park · arXiv" */
    const char *abstract; /* shown where the receiver has room for it: in mail */
};

struct message_section {
    const char *title;
    struct message_item *items;
    size_t n_items;
};

struct message {
    const char *id;    /* names this delivery for good, in ASCII: one that was cut off is not told twice */
    const char *title; /* one line */
    const char *url;   /* the page that says the same; "" when nothing is served */
    int64_t at;        /* when it was made */
    struct message_section *sections;
    size_t n_sections;
    size_t n_more; /* stories left out since the receiver takes no more */
};

enum markup {
    MARKUP_MARKDOWN, /* CommonMark's links and bold: mail's plain part, ntfy, WeCom, DingTalk, Feishu */
    MARKUP_SLACK,    /* mrkdwn: <url|text>, *bold* */
    MARKUP_TELEGRAM, /* its HTML without blocks: <a>, <b>, line ends */
    MARKUP_HTML,     /* headings and lists: mail, Matrix */
};

/* Appends the message; no title or address can break out of its place. */
void message_write(const struct message *message, enum markup markup, struct buf *out);

/* How many stories it tells. */
size_t message_n_items(const struct message *message);

/* The same message with its first `n` stories; what is left out is counted in n_more. In `arena`. */
struct message message_cut(const struct message *message, size_t n, struct arena *arena);

#endif
