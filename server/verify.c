/* Every hash by the log, every result by the recount: neither trusts what is stored. */
#include "server/verify.h"

#include <limits.h>
#include <stdio.h>

#include "protocol/row_map.h"
#include "server/log/log_sqlite.h"
#include "server/voting/recount.h"

/* What became of the ballots of all sessions. */
struct counted_again {
	uint64_t same, differing;
};

static void add_rows(struct recount *recount, const struct row_map *rows)
{
	const struct row *row;
	uint32_t at = 0;
	union any_row fields;
	while ((row = row_map_next(rows, &at)) != NULL)
		if (row_fields(row, &fields))
			recount_add(recount, (enum row_kind)row->kind, &fields);
}

static void say_differing(struct session_id session, const struct recount_verdict *verdict)
{
	char clause[RECOUNT_CLAUSE_MAX];
	struct text title = {0};
	recount_say(verdict, clause);
	if (verdict->row != NULL)
		title = verdict->row->title;
	fprintf(stderr, "bogend: session %u, ballot %u (%.*s): counted again it differs: %s\n",
		(unsigned)session.n, (unsigned)verdict->ballot, (int)title.size,
		title.size > 0 ? title.at : "", clause);
}

/* To the last: whoever finds one wrong wants to know of all. */
static bool count_session(void *context, struct session_id session, const struct row_map *rows,
			  struct failure *failure)
{
	struct counted_again *counted = context;
	struct recount *recount = recount_new();
	(void)failure;
	add_rows(recount, rows);
	uint32_t count = recount_run(recount);
	for (uint32_t i = 0; i < count; i++) {
		const struct recount_verdict *verdict = recount_verdict(recount, i);
		counted->same += verdict->finding == recount_same;
		if (recount_holds(verdict))
			continue;
		counted->differing++;
		say_differing(session, verdict);
	}
	recount_free(recount);
	return true;
}

static int say_failed(const char *message)
{
	fprintf(stderr, "bogend: %s\n", message);
	return 1;
}

int verify(const struct config *config)
{
	char file[PATH_MAX], heads[PATH_MAX];
	const char *data = config->value[config_data];
	bool alone = config->word_count > 1;
	snprintf(file, sizeof file, "%s%s", alone ? config->words[1] : data,
		 alone ? "" : "/bogen.db");
	snprintf(heads, sizeof heads, "%s/head", data);

	struct log_verified verified = {0};
	struct counted_again counted = {0};
	struct failure failure;
	if (!log_sqlite_verify_each(file, alone ? NULL : heads, count_session, &counted, &verified,
				    &failure))
		return say_failed(failure.message);
	if (counted.differing > 0) {
		snprintf(failure.message, sizeof failure.message,
			 "%.300s: every hash holds, but the results of %llu ballots are not what "
			 "their papers say",
			 file, (unsigned long long)counted.differing);
		return say_failed(failure.message);
	}
	printf("%s is sound: %llu sessions, %llu entries, %llu parts (%llu erased), %llu rows; "
	       "%llu ballots counted again, with the same results\n",
	       file, (unsigned long long)verified.sessions, (unsigned long long)verified.entries,
	       (unsigned long long)verified.parts, (unsigned long long)verified.blanked_parts,
	       (unsigned long long)verified.rows, (unsigned long long)counted.same);
	return 0;
}
