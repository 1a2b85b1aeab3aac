/*
 * parse — from bytes to a struct feed: decode, look what it is, read.
 */
#include "weir/feed/parse.h"

#include <string.h>
#include <strings.h>

#include "assemble.h"
#include "encoding.h"
#include "jsonfeed.h"
#include "line.h"
#include "mend.h"
#include "refusal.h"
#include "weir/text/date.h"
#include "xmlfeed.h"

static struct feed *new_feed(struct arena *arena)
{
    struct feed *feed = arena_alloc(arena, sizeof *feed);
    *feed = feed_blank;
    return feed;
}

static void begin(struct reading *r)
{
    r->feed = new_feed(r->arena);
    r->names = (struct names){.core = VOC_OTHER};
    r->base_node = NULL;
}

static void note(struct reading *r, int line, const char *reason)
{
    if (*r->feed->bozo != '\0' || *reason == '\0')
        return;
    r->feed->bozo = line_message(r->arena, reason);
    r->feed->bozo_line = line > 0 ? line : 1;
}

static int read_mended(struct reading *r, const struct decoded *d, struct error *err)
{
    struct mended mended;
    struct xml_problem problem;
    int status = 0;
    mend(d->text, d->n, &mended);
    begin(r);
    enum xml_result result = xmlfeed_read(r, mended.xml.data, mended.xml.n, true, &problem);
    if (mended.xml.full)
        status = error_set(err, STATUS_LIMIT, "the document has more than %zu MiB when mended",
                           FEED_LIMIT_BYTES >> 19);
    else if (result != XML_READ)
        status = refusal(result == XML_NOT_A_FEED ? problem.reason : "", d->text, d->n, err);
    else
        note(r, mended.line, mended.reason);
    r->feed->last_is_cut = mended.last_is_cut;
    buf_release(&mended.xml);
    return status;
}

static int read_xml(struct reading *r, const struct decoded *d, struct error *err)
{
    struct xml_problem problem = {.line = 0, .reason = ""};
    enum xml_result result = XML_BROKEN;
    if (!mend_is_due(d->text, d->n)) {
        begin(r);
        result = xmlfeed_read(r, d->text, d->n, false, &problem);
    }
    if (result != XML_READ && read_mended(r, d, err) < 0)
        return -1;
    note(r, problem.line, problem.reason);
    assemble_inheritance(r->arena, r->feed);
    return 0;
}

int feed_parse(const struct document *doc, struct arena *arena, struct feed **out, struct error *err)
{
    struct decoded decoded;
    if (encoding_decode(doc, &decoded, err) < 0)
        return -1;
    struct reading r = {
        .doc = doc, .arena = arena, .text = BUF_INIT(FEED_LIMIT_BYTES), .made = BUF_INIT(FEED_LIMIT_BYTES)};
    const char *s = decoded.text;
    size_t space = 0;
    while (space < decoded.n && strchr(" \t\r\n", s[space]) != NULL)
        space++;
    int status;
    if (space < decoded.n && (s[space] == '{' || s[space] == '[')) {
        begin(&r);
        status = jsonfeed_read(&r, s, decoded.n, err);
    } else {
        status = read_xml(&r, &decoded, err);
    }
    if (status == 0) {
        if (r.cut != NULL)
            note(&r, 1, r.cut);
        if (decoded.n_replaced > 0)
            note(&r, 1, "bytes or characters that had to be replaced or dropped");
        r.feed->n_replaced += decoded.n_replaced;
        *out = r.feed;
    }
    buf_release(&r.text);
    buf_release(&r.made);
    encoding_release(&decoded);
    return status;
}
