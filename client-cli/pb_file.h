/* Participatory budgets as files of pabulib.org (.pb): read and written.
 *
 * Such a file has three parts, META, PROJECTS and VOTES, each a table whose first line names its
 * columns. Owns what it read; knows nothing of sessions or of how a budget is spent.
 *
 * Money is whole numbers of the file's smallest unit: with `decimals` 2 a cost of 12.50 is 1250.
 * Points likewise with `point_decimals`. */
#ifndef BOGEN_CLI_PB_FILE_H
#define BOGEN_CLI_PB_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define PB_MONEY_MAX    ((UINT64_C(1) << 53) - 1) /* the budget; all costs together */
#define PB_POINTS_MAX   UINT64_C(1000000000)      /* to one project on one paper */
#define PB_DECIMALS_MAX 6u

enum pb_type { pb_approval, pb_choose_1, pb_cumulative, pb_scoring, pb_ordinal };

struct pb_project {
	char *id, *name; /* name: "" if the file has none */
	uint64_t cost;
	uint64_t votes_told, score_told; /* what the file says; else PB_UNTOLD */
	uint32_t selected_told;          /* 0, 1, or more if it won otherwise */
};

#define PB_UNTOLD          UINT64_MAX
#define PB_SELECTED_UNTOLD UINT32_MAX

/* In an ordinal vote the first choice is the best, and points are Borda's as reference
 * implementations count them: how many stand behind it on this paper. With approvals 1. */
struct pb_choice {
	uint32_t project;
	uint64_t points;
};

struct pb_vote {
	char *voter, *town; /* the town travels as `neighborhood`; "" if there is none */
	size_t first;       /* of its choices */
	uint32_t count;
};

struct pb_file {
	char *description, *country, *unit, *instance, *rule; /* "" if untold */
	char *date_begin, *date_end;                          /* DD.MM.YYYY */
	enum pb_type type;
	uint64_t budget;
	uint32_t max_length; /* how many projects a paper may name; 0: untold */
	uint32_t decimals, point_decimals;
	struct pb_project *projects;
	uint32_t project_count;
	struct pb_vote *votes;
	uint32_t vote_count;
	struct pb_choice *choices;
	size_t choice_count;
};

/* An empty file, all texts "". Returns owned. */
struct pb_file *pb_file_new(enum pb_type type);
void pb_file_free(struct pb_file *file);

/* Adding copies. A choice belongs to the vote added last. */
void pb_file_set(char **text, const char *value);
struct pb_project *pb_file_add_project(struct pb_file *file, const char *id, const char *name,
				       uint64_t cost);
void pb_file_add_vote(struct pb_file *file, const char *voter, const char *town);
void pb_file_add_choice(struct pb_file *file, uint32_t project, uint64_t points);

/* Reads a whole file, or nothing: NULL with the reason, which names line and column. Returns
 * owned. */
struct pb_file *pb_file_read(const char *at, size_t size, char *reason, size_t reason_size);

/* Whether it looks like one: its first line that is not empty says META. */
bool pb_file_is(const char *at, size_t size);

/* Writes it; votes and scores are counted from the papers, the column `selected` only if all
 * projects tell it. */
void pb_file_write(const struct pb_file *file, FILE *to);

/* An amount with the digits behind the point that it has: 1250 of two decimals is "12.50". */
void pb_amount(char *out, size_t out_size, uint64_t amount, uint32_t decimals);

/* What came of each project, counted from the papers: how many name it, and their points. */
struct pb_tally {
	uint64_t votes, score;
};
/* Returns owned, one for each project. */
struct pb_tally *pb_file_tally(const struct pb_file *file);

#endif
