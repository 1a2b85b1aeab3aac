#include "title.h"

#include <string.h>
#include <strings.h>

/* The value of a parameter of the question; *n is 0 when it has none. */
static const char *find_value(const char *question, const char *name, size_t *n)
{
    const char *at = strstr(question, name);
    at = at != NULL ? at + strlen(name) : "";
    *n = strcspn(at, "&");
    return at;
}

/* "arXiv Query: search_query=cat:cs.CL&id_list=&start=0&max_results=100" */
const char *title_of_source(const char *title, struct arena *arena)
{
    static const char arxiv[] = "arXiv Query: ";
    size_t n;
    if (strncasecmp(title, arxiv, strlen(arxiv)) != 0)
        return title;
    const char *asked = find_value(title, "search_query=", &n);
    if (n == 0)
        asked = find_value(title, "id_list=", &n);
    return n > 0 ? arena_printf(arena, "arXiv: %.*s", (int)n, asked) : title;
}
