/* The server's process, found by the port it listens on if it runs on this machine, and what it
 * uses. */
#ifndef BOGEN_BENCH_PROCESS_H
#define BOGEN_BENCH_PROCESS_H

#include <stdint.h>

/* 0 if no process of this machine that we may look at listens there. */
int process_listening(uint16_t port);

uint64_t process_rss_bytes(int pid); /* 0 if unknown */

/* Processor time of all its threads, user and system. */
uint64_t process_cpu_ns(int pid);

#endif
