/* The recorded opinions that a replay plays: ideas with their authors, votes in order of time.
 * Reads the CSV files of Polis (columns found by their names). */
#ifndef BOGEN_BENCH_DATASET_H
#define BOGEN_BENCH_DATASET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol/words.h"

struct dataset_idea {
	uint64_t time_ms;
	uint32_t id;     /* comment-id */
	uint32_t person; /* index into `persons` */
	char *text;      /* tidied, within the limits of idea_add; owned */
};

struct dataset_vote {
	uint64_t time_ms;
	uint32_t idea;   /* index into `ideas` */
	uint32_t person; /* index into `persons` */
	enum choice choice;
};

struct dataset_person {
	uint32_t id; /* voter-id or author-id */
	bool votes;
};

struct dataset {
	struct dataset_idea *ideas; /* in order of time */
	uint32_t idea_count;
	struct dataset_vote *votes; /* in order of time; as in the file where times are equal */
	uint32_t vote_count;
	struct dataset_person *persons; /* voters first, by number; then authors who did not vote */
	uint32_t person_count, voter_count;
	uint32_t texts_cut; /* ideas that were too long */
	uint64_t hash;      /* of both files */
};

/* Takes the first `limit` votes, all if 0; people and ideas are always all. False with a reason. */
bool dataset_read(struct dataset *dataset, const char *ideas_path, const char *votes_path,
		  uint32_t limit, char *reason, size_t reason_size);
void dataset_free(struct dataset *dataset);

#endif
