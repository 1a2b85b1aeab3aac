/* Any line is a list of terms or says in one line why not; what is read stays within its limits and compiles.
 */
#include <string.h>

#include "fuzz.h"
#include "weir/text/utf8.h"
#include "weir/topic/matcher.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct error err = {0};
    struct topic topic = {.name = "t", .title = "t", .under = "", .field = "", .threshold = TOPIC_THRESHOLD};
    struct matcher *matcher;
    arena_init(&arena);
    struct buf valid = BUF_INIT(4 * size + 4);
    utf8_repair((const char *)data, size, &valid);
    const char *text = valid.data;
    if (term_list_parse(text, &arena, &topic.terms, &err) == 0) {
        for (size_t i = 0; i < topic.terms.n; i++) {
            const struct term *term = &topic.terms.terms[i];
            FUZZ_HOLDS(term->boost > 0 && term->boost <= 1);
            FUZZ_HOLDS(term->n_phrases > 0 && term->n_phrases <= TERM_LIMIT_PHRASES);
        }
        struct item item = {.id = "", .url = "", .title = text, .content_html = text, .summary_html = ""};
        if (matcher_new(&topic, 1, &matcher, &err) == 0) {
            matcher_match(matcher, &item, "s", "s", NULL, 0, &arena);
            FUZZ_HOLDS(item.n_hits <= 1);
            matcher_free(matcher);
        }
    } else {
        FUZZ_HOLDS(err.text[0] != '\0' && strchr(err.text, '\n') == NULL);
    }
    buf_release(&valid);
    arena_release(&arena);
    return 0;
}
