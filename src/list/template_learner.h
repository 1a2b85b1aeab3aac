#ifndef WEIR_LIST_TEMPLATE_LEARNER_H
#define WEIR_LIST_TEMPLATE_LEARNER_H
/* template_learner — what the steps of template.h share: each looks at the pieces and gives some their part.
 */
#include "habits.h"
#include "template.h"

#define TEMPLATE_LIMIT_HEADING 90 /* bytes of an item or a bold line that heads others */

struct learner {
    const struct pieces *pieces;
    struct arena *arena;
    struct part *of;        /* by piece */
    struct habits whole[2]; /* of the list's items, and of its paragraphs */
};

/* The rows from one piece to another, which are one table. */
void template_read_table(struct learner *l, size_t from, size_t to);

/* Items that hold items, then headings: which of them head, and which are works. */
void template_judge_items(struct learner *l);
void template_judge_headings(struct learner *l);

/* Has the line an address outside of the list? */
bool template_leads_out(const struct line *line, struct arena *arena);

#endif
