/* A participatory budget (.pb) in the form of an export, so that an import brings it into a
 * session: its projects as ideas, a budget ballot with their costs, and its votes as papers of
 * slips. */
#ifndef BOGEN_CLI_IMPORT_PB_H
#define BOGEN_CLI_IMPORT_PB_H

#include <jansson.h>

#include "client-cli/pb_file.h"
#include "protocol/replica.h"

struct import_pb {
	const struct replica *replica; /* whose towns the file's are */
	struct row_board board;        /* where the ideas go */
	struct town_id town;           /* of voters whose town is none of the session's; 0: none */
	bool with_votes;
};

/* Returns owned, or NULL with the reason. */
json_t *import_pb_file(const struct import_pb *import, const struct pb_file *file, char *reason,
		       size_t reason_size);

#endif
