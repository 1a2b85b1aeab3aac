#ifndef WEIR_TESTS_FUZZ_FUZZ_H
#define WEIR_TESTS_FUZZ_FUZZ_H
/* fuzz — what every target needs: its entry point, and an assertion that speaks before it aborts. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_HOLDS(invariant)                                                                                \
    do {                                                                                                     \
        if (!(invariant)) {                                                                                  \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #invariant);                   \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

#endif
