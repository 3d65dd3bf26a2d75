#include "counting.h"

#include <stdlib.h>

#include "server/core/state.h"
#include "server/decide/view.h" /* ROW_KEY */
#include "server/voting/voting.h"

struct count {
	struct sheet *sheet;
	bool *towns; /* that have tallies */
	uint32_t town_room;
	bool shown; /* the counts may be seen */
	bool moved; /* since they were last shown */
};

void counting_free(struct counting *counting)
{
	for (uint32_t i = 0; i < counting->room; i++) {
		if (!counting->at[i])
			continue;
		sheet_free(counting->at[i]->sheet);
		free(counting->at[i]->towns);
		free(counting->at[i]);
	}
	free(counting->at);
	*counting = (struct counting){0};
}

static struct count *count_find(const struct counting *counting, uint32_t ballot)
{
	return ballot < counting->room ? counting->at[ballot] : NULL;
}

const struct sheet *counting_sheet(const struct counting *counting, uint32_t ballot)
{
	const struct count *count = count_find(counting, ballot);
	return count ? count->sheet : NULL;
}

static void make_room(struct counting *counting, uint32_t ballot)
{
	uint32_t room = counting->room ? counting->room : 8;
	if (ballot < counting->room)
		return;
	while (room <= ballot)
		room *= 2;
	counting->at = realloc(counting->at, room * sizeof(struct count *));
	if (!counting->at)
		abort();
	for (uint32_t i = counting->room; i < room; i++)
		counting->at[i] = NULL;
	counting->room = room;
}

static struct count *count_begin(struct counting *counting, const struct row_ballot *ballot)
{
	make_room(counting, ballot->id.n);
	struct count *count = calloc(1, sizeof *count);
	if (!count)
		abort();
	count->sheet = sheet_new(ballot);
	counting->at[ballot->id.n] = count;
	return count;
}

static void count_end(struct counting *counting, uint32_t ballot)
{
	struct count *count = count_find(counting, ballot);
	if (!count)
		return;
	sheet_free(count->sheet);
	free(count->towns);
	free(count);
	counting->at[ballot] = NULL;
}

/* ---- towns ---- */

static void note_town(struct count *count, uint32_t town)
{
	if (town >= count->town_room) {
		uint32_t room = town + 8;
		count->towns = realloc(count->towns, room * sizeof *count->towns);
		if (!count->towns)
			abort();
		for (uint32_t i = count->town_room; i < room; i++)
			count->towns[i] = false;
		count->town_room = room;
	}
	count->towns[town] = true;
}

/* ---- who sees what ---- */

/* What a row about an option says besides its counts. */
struct frame_of_option {
	struct board_id board;
	struct person_id author;
	enum audience audience;
	bool gone; /* the idea has been taken back */
};

/* What is said of an idea in an opinion ballot is seen by whoever sees the idea; of another
 * ballot's options, by whoever sees the ballot. */
static struct frame_of_option frame_of(const struct state *state, const struct row_ballot *ballot,
				       uint32_t option)
{
	struct row_idea idea;
	if (ballot->method != ballot_method_opinion)
		return (struct frame_of_option){.board = ballot->board,
						.audience = ballot->audience};
	if (!state_get(state, row_kind_idea, ROW_KEY(option), &idea))
		return (struct frame_of_option){.gone = true};
	return (struct frame_of_option){
		.board = idea.board, .author = idea.author, .audience = idea.audience};
}

static void put_total(struct state *state, uint64_t revision, const struct row_ballot *ballot,
		      uint32_t option, const struct frame_of_option *frame, struct cell cell)
{
	struct row_total total = {.ballot = ballot->id,
				  .idea = {option},
				  .board = frame->board,
				  .author = frame->author,
				  .audience = frame->audience,
				  .agree = cell.agree,
				  .disagree = cell.disagree,
				  .pass = cell.pass,
				  .answers = cell.answers,
				  .sum = cell.sum};
	state_put_derived(state, row_kind_total, revision, ROW_KEY(ballot->id.n, option),
			  frame->gone ? NULL : &total);
}

static void put_tally(struct state *state, uint64_t revision, const struct row_ballot *ballot,
		      uint32_t option, uint32_t town, const struct frame_of_option *frame,
		      struct cell cell, bool shown)
{
	struct row_tally tally = {.ballot = ballot->id,
				  .idea = {option},
				  .town = {town},
				  .board = frame->board,
				  .author = frame->author,
				  .audience = shown ? frame->audience : audience_moderators,
				  .agree = cell.agree,
				  .disagree = cell.disagree,
				  .pass = cell.pass,
				  .answers = cell.answers,
				  .sum = cell.sum};
	state_put_derived(state, row_kind_tally, revision, ROW_KEY(ballot->id.n, option, town),
			  frame->gone ? NULL : &tally);
}

#define TOWNS_ON_STACK 64u

/* In opinion ballots a tally is there once somebody of the town has said something of the idea. */
static bool has_tally(const struct count *count, const struct row_ballot *ballot, uint32_t town,
		      struct cell cell)
{
	return ballot->method == ballot_method_opinion ? cell.answers > 0 : count->towns[town];
}

static void show_option(struct state *state, uint64_t revision, const struct count *count,
			const struct row_ballot *ballot, uint32_t option)
{
	struct frame_of_option frame = frame_of(state, ballot, option);
	uint64_t on_stack[TOWNS_ON_STACK];
	bool shown_on_stack[TOWNS_ON_STACK];
	uint32_t end = count->town_room;
	bool large = end > TOWNS_ON_STACK;
	uint64_t *persons = large ? calloc(end, sizeof *persons) : on_stack;
	bool *shown = large ? calloc(end, sizeof *shown) : shown_on_stack;
	if (!persons || !shown)
		abort();
	for (uint32_t town = 0; town < end; town++)
		persons[town] = sheet_cell(count->sheet, option, town).answers;
	voting_mask(persons, end, shown);
	put_total(state, revision, ballot, option, &frame, sheet_total(count->sheet, option));
	for (uint32_t town = 0; town < end; town++) {
		struct cell cell = sheet_cell(count->sheet, option, town);
		if (has_tally(count, ballot, town, cell))
			put_tally(state, revision, ballot, option, town, &frame, cell, shown[town]);
	}
	if (large) {
		free(persons);
		free(shown);
	}
}

static void show_ballot(struct state *state, uint64_t revision, const struct count *count,
			const struct row_ballot *ballot)
{
	uint32_t idea = 0;
	if (ballot->method == ballot_method_opinion) {
		while (sheet_next_idea(count->sheet, &idea))
			show_option(state, revision, count, ballot, idea);
		return;
	}
	for (uint32_t i = 0; count->town_room > 0 && i < voting_option_count(ballot); i++)
		show_option(state, revision, count, ballot, voting_option(ballot, i));
}

/* ---- turnout ---- */

static void put_turnout(struct state *state, uint64_t revision, const struct row_ballot *ballot,
			uint32_t town, int by)
{
	struct row_turnout turnout = {.ballot = ballot->id, .town = {town}};
	state_get(state, row_kind_turnout, ROW_KEY(ballot->id.n, town), &turnout);
	turnout.board = ballot->board;
	turnout.audience = ballot->audience;
	turnout.papers += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_turnout, revision, ROW_KEY(ballot->id.n, town), &turnout);
}

static void put_voted(struct state *state, uint64_t revision, struct ballot_id ballot,
		      struct person_id person, struct town_id town, bool has)
{
	/* A removal would tell everybody whose it was. */
	struct row_voted voted = {
		.ballot = ballot, .person = person, .town = town, .withdrawn = !has};
	state_put_derived(state, row_kind_voted, revision, ROW_KEY(ballot.n, person.n), &voted);
}

/* ---- rows that are put ---- */

/* The ballot and its count; false if there is none, as of one that was never opened. */
static bool find(const struct state *state, uint32_t id, struct row_ballot *ballot,
		 struct count **count)
{
	*count = count_find(&state->counting, id);
	return *count && state_get(state, row_kind_ballot, ROW_KEY(id), ballot);
}

static bool may_be_seen(const struct row_ballot *ballot)
{
	return ballot->state == ballot_state_closed ||
	       (ballot->state == ballot_state_open && !ballot->hidden);
}

void counting_ballot(struct state *state, uint32_t id, const struct row_ballot *now)
{
	struct counting *counting = &state->counting;
	if (!now || now->state == ballot_state_prepared) {
		count_end(counting, id);
		return;
	}
	struct count *count = count_find(counting, id);
	if (!count)
		count = count_begin(counting, now);
	bool was_shown = count->shown;
	count->shown = may_be_seen(now);
	if (count->shown && !was_shown)
		count->moved = true;
}

/* The first opinion of a person is their paper. A town that was given to them later counts. */
static void count_voter(struct state *state, uint64_t revision, const struct row_ballot *ballot,
			struct count *count, const struct row_vote *vote)
{
	struct row_voted voted;
	bool has =
		state_get(state, row_kind_voted, ROW_KEY(vote->ballot.n, vote->person.n), &voted);
	if (has && voted.town.n == vote->town.n)
		return;
	if (has && voted.town.n) {
		put_turnout(state, revision, ballot, vote->town.n, 0);
		return;
	}
	if (has) {
		put_turnout(state, revision, ballot, voted.town.n, -1);
		sheet_count_voter(count->sheet, voted.town.n, -1);
	}
	put_turnout(state, revision, ballot, vote->town.n, 1);
	sheet_count_voter(count->sheet, vote->town.n, 1);
	put_voted(state, revision, vote->ballot, vote->person, vote->town, true);
}

void counting_vote(struct state *state, uint64_t revision, const struct row_vote *old,
		   const struct row_vote *now)
{
	const struct row_vote *vote = now ? now : old;
	struct row_ballot ballot;
	struct count *count;
	if (!find(state, vote->ballot.n, &ballot, &count))
		return;
	if (old)
		sheet_count_vote(count->sheet, old->town.n, old->idea.n, old->choice, -1);
	if (now) {
		sheet_count_vote(count->sheet, now->town.n, now->idea.n, now->choice, 1);
		count_voter(state, revision, &ballot, count, now);
	}
	note_town(count, vote->town.n);
	if (count->shown && !state->counting.loading)
		show_option(state, revision, count, &ballot, vote->idea.n);
}

/* A paper changes the cells of its options, and of how many papers each option's share is: all are
 * shown anew, once for all the papers of an entry. */
void counting_paper(struct state *state, uint64_t revision, const struct row_paper *old,
		    const struct row_paper *now)
{
	struct row_ballot ballot;
	struct count *count;
	const struct row_paper *paper = now ? now : old;
	bool had = old && !old->withdrawn, has = now && !now->withdrawn;
	if (!find(state, paper->ballot.n, &ballot, &count))
		return;
	put_turnout(state, revision, &ballot, paper->town.n, has - had);
	put_voted(state, revision, paper->ballot, paper->person, paper->town, has);
	if (ballot.secrecy == secrecy_confidential)
		return;
	note_town(count, paper->town.n);
	if (had)
		sheet_count_paper(count->sheet, old->town.n, old->choices, -1);
	if (has)
		sheet_count_paper(count->sheet, now->town.n, now->choices, 1);
	count->moved = true;
}

/* They come with the closing, which shows what they say. */
void counting_published(struct state *state, const struct row_published *now)
{
	struct row_ballot ballot;
	struct count *count;
	if (!find(state, now->ballot.n, &ballot, &count))
		return;
	note_town(count, now->town.n);
	sheet_count_paper(count->sheet, now->town.n, now->choices, 1);
}

void counting_idea(struct state *state, uint64_t revision, uint32_t idea)
{
	for (uint32_t id = 1; id < state->counting.room; id++) {
		struct row_ballot ballot;
		struct count *count;
		if (find(state, id, &ballot, &count) && count->shown &&
		    ballot.method == ballot_method_opinion &&
		    sheet_total(count->sheet, idea).answers > 0)
			show_option(state, revision, count, &ballot, idea);
	}
}

void counting_settle(struct state *state, uint64_t revision)
{
	for (uint32_t id = 1; id < state->counting.room; id++) {
		struct row_ballot ballot;
		struct count *count = state->counting.at[id];
		if (!count || !count->moved)
			continue;
		count->moved = false;
		if (count->shown && state_get(state, row_kind_ballot, ROW_KEY(id), &ballot))
			show_ballot(state, revision, count, &ballot);
	}
}

void counting_show_all(struct state *state, uint64_t seq)
{
	for (uint32_t id = 1; id < state->counting.room; id++)
		if (state->counting.at[id])
			state->counting.at[id]->moved = true;
	counting_settle(state, seq);
}
