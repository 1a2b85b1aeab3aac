#ifndef WEIR_DELIVER_DELIVER_H
#define WEIR_DELIVER_DELIVER_H
/*
 * deliver — carries digests, news and troubles to those whom the [deliver …] sections name: by mail, to a
 * webhook, into a chat.
 *
 * What was delivered the store remembers. A delivery that fails is tried again, later each time; one whose
 * end nobody saw (weir died, the answer timed out) is tried again only where the receiver knows it by its
 * identity, and else told to the log, so that nothing arrives twice.
 *
 *     deliver_open(&tools, &deliver, err);
 *     deliver_due(deliver);              behind each publication, and now and then
 *     deliver_close(deliver);
 */
#include "weir/conf/conf.h"
#include "weir/fetch/fetch.h"
#include "weir/store/store.h"
#include "weir/text/buf.h"

#define DELIVER_RETRY_S     (5 * 60) /* after the first failure, doubling … */
#define DELIVER_RETRY_CAP_S (6 * 3600)
#define DELIVER_NEWS_S      (15 * 60) /* news gather for so long before they go out together */
#define DELIVER_LIMIT_SHOWN 10        /* stories of a section; the rest are counted */

/* Of the addresses that end a delivery at a click, below `base-url`. */
#define DELIVER_UNSUBSCRIBE_PATH "unsubscribe/"

/* All borrowed; must outlive the deliver. */
struct deliver_tools {
    struct store *store;
    const struct conf *conf;
    struct fetch *fetch;
    int64_t (*now)(void);
};

struct deliver;

/* What was under way when weir died is settled here. */
int deliver_open(const struct deliver_tools *tools, struct deliver **out, struct error *err);

/* Gives up what is under way, when `tools->fetch` does not answer any more; NULL is fine. */
void deliver_close(struct deliver *deliver);

/* Starts what is due. */
void deliver_due(struct deliver *deliver);

/* How many are under way. */
size_t deliver_n_under_way(const struct deliver *deliver);

/* Appends what would go now to the receiver of that delivery, the last digest or what is new or wrong, as it
 * would be sent, without its secrets. STATUS_CONFIG when the section cannot be used. */
int deliver_preview(const struct deliver_tools *tools, const struct delivery *delivery, struct buf *out,
                    struct error *err);

#endif
