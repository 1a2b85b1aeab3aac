#ifndef WEIR_RUN_METRICS_H
#define WEIR_RUN_METRICS_H
/*
 * metrics — the monitor's counts in Prometheus' text format 0.0.4.
 */
#include "weir/run/monitor.h"

/* Writes all of them, and what is measured now: queues, memory, processor time, the size of the store. */
void metrics_write(const struct monitor *monitor, struct buf *out);

#endif
