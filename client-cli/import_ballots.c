/* The file's ballots in the order in which they can be held again: prepared, opened, voted in,
 * closed, each round after the one before it. What was sealed cannot be entered again: such a
 * ballot is prepared anew, and empty. */
#include <stdio.h>
#include <string.h>

#include "client-cli/import_plan.h"

#define ROUNDS_MAX    32u
#define SLIPS_AT_ONCE 5000u

bool import_ballots_enters(const json_t *ballot)
{
	return ballot && !import_plan_is(ballot, "secrecy", "confidential") &&
	       !import_plan_is(ballot, "state", "void");
}

static bool was_opened(const json_t *ballot)
{
	return import_plan_is(ballot, "state", "open") || import_plan_is(ballot, "state", "closed");
}

static bool is_closed(const json_t *ballot)
{
	return import_plan_is(ballot, "state", "closed");
}

static bool is_opinion(const json_t *ballot)
{
	return import_plan_is(ballot, "method", "opinion");
}

/* ---- rounds ---- */

/* Only what will be closed here is repeated; others are prepared by themselves. */
bool import_ballots_repeats(const struct import_plan *plan, const json_t *ballot)
{
	const json_t *before =
		import_plan_row(plan, "ballot", import_plan_number(ballot, "previous"));
	return import_ballots_enters(before) && is_closed(before);
}

/* How many rounds were before it. */
static uint32_t round_of(const struct import_plan *plan, const json_t *ballot)
{
	uint32_t round = 0;
	while (round < ROUNDS_MAX && import_ballots_repeats(plan, ballot)) {
		ballot = import_plan_row(plan, "ballot", import_plan_number(ballot, "previous"));
		round++;
	}
	return round;
}

/* ---- steps ---- */

struct walk {
	struct import_plan *plan;
	bool late;
	uint32_t round;
};

static bool is_meant(const struct walk *walk, const json_t *ballot)
{
	bool early = is_opinion(ballot) || is_closed(ballot);
	return early != walk->late && round_of(walk->plan, ballot) == walk->round;
}

static void add_preparing(const struct walk *walk)
{
	struct import_plan *plan = walk->plan;
	size_t at;
	json_t *row;
	import_plan_wave(plan);
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (is_meant(walk, row))
			import_plan_add(plan,
					import_ballots_repeats(plan, row)
						? command_kind_ballot_repeat
						: command_kind_ballot_add,
					row, "ballot");
	}
	import_plan_wave(plan);
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (is_meant(walk, row))
			import_plan_add(plan, command_kind_ballot_edit, row, NULL);
	}
}

static void add_opening(const struct walk *walk)
{
	size_t at;
	json_t *row;
	import_plan_wave(walk->plan);
	json_array_foreach(json_object_get(walk->plan->file, "ballot"), at, row)
	{
		if (is_meant(walk, row) && import_ballots_enters(row) && was_opened(row))
			import_plan_add(walk->plan, command_kind_ballot_open, row, NULL);
	}
}

/* Votes, or papers. */
static void add_entering(const struct walk *walk, const char *kind, enum command_kind command)
{
	struct import_plan *plan = walk->plan;
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, kind), at, row)
	{
		const json_t *ballot =
			import_plan_row(plan, "ballot", import_plan_number(row, "ballot"));
		if (ballot && is_meant(walk, ballot) && import_ballots_enters(ballot) &&
		    !json_is_true(json_object_get(row, "withdrawn")))
			import_plan_add(plan, command, row, NULL);
	}
}

static bool is_repeated(const struct import_plan *plan, uint32_t ballot)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (import_plan_number(row, "previous") == ballot)
			return true;
	}
	return false;
}

/* An opinion ballot's result is about the ideas that are seen when it is closed. Where it knows
 * none that was hidden or merged, these were so before. */
static bool is_closed_last(const struct import_plan *plan, const json_t *ballot)
{
	uint32_t number = import_plan_number(ballot, "id");
	size_t at;
	json_t *row;
	if (!is_opinion(ballot) || is_repeated(plan, number))
		return false;
	json_array_foreach(json_object_get(plan->file, "result"), at, row)
	{
		const json_t *idea = import_plan_row(plan, "idea", import_plan_number(row, "idea"));
		bool unseen = json_is_string(json_object_get(idea, "hold")) ||
			      import_plan_number(idea, "merged_into");
		if (unseen && import_plan_number(row, "ballot") == number)
			return false;
	}
	return true;
}

static void add_closing(const struct walk *walk)
{
	struct import_plan *plan = walk->plan;
	size_t at;
	json_t *row;
	import_plan_wave(plan);
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (is_meant(walk, row) && import_ballots_enters(row) && is_closed(row) &&
		    !is_closed_last(plan, row))
			import_plan_add(plan, command_kind_ballot_close, row, NULL);
	}
}

void import_ballots_last(struct import_plan *plan)
{
	size_t at;
	json_t *row;
	import_plan_wave(plan);
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (is_closed(row) && is_closed_last(plan, row))
			import_plan_add(plan, command_kind_ballot_close, row, NULL);
	}
}

static void add_round(const struct walk *walk)
{
	add_preparing(walk);
	add_opening(walk);
	import_plan_wave(walk->plan);
	add_entering(walk, "vote", command_kind_vote);
	add_entering(walk, "paper", command_kind_cast);
	add_closing(walk);
}

static void walk_rounds(struct import_plan *plan, bool late)
{
	size_t at;
	json_t *row;
	uint32_t last = 0;
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		uint32_t round = round_of(plan, row);
		last = round > last ? round : last;
	}
	for (uint32_t round = 0; round <= last; round++)
		add_round(&(struct walk){plan, late, round});
}

void import_ballots_early(struct import_plan *plan)
{
	walk_rounds(plan, false);
}

void import_ballots_late(struct import_plan *plan)
{
	walk_rounds(plan, true);
}

/* ---- slips ---- */

void import_ballots_slips(struct import_plan *plan)
{
	size_t at;
	json_t *row, *run = NULL;
	uint32_t next = 0;
	json_array_foreach(json_object_get(plan->file, "slip"), at, row)
	{
		uint32_t number = import_plan_number(row, "id");
		uint32_t count = import_plan_number(run, "count");
		bool follows = run && number == next && count < SLIPS_AT_ONCE &&
			       import_plan_number(row, "town") == import_plan_number(run, "town");
		next = number + 1;
		if (follows) {
			json_object_set_new(run, "count", json_integer((json_int_t)count + 1));
			continue;
		}
		run = json_pack("{s:I,s:I,s:i}", "id", (json_int_t)number, "town",
				(json_int_t)import_plan_number(row, "town"), "count", 1);
		json_array_append_new(plan->asked, run);
		import_plan_add(plan, command_kind_slips_add, run, "slip");
	}
}

/* Who has done more than vote by a slip is added as a person like others. */
static bool has_done_more(const json_t *file, uint32_t person)
{
	static const char *const lists[][2] = {
		{"idea", "author"}, {"comment", "author"}, {"seat", "person"}, {"board", "leader"}};
	size_t at;
	json_t *row;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		json_array_foreach(json_object_get(file, lists[i][0]), at, row)
		{
			if (import_plan_number(row, lists[i][1]) == person)
				return true;
		}
	return false;
}

void import_ballots_note_slips(struct import_plan *plan)
{
	size_t at;
	json_t *row, *by_person = json_object();
	json_array_foreach(json_object_get(plan->file, "slip"), at, row)
	{
		char key[16];
		snprintf(key, sizeof key, "%u", import_plan_number(row, "person"));
		json_object_set(by_person, key, json_object_get(row, "id"));
	}
	json_array_foreach(json_object_get(plan->file, "person"), at, row)
	{
		char key[16];
		uint32_t person = import_plan_number(row, "id");
		snprintf(key, sizeof key, "%u", person);
		json_object_del(row, "slip");
		json_t *slip = json_object_get(by_person, key);
		if (person && slip && !has_done_more(plan->file, person))
			json_object_set(row, "slip", slip);
	}
	json_decref(by_person);
}
