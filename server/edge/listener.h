/* Listens, accepts, and turns away whom there is no room for. */
#ifndef BOGEN_SERVER_EDGE_LISTENER_H
#define BOGEN_SERVER_EDGE_LISTENER_H

#include "server/edge/internal.h"

/* Binds (or adopts) and fills in edge->listener and edge->port. False with address and reason. */
bool listener_open(struct edge *edge, struct failure *failure);

/* Accepts from now on. */
void listener_start(struct edge *edge);

/* Accepts nothing more; closes the descriptor. */
void listener_stop(struct edge *edge);

/* The socket of a connection is gone: frees it. */
void listener_forget(struct conn *conn);

/* How many sockets the process may have, having raised its limit as far as it may. */
uint32_t listener_descriptors_max(void);

#endif
