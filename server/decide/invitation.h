/* Invitations: whether one still lets people in. */
#ifndef BOGEN_SERVER_DECIDE_INVITATION_H
#define BOGEN_SERVER_DECIDE_INVITATION_H

#include "server/decide/view.h"

/* Not revoked, not over, and not used as often as it may be. */
bool invitation_holds(const struct row_invitation *invitation, uint64_t now_ms);

#endif
