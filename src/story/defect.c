#include "weir/story/defect.h"

#include <string.h>

#define FAILED_BODY_MOST 3000 /* bytes: an article that quotes such a sentence is longer */
#define ABSTRACT_START   600  /* bytes within which an abstract says that there is none any more */

/* Sentences of WeChat mirrors and of the pages that they get instead of an article. */
static const char *const failures[] = {
    "获取全文失败", "环境异常", "已被发布者删除", "该内容已被发布者删除", "此内容因违规无法查看", "去验证",
};

bool defect_is_failed_body(const char *html)
{
    if (strnlen(html, FAILED_BODY_MOST) == FAILED_BODY_MOST)
        return false;
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (strstr(html, failures[i]))
            return true;
    return false;
}

bool defect_is_withdrawn(const struct item *item)
{
    const char *withdrawn = strcasestr(item->content_html, "has been withdrawn");

    if (item->arxiv.id[0] == '\0')
        return false;
    return strcasestr(item->arxiv.comment, "withdrawn") ||
           (withdrawn && withdrawn - item->content_html < ABSTRACT_START);
}
