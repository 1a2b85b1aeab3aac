#include "weir/story/representative.h"

#include <string.h>

#include "address.h"

enum { GRADE_OWN_PAGE, GRADE_ORDINARY, GRADE_RENDERING, GRADE_COPY };

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

int representative_grade(const struct item *item)
{
    struct arena arena;
    struct address address;
    int grade = GRADE_ORDINARY;

    if (item->origin.url[0] != '\0' || item->origin.id[0] != '\0')
        return GRADE_COPY;
    arena_init(&arena);
    if (address_parse(&arena, item->url, &address))
        for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
            if (strcmp(address.host, pages[i].host) == 0 &&
                strncmp(address.path, pages[i].path, strlen(pages[i].path)) == 0) {
                grade = pages[i].grade;
                break;
            }
    arena_release(&arena);
    return grade;
}
