/* A town and its board, made together. */
#ifndef BOGEN_SERVER_DECIDE_TOWN_H
#define BOGEN_SERVER_DECIDE_TOWN_H

#include "server/decide/view.h"

void town_put(struct town_id id, struct board_id board, struct text name, enum audience audience,
	      const struct row_phase *phase, struct changes *changes);

#endif
