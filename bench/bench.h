#ifndef WEIR_BENCH_BENCH_H
#define WEIR_BENCH_BENCH_H
/*
 * bench — what programs that measure share: their clocks, numbers that are the same in every run, and an end
 * where something fails that is not measured.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "weir/text/error.h"

static inline double bench_clock_s(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What this process has had of processors. */
static inline double bench_cpu_s(void)
{
    return bench_clock_s(CLOCK_PROCESS_CPUTIME_ID);
}

static inline uint32_t bench_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Ends the program where the result is a failure. */
static inline void bench_expect(int result, const struct error *err)
{
    if (result >= 0)
        return;
    fprintf(stderr, "%s\n", err->text);
    exit(1);
}

#endif
