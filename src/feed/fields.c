/*
 * fields — which element fills which field of an item and of a feed: the order of precedence.
 *
 * Within a field: the format's own element, then Atom's inside another format (its meaning is exact), then
 * the modules from the most to the least exact. An element of a module never overwrites the format's own
 * (media:title is the name of a picture, itunes:author of a show).
 */
#include "gather.h"

static const struct rule item_rows[] = {
    {VOC_RSS, "title", FIELD_TITLE, NULL},
    {VOC_ATOM, "title", FIELD_TITLE, NULL},
    {VOC_DC, "title", FIELD_TITLE, NULL},
    {VOC_ITUNES, "title", FIELD_TITLE, NULL},
    {VOC_MEDIA, "title", FIELD_TITLE, NULL},

    /* the whole text; where there is none, the summary takes its place (assemble.c) */
    {VOC_ATOM, "content", FIELD_CONTENT, NULL},
    {VOC_CONTENT, "encoded", FIELD_CONTENT, NULL},
    {VOC_XHTML, "body", FIELD_CONTENT, NULL},
    {VOC_XHTML, "div", FIELD_CONTENT, NULL},
    {VOC_RSS, "content", FIELD_CONTENT, NULL}, /* in no specification, yet written */
    {VOC_RSS, "fulltext", FIELD_CONTENT, NULL},
    {VOC_RSS, "body", FIELD_CONTENT, NULL},
    {VOC_RSS, "fullitem", FIELD_CONTENT, NULL},
    {VOC_ATOM, "content", FIELD_EACH, atom_out_of_line},

    {VOC_RSS, "description", FIELD_SUMMARY, NULL},
    {VOC_ATOM, "summary", FIELD_SUMMARY, NULL},
    {VOC_RSS, "summary", FIELD_SUMMARY, NULL},
    {VOC_RSS, "abstract", FIELD_SUMMARY, NULL}, /* CDF */
    {VOC_DC, "description", FIELD_SUMMARY, NULL},
    {VOC_DCTERMS, "abstract", FIELD_SUMMARY, NULL},
    {VOC_ITUNES, "summary", FIELD_SUMMARY, NULL}, /* longer than the subtitle */
    {VOC_GOOGLEPLAY, "description", FIELD_SUMMARY, NULL},
    {VOC_MEDIA, "description", FIELD_SUMMARY, NULL},
    {VOC_ITUNES, "subtitle", FIELD_SUMMARY, NULL},

    {VOC_RSS, "guid", FIELD_ID, NULL},
    {VOC_ATOM, "id", FIELD_ID, NULL},
    {VOC_DC, "identifier", FIELD_ID, NULL},

    {VOC_FEEDBURNER, "origlink", FIELD_LINK, NULL}, /* <link> leads through a counter that is dead now */
    {VOC_RSS, "link", FIELD_LINK, NULL},
    {VOC_ATOM, "link", FIELD_EACH, atom_link},

    {VOC_RSS, "copyright", FIELD_RIGHTS, NULL},
    {VOC_ATOM, "rights", FIELD_RIGHTS, NULL},
    {VOC_ATOM, "copyright", FIELD_RIGHTS, NULL}, /* 0.3 */
    {VOC_DC, "rights", FIELD_RIGHTS, NULL},
    {VOC_DCTERMS, "rights", FIELD_RIGHTS, NULL},
    {VOC_MEDIA, "copyright", FIELD_RIGHTS, NULL},
    {VOC_CC, "license", FIELD_EACH, license_link},

    {VOC_DC, "language", FIELD_LANGUAGE, NULL},
    {VOC_RSS, "language", FIELD_LANGUAGE, NULL},

    {VOC_RSS, "comments", FIELD_COMMENTS, NULL},
    {VOC_WFW, "commentrss", FIELD_EACH, comments_feed},

    {VOC_ITUNES, "image", FIELD_IMAGE, NULL}, /* made for this item, large */
    {VOC_MEDIA, "thumbnail", FIELD_IMAGE, NULL},
    {VOC_RSS, "image", FIELD_IMAGE, NULL},
    {VOC_GOOGLEPLAY, "image", FIELD_IMAGE, NULL},
    {VOC_ITUNES, "link", FIELD_IMAGE, NULL}, /* <itunes:link rel="image">, before there was itunes:image */

    /* when it first came out: what says so outright, then what only says "date" */
    {VOC_RSS, "pubdate", FIELD_PUBLISHED, NULL},
    {VOC_ATOM, "published", FIELD_PUBLISHED, NULL},
    {VOC_ATOM, "issued", FIELD_PUBLISHED, NULL}, /* 0.3 */
    {VOC_DCTERMS, "issued", FIELD_PUBLISHED, NULL},
    {VOC_DC, "date", FIELD_PUBLISHED, NULL},
    {VOC_DCTERMS, "created", FIELD_PUBLISHED, NULL},
    {VOC_ATOM, "created", FIELD_PUBLISHED, NULL},
    {VOC_RSS, "date", FIELD_PUBLISHED, NULL},

    {VOC_ATOM, "updated", FIELD_UPDATED, NULL},
    {VOC_ATOM, "modified", FIELD_UPDATED, NULL}, /* 0.3 */
    {VOC_DCTERMS, "modified", FIELD_UPDATED, NULL},
    {VOC_RSS, "lastbuilddate", FIELD_UPDATED, NULL},

    /* all of the best kind that there is */
    {VOC_ATOM, "author", FIELD_EACH, atom_author},
    {VOC_DC, "creator", FIELD_EACH, rss_author},
    {VOC_RSS, "author", FIELD_EACH, rss_author},
    {VOC_DC, "author", FIELD_EACH, rss_author}, /* no such element, yet written */
    {VOC_ITUNES, "author", FIELD_EACH, rss_author},
    {VOC_GOOGLEPLAY, "author", FIELD_EACH, rss_author},
    {VOC_MEDIA, "credit", FIELD_EACH, media_credit},
    {VOC_DC, "publisher", FIELD_EACH, rss_author},

    {VOC_ATOM, "contributor", FIELD_EACH, atom_contributor},
    {VOC_DC, "contributor", FIELD_EACH, rss_contributor},

    {VOC_RSS, "category", FIELD_EACH, rss_category},
    {VOC_ATOM, "category", FIELD_EACH, atom_category},
    {VOC_DC, "subject", FIELD_EACH, rss_category},
    {VOC_ITUNES, "keywords", FIELD_EACH, keywords},
    {VOC_MEDIA, "keywords", FIELD_EACH, keywords},
    {VOC_MEDIA, "category", FIELD_EACH, rss_category},
    {VOC_ITUNES, "category", FIELD_EACH, itunes_category},

    {VOC_RSS, "enclosure", FIELD_EACH, rss_enclosure},
    {VOC_ITUNES, "duration", FIELD_EACH, itunes_duration},
    {VOC_MEDIA, "content", FIELD_EACH, media_content},
    {VOC_MEDIA, "group", FIELD_EACH, media_group},
    {VOC_RSS, "source", FIELD_EACH, rss_source},
    {VOC_ATOM, "source", FIELD_EACH, atom_source},

    {VOC_ARXIV, "announce_type", FIELD_EACH, arxiv_field},
    {VOC_ARXIV, "primary_category", FIELD_EACH, arxiv_field},
    {VOC_ARXIV, "doi", FIELD_EACH, arxiv_field},
    {VOC_ARXIV, "journal_ref", FIELD_EACH, arxiv_field},       /* the API's name … */
    {VOC_ARXIV, "journal_reference", FIELD_EACH, arxiv_field}, /* … and the daily feed's */
    {VOC_ARXIV, "comment", FIELD_EACH, arxiv_field},
};

static const struct rule feed_rows[] = {
    {VOC_RSS, "title", FIELD_TITLE, NULL},
    {VOC_ATOM, "title", FIELD_TITLE, NULL},
    {VOC_DC, "title", FIELD_TITLE, NULL},
    {VOC_ITUNES, "title", FIELD_TITLE, NULL},
    {VOC_MEDIA, "title", FIELD_TITLE, NULL},

    {VOC_RSS, "description", FIELD_SUMMARY, NULL},
    {VOC_ATOM, "subtitle", FIELD_SUMMARY, NULL},
    {VOC_ATOM, "tagline", FIELD_SUMMARY, NULL}, /* 0.3 */
    {VOC_DC, "description", FIELD_SUMMARY, NULL},
    {VOC_RSS, "abstract", FIELD_SUMMARY, NULL}, /* CDF */
    {VOC_ITUNES, "summary", FIELD_SUMMARY, NULL},
    {VOC_GOOGLEPLAY, "description", FIELD_SUMMARY, NULL},
    {VOC_ITUNES, "subtitle", FIELD_SUMMARY, NULL},
    {VOC_ATOM, "info", FIELD_SUMMARY, NULL}, /* 0.3: what the document is, for who opens it in a browser */

    {VOC_ATOM, "id", FIELD_ID, NULL},
    {VOC_RSS, "guid", FIELD_ID, NULL},
    {VOC_DC, "identifier", FIELD_ID, NULL},

    {VOC_RSS, "link", FIELD_LINK, NULL},
    {VOC_ATOM, "link", FIELD_EACH, atom_link},

    {VOC_RSS, "copyright", FIELD_RIGHTS, NULL},
    {VOC_ATOM, "rights", FIELD_RIGHTS, NULL},
    {VOC_ATOM, "copyright", FIELD_RIGHTS, NULL},
    {VOC_DC, "rights", FIELD_RIGHTS, NULL},
    {VOC_DCTERMS, "rights", FIELD_RIGHTS, NULL},
    {VOC_CC, "license", FIELD_EACH, license_link},

    {VOC_RSS, "language", FIELD_LANGUAGE, NULL},
    {VOC_DC, "language", FIELD_LANGUAGE, NULL},
    {VOC_DCTERMS, "language", FIELD_LANGUAGE, NULL},

    {VOC_ATOM, "logo", FIELD_IMAGE, NULL},
    {VOC_RSS, "image", FIELD_IMAGE, NULL},
    {VOC_ITUNES, "image", FIELD_IMAGE, NULL},
    {VOC_GOOGLEPLAY, "image", FIELD_IMAGE, NULL},
    {VOC_MEDIA, "thumbnail", FIELD_IMAGE, NULL},
    {VOC_ITUNES, "link", FIELD_IMAGE, NULL},
    {VOC_ATOM, "icon", FIELD_ICON, NULL},

    {VOC_ATOM, "generator", FIELD_GENERATOR, NULL},
    {VOC_RSS, "generator", FIELD_GENERATOR, NULL},
    {VOC_ADMIN, "generatoragent", FIELD_GENERATOR, NULL},

    {VOC_RSS, "pubdate", FIELD_PUBLISHED, NULL},
    {VOC_ATOM, "published", FIELD_PUBLISHED, NULL},
    {VOC_DCTERMS, "issued", FIELD_PUBLISHED, NULL},
    {VOC_DC, "date", FIELD_PUBLISHED, NULL},
    {VOC_DCTERMS, "created", FIELD_PUBLISHED, NULL},

    {VOC_ATOM, "updated", FIELD_UPDATED, NULL},
    {VOC_ATOM, "modified", FIELD_UPDATED, NULL},
    {VOC_RSS, "lastbuilddate", FIELD_UPDATED, NULL},
    {VOC_DCTERMS, "modified", FIELD_UPDATED, NULL},

    /* the web master and an aggregator's desk are not who writes: last */
    {VOC_ATOM, "author", FIELD_EACH, atom_author},
    {VOC_DC, "creator", FIELD_EACH, rss_author},
    {VOC_RSS, "author", FIELD_EACH, rss_author},
    {VOC_DC, "author", FIELD_EACH, rss_author},
    {VOC_RSS, "managingeditor", FIELD_EACH, rss_author},
    {VOC_ITUNES, "author", FIELD_EACH, rss_author},
    {VOC_GOOGLEPLAY, "author", FIELD_EACH, rss_author},
    {VOC_ITUNES, "owner", FIELD_EACH, itunes_owner},
    {VOC_DC, "publisher", FIELD_EACH, rss_author},
    {VOC_RSS, "webmaster", FIELD_EACH, rss_author},

    {VOC_ATOM, "contributor", FIELD_EACH, atom_contributor},
    {VOC_DC, "contributor", FIELD_EACH, rss_contributor},

    {VOC_RSS, "category", FIELD_EACH, rss_category},
    {VOC_ATOM, "category", FIELD_EACH, atom_category},
    {VOC_DC, "subject", FIELD_EACH, rss_category},
    {VOC_ITUNES, "category", FIELD_EACH, itunes_category},
    {VOC_ITUNES, "keywords", FIELD_EACH, keywords},
    {VOC_MEDIA, "category", FIELD_EACH, rss_category},
    {VOC_MEDIA, "keywords", FIELD_EACH, keywords},
};

const struct rules item_rules = {RULES_OF_ITEM, item_rows, sizeof item_rows / sizeof *item_rows};
const struct rules feed_rules = {RULES_OF_FEED, feed_rows, sizeof feed_rows / sizeof *feed_rows};
