/* Closing a ballot: what it says is counted once, and frozen as rows. */
#include <stdlib.h>

#include "server/decide/ballot_ask.h"
#include "server/decide/decide.h"
#include "server/decide/published.h"
#include "server/voting/voting.h"

/* ---- what is counted ---- */

/* All papers that count, and the memory that they borrow: rows' own, or that of what was opened. */
struct pile {
	struct voting_paper *at;
	uint32_t count;
};

static void pile_take(struct pile *pile, uint32_t town, struct pairs choices)
{
	pile->at[pile->count++] = (struct voting_paper){town, choices};
}

static struct pile pile_new(uint32_t room)
{
	struct pile pile = {calloc((size_t)room + 1, sizeof *pile.at), 0};
	if (!pile.at)
		abort();
	return pile;
}

static struct pile pile_of_papers(const struct view *view, const struct row_ballot *ballot)
{
	uint32_t end = view->next_id(view->context, row_kind_person);
	struct pile pile = pile_new(end);
	for (uint32_t person = 1; person < end; person++) {
		struct row_paper paper;
		if (view_get_paper(view, ROW_KEY(ballot->id.n, person), &paper) && !paper.withdrawn)
			pile_take(&pile, paper.town.n, paper.choices);
	}
	return pile;
}

static struct pile pile_of_published(const struct published *published)
{
	struct pile pile = pile_new(published->count);
	for (uint32_t i = 0; i < published->count; i++)
		pile_take(&pile, published->at[i].town,
			  (struct pairs){published->at[i].choices, published->at[i].count});
	return pile;
}

static struct sheet *sheet_of(const struct row_ballot *ballot, const struct pile *pile)
{
	struct sheet *sheet = sheet_new(ballot);
	for (uint32_t i = 0; i < pile->count; i++)
		sheet_count_paper(sheet, pile->at[i].town, pile->at[i].choices, 1);
	return sheet;
}

/* The ideas that were voted on and that whoever sees the ballot sees. Returns owned bytes. */
static uint8_t *ideas_of(const struct view *view, const struct row_ballot *ballot,
			 const struct sheet *sheet, struct ids *ideas)
{
	uint32_t end = view->next_id(view->context, row_kind_idea), id = 0;
	uint8_t *list = calloc((size_t)end + 1, ID_BYTES);
	if (!list)
		abort();
	*ideas = (struct ids){list, 0};
	while (sheet_next_idea(sheet, &id)) {
		struct row_idea idea;
		if (view_get_idea(view, ROW_KEY(id), &idea) && ballot_fits_idea(ballot, &idea))
			id_write(list + (size_t)ID_BYTES * ideas->count++, id);
	}
	return list;
}

/* ---- what came of it ---- */

static void put_result(const struct view *view, const struct row_ballot *ballot,
		       const struct row_result *counted, struct changes *changes)
{
	struct row_result result = *counted;
	struct row_idea idea;
	result.ballot = ballot->id;
	result.board = ballot->board;
	result.audience = ballot->audience;
	if (view_get_idea(view, ROW_KEY(result.idea.n), &idea))
		result.author = idea.author;
	changes_put_result(changes, &result);
}

static void put_results(const struct view *view, const struct row_ballot *ballot,
			const struct sheet *sheet, struct voting_papers papers, struct ids ideas,
			struct changes *changes)
{
	struct voting_result *result = voting_result_new(ballot, sheet, papers, ideas);
	voting_result_withhold(result, ballot, sheet);
	for (uint32_t i = 0; i < result->option_count; i++)
		put_result(view, ballot, &result->options[i], changes);
	for (uint32_t i = 0; i < result->score_count; i++) {
		struct row_score score = result->scores[i];
		score.ballot = ballot->id;
		score.board = ballot->board;
		score.audience = audience_moderators;
		changes_put_score(changes, &score);
	}
	for (uint32_t i = 0; i < result->outcome_count; i++) {
		struct row_outcome outcome = result->outcomes[i];
		outcome.ballot = ballot->id;
		outcome.board = ballot->board;
		outcome.audience = ballot->audience;
		changes_put_outcome(changes, &outcome);
	}
	voting_result_free(result);
}

static void close_opinion(const struct view *view, struct row_ballot *ballot,
			  struct changes *changes)
{
	const struct sheet *sheet = view->sheet ? view->sheet(view->context, ballot->id.n) : NULL;
	struct sheet *empty = sheet ? NULL : sheet_new(ballot);
	struct ids ideas;
	uint8_t *list = ideas_of(view, ballot, sheet ? sheet : empty, &ideas);
	ballot->papers = sheet_papers_all(sheet ? sheet : empty);
	put_results(view, ballot, sheet ? sheet : empty, (struct voting_papers){0}, ideas, changes);
	sheet_free(empty);
	free(list);
}

static void count_pile(const struct view *view, struct row_ballot *ballot, const struct pile *pile,
		       struct changes *changes)
{
	struct sheet *sheet = sheet_of(ballot, pile);
	ballot->papers = pile->count;
	put_results(view, ballot, sheet, (struct voting_papers){pile->at, pile->count},
		    (struct ids){0}, changes);
	sheet_free(sheet);
}

static void close_confidential(const struct view *view, struct row_ballot *ballot,
			       struct changes *changes)
{
	struct published *published = published_new(view, ballot);
	changes->key_dropped = ballot->id.n;
	/* The server has sealed every paper itself: one that does not open was sealed with another
	 * key, and what the others say is not what was voted. */
	if (published->damaged) {
		ballot->state = ballot_state_void;
		ballot->eligible = ballot->towns = 0;
		published_free(published);
		return;
	}
	struct pile pile = pile_of_published(published);
	if (!published->all_towns)
		ballot->towns = 0; /* without some of them towns decide nothing */
	count_pile(view, ballot, &pile, changes);
	published_put(published, ballot, changes);
	published_free(published);
	free(pile.at);
}

/* Who chose what becomes known to all, all at once. */
static void show_papers(const struct view *view, const struct row_ballot *ballot,
			struct changes *changes)
{
	uint32_t end = view->next_id(view->context, row_kind_person);
	for (uint32_t person = 1; person < end; person++) {
		struct row_paper paper;
		if (!view_get_paper(view, ROW_KEY(ballot->id.n, person), &paper) || paper.withdrawn)
			continue;
		paper.audience = ballot->audience;
		changes_put_paper(changes, &paper);
	}
}

static void close_open(const struct view *view, struct row_ballot *ballot, struct changes *changes)
{
	struct pile pile = pile_of_papers(view, ballot);
	count_pile(view, ballot, &pile, changes);
	free(pile.at);
	if (ballot->secrecy == secrecy_named && ballot->hidden)
		show_papers(view, ballot, changes);
}

enum err decide_ballot_close(const struct view *view, const struct command_ballot_close *command,
			     struct changes *changes)
{
	struct row_ballot ballot;
	view_get_ballot(view, ROW_KEY(command->ballot.n), &ballot);
	if (ballot.state == ballot_state_void)
		return err_ballot_is_void;
	if (ballot.state != ballot_state_open)
		return err_ballot_not_open;
	ballot.state = ballot_state_closed;
	ballot.closed_ms = view->now_ms;
	ballot.eligible = ballot_count_eligible(view, &ballot);
	ballot.towns = ballot_count_towns(view, &ballot);
	if (ballot.method == ballot_method_opinion)
		close_opinion(view, &ballot, changes);
	else if (ballot.secrecy == secrecy_confidential)
		close_confidential(view, &ballot, changes);
	else
		close_open(view, &ballot, changes);
	changes_put_ballot(changes, &ballot);
	changes->is_final = ballot.hidden; /* what was hidden has been seen */
	return err_none;
}
