#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "expression.h"
#include "weir/text/utf8.h"

struct expression {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static size_t count_characters(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

struct expression *expression_new(const char *pattern, struct error *err)
{
    int number;
    size_t offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C, &number, &offset, NULL);
    if (!code) {
        PCRE2_UCHAR why[128];
        pcre2_get_error_message(number, why, sizeof why);
        error_set(err, STATUS_CONFIG, "the expression /%s/ is wrong at character %zu: %s", pattern,
                  count_characters(pattern, offset), (const char *)why);
        return NULL;
    }
    struct expression *expression = calloc(1, sizeof *expression);
    if (!expression)
        abort();
    expression->code = code;
    expression->match = pcre2_match_data_create(1, NULL);
    expression->limits = pcre2_match_context_create(NULL);
    if (!expression->match || !expression->limits)
        abort();
    pcre2_set_match_limit(expression->limits, EXPRESSION_LIMIT_STEPS);
    pcre2_set_depth_limit(expression->limits, EXPRESSION_LIMIT_STEPS);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where there is no JIT, the interpreter does the same */
    return expression;
}

void expression_free(struct expression *expression)
{
    if (!expression)
        return;
    pcre2_match_context_free(expression->limits);
    pcre2_match_data_free(expression->match);
    pcre2_code_free(expression->code);
    free(expression);
}

bool expression_find(const struct expression *expression, const char *text, size_t n, size_t *from,
                     size_t *to)
{
    if (n > EXPRESSION_LIMIT_TEXT)
        n = utf8_prefix(text, EXPRESSION_LIMIT_TEXT);
    if (*to > n || pcre2_match(expression->code, (PCRE2_SPTR)text, n, *to, PCRE2_NO_UTF_CHECK,
                               expression->match, expression->limits) < 0)
        return false;
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(expression->match);
    *from = ends[0];
    *to = ends[1] > ends[0] ? ends[1] : ends[0]; /* \K in a lookahead may turn them round */
    return true;
}
