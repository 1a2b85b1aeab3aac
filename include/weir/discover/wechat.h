#ifndef WEIR_DISCOVER_WECHAT_H
#define WEIR_DISCOVER_WECHAT_H
/*
 * wechat — the account behind an article of WeChat, as the article's page names it. Pure.
 */
#include <stdbool.h>
#include <stddef.h>

#include "weir/text/arena.h"

struct wechat_account {
    const char *name;   /* 机器之心 */
    const char *id;     /* gh_…; "" when the page does not say */
    const char *biz;    /* the account's number in base64, as __biz has it; "" … */
    const char *number; /* that number, which mirrors call accounts by; "" … */
};

/* Is the address an article's? */
bool wechat_is_article(const char *url);

/* Reads the page. False when it names no account: articles that are gone, or a question whether we are human.
 * In `arena`. */
bool wechat_read_account(const char *html, size_t n, struct arena *arena, struct wechat_account *out);

#endif
