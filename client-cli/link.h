/* The connection to a server: one WebSocket behind calls that wait. libwebsockets is known in
 * link.c only.
 *
 * Waiting ends with a frame, at a deadline, when the connection is lost, or with an interruption
 * (SIGINT, SIGTERM). Knows nothing of what frames mean. */
#ifndef BOGEN_CLI_LINK_H
#define BOGEN_CLI_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/codec.h"

struct link;

enum link_event {
	link_event_frame,
	link_event_late,       /* the deadline has passed */
	link_event_lost,       /* see link_reason */
	link_event_interrupted /* from now on for every call */
};

/* Milliseconds of a clock that only runs forward; deadlines are its times. */
uint64_t link_now_ms(void);

/* From now on SIGINT and SIGTERM interrupt what waits instead of ending the process. */
void link_catch_interrupts(void);
bool link_interrupted(void);

/* Waits without a connection. False if interrupted. */
bool link_sleep(uint64_t ms);

/* Checks an address such as "https://host:port" or "http://[::1]:8080/base". */
bool link_url_is_good(const char *url);

/* Connects to the server at `url`. Returns owned, or NULL with the reason ("interrupted" too). */
struct link *link_open(const char *url, uint64_t deadline_ms, char *reason, size_t reason_size);
void link_close(struct link *link);

/* Queues a message (copies it); it goes out while link_next waits. */
void link_send(struct link *link, const struct buffer *message);

/* Waits for the next frame. For a row frame follow with codec_reader_row on link_reader. What the
 * frame borrows stays until the next call. */
enum link_event link_next(struct link *link, uint64_t deadline_ms, struct frame *frame);
struct codec_reader *link_reader(struct link *link);

/* Why the connection was lost, in a few words. */
const char *link_reason(const struct link *link);

#endif
