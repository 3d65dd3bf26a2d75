/* Refusals that are not given by a decision, and who tests them. */
#ifndef BOGEN_TESTS_UNIT_REFUSALS_H
#define BOGEN_TESTS_UNIT_REFUSALS_H

#include "protocol/errors.h"

/* Given by the core: core_*.c provokes each of them. */
static const enum err refusals_of_core[] = {
	err_text_missing, err_text_too_long,  err_text_not_allowed, err_command_unknown,
	err_number_old,   err_number_reused,  err_device_missing,   err_busy,
	err_not_stored,   err_argument_wrong, err_not_moderator,
};

/* Closings that the core says: core_*.c provokes each of them. The others of errors.def are the
 * edge's. */
static const enum err closings_of_core[] = {
	err_code_unknown,    err_token_unknown, err_version_unknown, err_draining,
	err_session_damaged, err_removed,       err_link_replaced,   err_invitation_over,
};

#endif
