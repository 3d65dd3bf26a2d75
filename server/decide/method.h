/* Facilitation methods: JSON files in a folder, read once at start. Knows files and JSON; the rest
 * of the server knows only these structs. The form of a file: methods/README.md. */
#ifndef BOGEN_SERVER_DECIDE_METHOD_H
#define BOGEN_SERVER_DECIDE_METHOD_H

#include <stdbool.h>
#include <stdint.h>

#include "protocol/records.h"
#include "server/log/log.h"

#define LANGUAGES_END (language_de + 1)

/* Numbers of phases and sorts are those of a session's rows: the first is 1, 0 is none. Texts are
 * found by enum language; all languages are there. */

struct method_phase {
	char *key;
	char *title[LANGUAGES_END];
	char *prompt[LANGUAGES_END];
	char *help[LANGUAGES_END];
	uint64_t allows;  /* bits 1 << enum action */
	uint64_t boards;  /* bits 1 << enum board_sort; 0: for all */
	uint32_t minutes; /* 0: no timer foreseen */
	enum ending ending;
	enum hold hold;
	bool reveal;
	uint32_t ideas_max, slow_s; /* 0: no limit */
	uint32_t sort;
	enum arrangement tables;
	uint32_t table_size; /* 0: no tables foreseen */
};

struct method_topic {
	char *key; /* NULL: none */
	char *title[LANGUAGES_END];
	uint32_t phase; /* 0: in all */
};

struct method_sort {
	char *key;
	char *title[LANGUAGES_END];
};

/* A team or a steering group that a session has from its beginning. */
struct method_board {
	char *key; /* NULL: none */
	enum board_sort sort;
	char *title[LANGUAGES_END];
	enum audience audience;
	uint32_t phase; /* where it begins */
	uint32_t places;
};

/* A ballot that a session has from its beginning, prepared; or one for each town. What is 0 is not
 * asked for, as in the row. */
struct method_ballot {
	char *key;
	char *title[LANGUAGES_END];
	enum ballot_method method;
	enum secrecy secrecy; /* none: plain */
	bool hidden;
	bool each_town;  /* one for the board of each town; else */
	uint32_t board;  /* of the method's own boards; 0: the plenary */
	uint32_t phase;  /* in which it is held; 0: in any */
	uint32_t topic;  /* options: of this topic, */
	uint64_t stages; /* at these stages, bits 1 << enum stage, */
	uint32_t sort;   /* of this sort */
	uint64_t roles;  /* who may vote: bits 1 << enum role */
	bool of_members; /* of the ballot's own board, */
	uint64_t voters; /* of the method's own boards, bits 1 << their number */
	uint32_t points, heap, picks, places;
	uint32_t threshold, threshold_of; /* a share of the yes, as a fraction */
	uint32_t quorum;
	uint32_t budget; /* in whole euros */
	enum budget_rule budget_rule;
	enum utility utility;
	enum rule rule; /* across towns; none: people */
};

struct method {
	char *name; /* "open": the file's name without .json */
	char *title[LANGUAGES_END];
	char *purpose[LANGUAGES_END];
	char *ballot[LANGUAGES_END]; /* title of the opinion ballot */
	uint32_t plenary_phase;      /* where the plenary begins */
	enum audience town_audience;
	uint32_t town_phase;         /* where the towns' workshops begin */
	struct method_phase *phases; /* at least one */
	uint32_t phase_count;
	struct method_topic *topics;
	uint32_t topic_count;
	struct method_sort *sorts;
	uint32_t sort_count;
	struct method_board *boards;
	uint32_t board_count;
	struct method_ballot *ballots;
	uint32_t ballot_count;
};

struct methods {
	struct method *at;
	uint32_t count;
};

/* Reads every .json in the folder, not those of folders in it. A wrong file fails the whole, with
 * file, path and reason. Returns owned or NULL. */
struct methods *methods_load(const char *folder, struct failure *failure);

/* Reads one file, as methods_load() does. Returns owned or NULL. */
struct methods *methods_load_file(const char *file, struct failure *failure);

void methods_free(struct methods *methods);
const struct method *methods_find(const struct methods *methods, struct text name);

/* Whether boards of this sort pass through the phase. */
bool method_phase_fits(const struct method_phase *phase, enum board_sort sort);

#endif
