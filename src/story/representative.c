#include "weir/story/representative.h"

#include <string.h>
#include <strings.h>

#include "weir/text/url.h"

enum { GRADE_OWN_PAGE, GRADE_ORDINARY, GRADE_RENDERING, GRADE_COPY };

#define GRADES_A_PAGE 1000 /* room for versions between one kind of page and the next */

/* Where a work's own page is, and where the same work is shown in another form. */
static const struct {
    const char *host, *path;
    int grade;
} pages[] = {
    {"arxiv.org", "/abs/", GRADE_OWN_PAGE},         {"arxiv.org", "/", GRADE_RENDERING},
    {"export.arxiv.org", "/", GRADE_RENDERING},     {"openreview.net", "/forum", GRADE_OWN_PAGE},
    {"openreview.net", "/pdf", GRADE_RENDERING},    {"huggingface.co", "/papers/", GRADE_RENDERING},
    {"alphaxiv.org", "/", GRADE_RENDERING},         {"aclanthology.org", "/", GRADE_OWN_PAGE},
    {"ar5iv.labs.arxiv.org", "/", GRADE_RENDERING}, {"freewechat.com", "/", GRADE_COPY},
};

static bool part_is(struct url_part part, const char *s)
{
    return part.n == strlen(s) && strncasecmp(part.p, s, part.n) == 0;
}

static int grade_of_page(const struct item *item)
{
    struct url url = url_split(item->url);

    if (item->origin.url[0] != '\0' || item->origin.id[0] != '\0')
        return GRADE_COPY;
    if (url.host.n > 4 && strncasecmp(url.host.p, "www.", 4) == 0) {
        url.host.p += 4;
        url.host.n -= 4;
    }
    for (size_t i = 0; i < sizeof pages / sizeof *pages && url.host.n > 0; i++)
        if (part_is(url.host, pages[i].host) &&
            strncmp(url.path.p, pages[i].path, strlen(pages[i].path)) == 0)
            return pages[i].grade;
    return GRADE_ORDINARY;
}

int representative_grade(const struct item *item, bool is_own)
{
    int grade = grade_of_page(item);
    int version = item->arxiv.version < GRADES_A_PAGE ? item->arxiv.version : GRADES_A_PAGE - 1;

    if (is_own && (grade == GRADE_ORDINARY || (grade == GRADE_RENDERING && item->arxiv.id[0] != '\0')))
        grade = GRADE_OWN_PAGE;
    else if (grade == GRADE_OWN_PAGE && item->arxiv.id[0] != '\0' && !is_own)
        grade = GRADE_ORDINARY;
    return grade * GRADES_A_PAGE - version;
}
