/*
 * treebuild — nodes are linked as tags come; text waits until a tag ends it.
 */
#include "treebuild.h"

#include <string.h>

#include "weir/feed/parse.h"
#include "weir/text/utf8.h"
#include "windows1252.h"

void treebuild_init(struct treebuild *tree)
{
    *tree = (struct treebuild){.text = BUF_INIT(FEED_LIMIT_CONTENT)};
    arena_init(&tree->lasting);
    arena_init(&tree->passing);
}

void treebuild_release(struct treebuild *tree)
{
    arena_release(&tree->lasting);
    arena_release(&tree->passing);
    buf_release(&tree->text);
}

static struct arena *memory(struct treebuild *tree)
{
    return tree->item != NULL ? &tree->passing : &tree->lasting;
}

static struct node *append(struct treebuild *tree)
{
    struct node *node = arena_alloc(memory(tree), sizeof *node), *parent = tree->open;
    node->parent = parent;
    if (parent == NULL)
        return node;
    if (parent->last == NULL)
        parent->children = node;
    else
        parent->last->next = node;
    parent->last = node;
    return node;
}

/* Line breaks that came as &#13; are line breaks like others; C1 controls are read as Windows-1252, which is
 * what &#146; meant. */
static void clean_text(struct treebuild *tree)
{
    struct buf clean = BUF_INIT(2 * FEED_LIMIT_CONTENT);
    const char *s = tree->text.data, *end = s + tree->text.n;
    for (const char *odd; (odd = strpbrk(s, "\xC2\r")) != NULL;) {
        unsigned char second = (unsigned char)odd[1];
        buf_add(&clean, s, (size_t)(odd - s));
        s = odd + 1;
        if (*odd == '\r') {
            if (second != '\n')
                buf_addc(&clean, '\n');
            continue;
        }
        utf8_add(&clean, windows1252_character(second)); /* C2 xx is U+00xx */
        s++;
    }
    buf_add(&clean, s, (size_t)(end - s));
    buf_release(&tree->text);
    tree->text = clean;
    tree->text.limit = FEED_LIMIT_CONTENT;
}

/* What was collected becomes a node; between the fields of an item stands nothing but white space. */
static void end_text(struct treebuild *tree)
{
    struct buf *text = &tree->text;
    if (text->n == 0)
        return;
    if (tree->open != tree->item || text->data[strspn(text->data, " \t\r\n")] != '\0') {
        if (text->data[strcspn(text->data, "\xC2\r")] != '\0')
            clean_text(tree);
        struct node *node = append(tree);
        node->text = treebuild_copy(tree, text->data, text->n);
        node->n_text = text->n;
    }
    buf_clear(text);
}

static struct node *start(struct treebuild *tree, struct node *node, struct kind *kind, size_t n_attributes)
{
    node->kind = kind;
    if (n_attributes > 0)
        node->attributes = arena_alloc(memory(tree), n_attributes * sizeof *node->attributes);
    node->n_attributes = n_attributes;
    tree->root = tree->root == NULL ? node : tree->root;
    return tree->open = node;
}

struct node *treebuild_start(struct treebuild *tree, struct kind *kind, size_t n_attributes)
{
    end_text(tree);
    return start(tree, append(tree), kind, n_attributes);
}

struct node *treebuild_start_item(struct treebuild *tree, struct kind *kind, size_t n_attributes)
{
    end_text(tree);
    struct node *node = arena_alloc(tree->open == NULL ? &tree->lasting : &tree->passing, sizeof *node);
    node->parent = tree->open;
    tree->item = node;
    return start(tree, node, kind, n_attributes);
}

char *treebuild_copy(struct treebuild *tree, const char *s, size_t n)
{
    return arena_copy(memory(tree), s, n);
}

void treebuild_text(struct treebuild *tree, const char *s, size_t n)
{
    size_t room = FEED_LIMIT_CONTENT - tree->text.n;
    if (n > room) {
        n = utf8_prefix(s, room);
        tree->cut = true;
    }
    buf_add(&tree->text, s, n);
}

void treebuild_end(struct treebuild *tree)
{
    end_text(tree);
    tree->open = tree->open->parent;
}

void treebuild_drop_item(struct treebuild *tree)
{
    tree->item->children = tree->item->last = NULL; /* of the root, should it be the item */
    tree->item->n_attributes = 0;
    tree->item = NULL;
    arena_clear(&tree->passing);
}
