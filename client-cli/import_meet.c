/* How a file and a session fit together: what the session has already, and which of its boards,
 * phases and sorts are those of the file. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/find.h"
#include "client-cli/import_plan.h"

/* The number of the row whose label is exactly the text. */
static uint32_t find_exact(const struct replica *replica, enum row_kind kind, const char *label,
			   const char *text)
{
	const struct row **rows;
	uint32_t count = replica_rows(replica, kind, &rows), found = 0;
	for (uint32_t i = 0; i < count && !found; i++) {
		struct text name = find_label(replica, kind, label, rows[i]->key[0]);
		if (text && name.size == strlen(text) && memcmp(name.at, text, name.size) == 0)
			found = rows[i]->key[0];
	}
	free(rows);
	return found;
}

static const char *label_of(const struct import_plan *plan, const char *kind, uint32_t number)
{
	return json_string_value(json_object_get(import_plan_row(plan, kind, number), "title"));
}

/* ---- the session as a whole ---- */

static bool session_row(const struct replica *replica, struct row_session *session)
{
	struct find_all all;
	find_all_start(&all, replica, row_kind_session);
	bool found = find_all_next(&all, session);
	if (found)
		find_all_stop(&all);
	return found;
}

static const json_t *session_of_file(const struct import_plan *plan)
{
	return json_array_get(json_object_get(plan->file, "session"), 0);
}

static bool same_method(const struct import_plan *plan, const struct replica *replica)
{
	struct row_session session;
	const char *method = json_string_value(json_object_get(session_of_file(plan), "method"));
	return method && session_row(replica, &session) && strlen(method) == session.method.size &&
	       memcmp(method, session.method.at, session.method.size) == 0;
}

bool import_meet_language(const struct import_plan *plan, const struct replica *replica)
{
	struct row_session session;
	return session_row(replica, &session) &&
	       import_plan_is(session_of_file(plan), "language",
			      words_name(&words_language, session.language));
}

/* The number of the file's phase or sort in the session. */
static uint32_t meet_part(const struct import_plan *plan, const struct replica *replica,
			  enum row_kind kind, const char *name, uint32_t number)
{
	const char *title = label_of(plan, name, number);
	struct text there = find_label(replica, kind, "title", number);
	union any_row row;
	if (!title)
		return 0;
	if (there.size == strlen(title) && memcmp(there.at, title, there.size) == 0)
		return number;
	uint32_t found = find_exact(replica, kind, "title", title);
	if (found || !same_method(plan, replica))
		return found;
	return replica_get(replica, kind, (const uint32_t[ROW_KEY_PARTS]){number}, &row) ? number
											 : 0;
}

struct idea_sort_id import_meet_sort(const struct import_plan *plan, const struct replica *replica,
				     uint32_t number)
{
	return (struct idea_sort_id){
		meet_part(plan, replica, row_kind_idea_sort, "idea_sort", number)};
}

/* ---- phases ---- */

struct phase_id import_meet_phase(const struct import_plan *plan, const struct replica *replica,
				  uint32_t number)
{
	return (struct phase_id){meet_part(plan, replica, row_kind_phase, "phase", number)};
}

struct phase_id import_meet_phase_words(const struct import_plan *plan,
					const struct replica *replica, uint32_t number)
{
	bool same = same_method(plan, replica) && import_meet_language(plan, replica);
	return same ? import_meet_phase(plan, replica, number) : (struct phase_id){0};
}

struct phase_id import_meet_phase_of_idea(const struct import_plan *plan,
					  const struct replica *replica, const json_t *row)
{
	struct phase_id same = import_meet_phase(plan, replica, import_plan_number(row, "phase"));
	uint32_t old_sort = import_plan_number(row, "sort");
	uint32_t sort = meet_part(plan, replica, row_kind_idea_sort, "idea_sort", old_sort);
	struct row_phase phase;
	struct find_all all;
	if (old_sort == 0 || sort == 0 ||
	    (replica_get(replica, row_kind_phase, (const uint32_t[ROW_KEY_PARTS]){same.n},
			 &phase) &&
	     phase.sort.n == sort))
		return same;
	find_all_start(&all, replica, row_kind_phase);
	while (find_all_next(&all, &phase))
		if (phase.sort.n == sort && phase.hold != hold_alone) {
			find_all_stop(&all);
			return phase.id;
		}
	return same;
}

struct phase_id import_meet_phase_for_votes(const struct replica *replica,
					    const struct row_board *board)
{
	struct find_all all;
	struct row_phase phase;
	struct phase_id best = {0};
	uint32_t best_worth = 0;
	find_all_start(&all, replica, row_kind_phase);
	while (find_all_next(&all, &phase)) {
		bool meant = phase.boards == 0 || phase.boards & UINT64_C(1) << board->sort;
		uint32_t worth = 1u + (meant ? 1u : 0u) + (phase.reveal ? 0u : 2u) +
				 (phase.id.n == board->phase.n ? 4u : 0u);
		if (!(phase.allows & UINT64_C(1) << action_votes) || worth <= best_worth)
			continue;
		best = phase.id;
		best_worth = worth;
	}
	return best;
}

/* ---- boards ---- */

static bool board_of_town(const struct replica *replica, struct town_id town,
			  struct row_board *board)
{
	struct find_all all;
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, board))
		if (board->town.n == town.n && board->sort == board_sort_town) {
			find_all_stop(&all);
			return true;
		}
	return false;
}

bool import_meet_board(const struct import_plan *plan, const struct replica *replica,
		       uint32_t number, struct row_board *board)
{
	const json_t *old = import_plan_row(plan, "board", number);
	uint32_t found = find_plenary(replica).n;
	struct town_id town;
	if (old && import_plan_is_own_board(old) && import_plan_number(old, "town"))
		return import_plan_reference(plan, old, "town", "town", &town.n) &&
		       board_of_town(replica, town, board);
	if (old && !import_plan_is_own_board(old) &&
	    !import_plan_renumber(plan, "board", number, &found))
		return false;
	return replica_get(replica, row_kind_board, (const uint32_t[ROW_KEY_PARTS]){found}, board);
}

/* Whether nothing stands there, and nobody works there. */
static bool is_unused(const struct replica *replica, const struct row_board *board)
{
	struct find_all all;
	struct row_idea idea;
	struct row_seat seat;
	bool unused = true;
	find_all_start(&all, replica, row_kind_idea);
	while (find_all_next(&all, &idea))
		unused = unused && idea.board.n != board->id.n;
	find_all_start(&all, replica, row_kind_seat);
	while (find_all_next(&all, &seat))
		unused = unused && seat.team.n != board->id.n && seat.table.n != board->id.n;
	return unused && board->leader.n == 0;
}

static bool is_taken(const struct import_plan *plan, uint32_t board)
{
	for (uint32_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].kind == command_kind_board_add && plan->steps[i].result == board)
			return true;
	return false;
}

/* The session's board that this one is: of the same sort and title, or, `renamed`, one that came
 * with the same method and that nobody uses. 0 if there is none. */
static uint32_t find_board_like(const struct import_plan *plan, const struct replica *replica,
				const json_t *row, bool renamed)
{
	struct find_all all;
	struct row_board board;
	const char *title = json_string_value(json_object_get(row, "title"));
	bool table = import_plan_is(row, "sort", "table");
	if (renamed && (table || !same_method(plan, replica)))
		return 0;
	find_all_start(&all, replica, row_kind_board);
	while (find_all_next(&all, &board)) {
		bool same = board.title.size == strlen(title) &&
			    memcmp(board.title.at, title, board.title.size) == 0;
		if (!import_plan_is(row, "sort", words_name(&words_board_sort, board.sort)) ||
		    is_taken(plan, board.id.n) || !(renamed ? is_unused(replica, &board) : same))
			continue;
		find_all_stop(&all);
		return board.id.n;
	}
	return 0;
}

static void meet_boards(struct import_plan *plan, const struct replica *replica)
{
	for (int renamed = 0; renamed < 2; renamed++)
		for (uint32_t i = 0; i < plan->step_count; i++) {
			const struct import_step *step = &plan->steps[i];
			if (step->kind != command_kind_board_add || step->state != import_open)
				continue;
			uint32_t found = find_board_like(plan, replica, step->row, renamed);
			if (found)
				import_plan_close(plan, i, import_existing, found);
		}
}

/* ---- what is there already ---- */

/* Whether votes can still be given in it, or it can be made what the file's was. */
static bool is_fresh(const struct row_ballot *ballot)
{
	if (ballot->method != ballot_method_opinion)
		return ballot->state == ballot_state_prepared;
	bool final = ballot->state == ballot_state_closed && ballot->hidden;
	return ballot->state != ballot_state_void && !final;
}

static bool is_taken_ballot(const struct import_plan *plan, uint32_t ballot)
{
	for (uint32_t i = 0; i < plan->step_count; i++) {
		const struct import_step *step = &plan->steps[i];
		bool makes = step->kind == command_kind_ballot_add ||
			     step->kind == command_kind_ballot_repeat;
		if (makes && step->state != import_open && step->result == ballot)
			return true;
	}
	return false;
}

static bool is_title(const json_t *row, struct text title)
{
	const json_t *value = json_object_get(row, "title");
	return json_is_string(value) && json_string_length(value) == title.size &&
	       memcmp(json_string_value(value), title.at, title.size) == 0;
}

static bool is_title_of_any(const struct import_plan *plan, struct text title)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (is_title(row, title))
			return true;
	}
	return false;
}

/* Titles differ where the session speaks another language. */
static bool is_alike(const struct import_plan *plan, const struct replica *replica,
		     const json_t *row, const struct row_ballot *ballot)
{
	if (is_title_of_any(plan, ballot->title))
		return false; /* it is that one, or will be */
	if (ballot->method == ballot_method_opinion)
		return true;
	const char *secrecy = words_name(&words_secrecy, ballot->secrecy);
	return same_method(plan, replica) && secrecy && import_plan_is(row, "secrecy", secrecy) &&
	       import_meet_phase(plan, replica, import_plan_number(row, "phase")).n ==
		       ballot->phase.n;
}

uint32_t import_meet_ballot(const struct import_plan *plan, const struct replica *replica,
			    const json_t *row)
{
	struct row_board board = {.id = {0}};
	struct row_ballot ballot;
	struct find_all all;
	if (import_plan_number(row, "board") &&
	    !import_meet_board(plan, replica, import_plan_number(row, "board"), &board))
		return 0;
	for (int alike = 0; alike < 2; alike++) {
		find_all_start(&all, replica, row_kind_ballot);
		while (find_all_next(&all, &ballot)) {
			const char *method = words_name(&words_ballot_method, ballot.method);
			if (!method || !import_plan_is(row, "method", method) ||
			    !is_fresh(&ballot) || ballot.board.n != board.id.n ||
			    is_taken_ballot(plan, ballot.id.n) ||
			    !(alike ? is_alike(plan, replica, row, &ballot)
				    : is_title(row, ballot.title)))
				continue;
			find_all_stop(&all);
			return ballot.id.n;
		}
	}
	return 0;
}

void import_meet_ballots(struct import_plan *plan, const struct replica *replica)
{
	for (uint32_t i = 0; i < plan->step_count; i++) {
		const struct import_step *step = &plan->steps[i];
		uint32_t found = step->kind == command_kind_ballot_add && step->state == import_open
					 ? import_meet_ballot(plan, replica, step->row)
					 : 0;
		if (found)
			import_plan_close(plan, i, import_existing, found);
	}
}

static bool meet_votes(const struct import_plan *plan, const struct replica *replica, char *reason,
		       size_t reason_size)
{
	struct row_board plenary = {.id = {0}};
	if (json_array_size(json_object_get(plan->file, "vote")) == 0 ||
	    import_meet_phase_for_votes(replica, &plenary).n)
		return true;
	snprintf(reason, reason_size,
		 "the file has votes, but no phase of the session allows voting");
	return false;
}

bool import_plan_meet(struct import_plan *plan, const struct replica *replica, char *reason,
		      size_t reason_size)
{
	for (uint32_t i = 0; i < plan->step_count; i++) {
		struct import_step *step = &plan->steps[i];
		enum row_kind kind = step->kind == command_kind_town_add    ? row_kind_town
				     : step->kind == command_kind_topic_add ? row_kind_topic
									    : row_kind_none;
		if (step->state != import_open || kind == row_kind_none)
			continue;
		const char *label = kind == row_kind_town ? "name" : "title";
		uint32_t found = find_exact(replica, kind, label,
					    json_string_value(json_object_get(step->row, label)));
		if (found)
			import_plan_close(plan, i, import_existing, found);
	}
	meet_boards(plan, replica);
	return meet_votes(plan, replica, reason, reason_size);
}
