#include "weir/feed/feed.h"
#include "weir/text/date.h"

const struct feed feed_blank = {.format = "",
                                .id = "",
                                .title = "",
                                .subtitle_html = "",
                                .language = "",
                                .rights = "",
                                .generator = "",
                                .home_page_url = "",
                                .feed_url = "",
                                .icon = "",
                                .logo = "",
                                .updated_at = DATE_NONE,
                                .published_at = DATE_NONE,
                                .bozo = ""};

const struct item item_blank = {
    .id = "",
    .url = "",
    .title = "",
    .summary_html = "",
    .content_html = "",
    .language = "",
    .rights = "",
    .comments_url = "",
    .image = "",
    .published_at = DATE_NONE,
    .updated_at = DATE_NONE,
    .origin = {.id = "", .title = "", .url = "", .updated_at = DATE_NONE},
    .arxiv =
        {.id = "", .announce_type = "", .primary_category = "", .doi = "", .journal_ref = "", .comment = ""},
    .key = "",
    .uid = "",
    .source = "",
    .first_seen_at = DATE_NONE};
