#ifndef WEIR_SYSTEM_CLOCK_H
#define WEIR_SYSTEM_CLOCK_H
/*
 * clock — how long something takes. What day it is says time(2), which may be set; this only goes forward.
 */

/* Seconds since some moment, the same while the process lives (CLOCK_MONOTONIC). */
double clock_steady_s(void);

#endif
