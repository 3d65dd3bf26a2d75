/* Fan-outs: what has changed since the last one, to everybody in a session at once. */
#ifndef BOGEN_SERVER_CORE_FAN_H
#define BOGEN_SERVER_CORE_FAN_H

#include "server/core/viewer.h"

/* Sends what is new to each edge that is free. */
void fan_out(struct session *session);
/* True if presence waits for its time; `*due_ms` is lowered to that. */
bool fan_presence(struct session *session, uint64_t now_ms, uint64_t *due_ms);
void fan_note_only(struct viewer *viewer);

#endif
