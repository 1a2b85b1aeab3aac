#ifndef WEIR_TESTS_UNIT_TEST_H
#define WEIR_TESTS_UNIT_TEST_H
/*
 * test — cmocka in the order its header wants, and comparisons that print what was asked, got and wanted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Compares strings; `what` names the case of a table. */
#define check_string(what, got, want) test_string(__FILE__, __LINE__, (what), (got), (want))
#define check_number(what, got, want)                                                                        \
    test_number(__FILE__, __LINE__, (what), (long long)(got), (long long)(want))

static inline void test_string(const char *file, int line, const char *what, const char *got,
                               const char *want)
{
    if (strcmp(got, want) == 0)
        return;
    print_error("%s:\n  got  \"%s\"\n  want \"%s\"\n", what, got, want);
    _fail(file, line);
}

static inline void test_number(const char *file, int line, const char *what, long long got, long long want)
{
    if (got == want)
        return;
    print_error("%s: got %lld, want %lld\n", what, got, want);
    _fail(file, line);
}

#endif
