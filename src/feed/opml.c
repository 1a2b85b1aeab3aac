#include "weir/feed/opml.h"

#include <string.h>
#include <strings.h>

#include "encoding.h"
#include "mend.h"
#include "reading.h"

#define TITLE_LIMIT  256 /* bytes */
#define FOLDER_LIMIT 4   /* folders in folders; outer ones are left out */

static const char *title_of(struct reading *r, const struct node *outline)
{
    const char *title = tree_attribute(outline, "title");
    if (title == NULL || *title == '\0')
        title = tree_attribute(outline, "text");
    return title == NULL ? "" : line_copy(r->arena, title, strlen(title), TITLE_LIMIT);
}

/* Readers keep folders as outlines around outlines. */
static const char *folder_of(struct reading *r, const struct node *outline)
{
    const char *folder = "";
    const struct node *node = outline->parent;
    for (int i = 0; i < FOLDER_LIMIT && node != NULL && tree_is(node, "outline"); i++, node = node->parent) {
        const char *title = title_of(r, node);
        if (*title != '\0')
            folder = *folder == '\0' ? title : arena_printf(r->arena, "%s / %s", title, folder);
    }
    return folder;
}

/* The next element in the document's order, within `root`. */
static const struct node *next_element(const struct node *node, const struct node *root)
{
    if (node->children != NULL)
        return node->children;
    while (node != root && node->next == NULL)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static bool is_named(const struct opml_feed *all, size_t n, const char *feed_url)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].feed_url, feed_url) == 0)
            return true;
    return false;
}

static void read_outlines(struct reading *r, const struct node *root, struct opml_feed **out, size_t *n)
{
    for (const struct node *node = root; node != NULL && *n < OPML_LIMIT; node = next_element(node, root)) {
        if (!tree_is(node, "outline"))
            continue;
        const char *feed_url = tree_line(r, node, "xmlUrl"), *refused = NULL;
        if (*feed_url == '\0') {
            feed_url = tree_line(r, node, "url");
            refused =
                strcasecmp(tree_line(r, node, "type"), "include") == 0
                    ? "another list, which is to be imported by itself"
                    : "an address, but not as xmlUrl, as a feed has it; `weir discover` finds what is there";
        }
        if (*feed_url == '\0' || is_named(*out, *n, feed_url))
            continue;
        *out = arena_grow(r->arena, *out, *n, sizeof **out);
        (*out)[(*n)++] = (struct opml_feed){.title = title_of(r, node),
                                            .feed_url = feed_url,
                                            .home_page_url = tree_line(r, node, "htmlUrl"),
                                            .folder = folder_of(r, node),
                                            .refused = refused};
    }
}

/* Is its end missing? White space and comments may stand behind it. */
static bool is_cut(const struct decoded *decoded)
{
    size_t n = decoded->n < 1000 ? decoded->n : 1000;
    return memmem(decoded->text + decoded->n - n, n, "</opml", 6) == NULL &&
           memmem(decoded->text + decoded->n - n, n, "</OPML", 6) == NULL;
}

/* Mended first, whatever it is: a list is small, and what other programs export is often broken. */
static int read_document(struct reading *r, const struct decoded *decoded, struct opml_feed **out, size_t *n,
                         struct error *err)
{
    struct mended mended;
    struct treebuild tree;
    struct xml_problem problem;
    mend(decoded->text, decoded->n, &mended);
    xmltree_read(mended.xml.data, mended.xml.n, true, NULL, &r->names, &tree, &problem);
    const struct node *root = tree.root;
    int rc = 0;
    if (root != NULL && tree_is(root, "opml"))
        read_outlines(r, root, out, n);
    else if (root != NULL)
        rc = error_set(err, STATUS_NOT_A_FEED, "no OPML: its root element is <%.60s>", root->kind->local);
    else
        rc = error_set(err, STATUS_NOT_A_FEED, "no OPML: there is no markup in it");
    if (rc == 0 && *n > 0 && is_cut(decoded)) {
        *out = arena_grow(r->arena, *out, *n, sizeof **out);
        (*out)[(*n)++] = (struct opml_feed){
            .title = "the document",
            .feed_url = "",
            .home_page_url = "",
            .folder = "",
            .refused = "breaks off before its end (</opml>); what may have followed is missing"};
    }
    treebuild_release(&tree);
    buf_release(&mended.xml);
    return rc;
}

int opml_parse(const struct document *doc, struct arena *arena, struct opml_feed **out, size_t *n,
               struct error *err)
{
    struct decoded decoded;
    struct reading r = {.doc = doc,
                        .arena = arena,
                        .text = BUF_INIT(FEED_LIMIT_CONTENT),
                        .made = BUF_INIT(FEED_LIMIT_CONTENT)};
    *out = NULL;
    *n = 0;
    if (encoding_decode(doc, &decoded, err) < 0)
        return -1;
    int rc = read_document(&r, &decoded, out, n, err);
    buf_release(&r.text);
    buf_release(&r.made);
    encoding_release(&decoded);
    return rc;
}
