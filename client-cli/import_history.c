/* The file's ideas in the order in which they came, each on its board in the phase in which it was
 * written: so it gets the sort of that phase, and what was written in silence was never seen. */
#include "client-cli/import_plan.h"

#include <string.h>

#define DEPTH_MAX 8u /* of boards below boards */

/* ---- boards ---- */

/* How many added boards it stands below. */
static uint32_t depth_of(const struct import_plan *plan, const json_t *board)
{
	uint32_t depth = 0;
	const json_t *at = board;
	while (depth < DEPTH_MAX) {
		at = import_plan_row(plan, "board", import_plan_number(at, "parent"));
		if (!at || import_plan_is_own_board(at))
			break;
		depth++;
	}
	return depth;
}

/* Those above before those below. */
void import_history_boards(struct import_plan *plan)
{
	size_t at;
	json_t *row;
	for (uint32_t depth = 0; depth <= DEPTH_MAX; depth++) {
		import_plan_wave(plan);
		json_array_foreach(json_object_get(plan->file, "board"), at, row)
		{
			if (!import_plan_is_own_board(row) && depth_of(plan, row) == depth)
				import_plan_add(plan, command_kind_board_add, row, "board");
		}
	}
}

/* ---- phases ---- */

/* A step that leads the board to a phase; it is seen later whether the board is there already. */
static void add_go(struct import_plan *plan, uint32_t board, uint32_t phase, uint32_t sort,
		   bool for_votes)
{
	json_t *asked =
		json_pack("{s:I,s:I,s:I,s:b}", "board", (json_int_t)board, "phase",
			  (json_int_t)phase, "sort", (json_int_t)sort, "for_votes", for_votes);
	json_array_append_new(plan->asked, asked);
	import_plan_add(plan, command_kind_phase_go, asked, NULL);
}

/* The phase in which each board was at the end. */
void import_history_ends(struct import_plan *plan)
{
	size_t at;
	json_t *row;
	json_array_foreach(json_object_get(plan->file, "board"), at, row)
	{
		uint32_t phase = import_plan_number(row, "phase");
		if (phase)
			add_go(plan, import_plan_number(row, "id"), phase, 0, false);
	}
}

/* Leads a board to a phase that takes votes, once. */
static void lead_to_votes(struct import_plan *plan, uint32_t board, json_t *seen)
{
	char key[16];
	snprintf(key, sizeof key, "%u", board);
	if (board == 0 || json_object_get(seen, key))
		return;
	json_object_set_new(seen, key, json_true());
	add_go(plan, board, 0, 0, true);
}

/* Each board whose ideas have votes, or that an opinion ballot is held on. */
void import_history_votes(struct import_plan *plan)
{
	size_t at;
	json_t *row, *seen = json_object();
	json_array_foreach(json_object_get(plan->file, "vote"), at, row)
	{
		json_t *idea = import_plan_row(plan, "idea", import_plan_number(row, "idea"));
		lead_to_votes(plan, import_plan_number(idea, "board"), seen);
	}
	json_array_foreach(json_object_get(plan->file, "ballot"), at, row)
	{
		if (import_plan_is(row, "method", "opinion"))
			lead_to_votes(plan, import_plan_number(row, "board"), seen);
	}
	json_decref(seen);
}

/* ---- ideas ---- */

struct history {
	struct import_plan *plan;
	json_t *boards; /* {board: [phase, sort]}, where each was led last */
	json_t *alone;  /* ideas that were seen later */
	enum command_kind last;
};

/* Steps of one sort follow one another in a wave. */
static void begin(struct history *history, enum command_kind kind)
{
	if (history->last != kind)
		import_plan_wave(history->plan);
	history->last = kind;
}

static void lead(struct history *history, const json_t *idea)
{
	char key[16];
	uint32_t board = import_plan_number(idea, "board");
	uint32_t phase = import_plan_number(idea, "phase"), sort = import_plan_number(idea, "sort");
	snprintf(key, sizeof key, "%u", board);
	json_t *there = json_object_get(history->boards, key);
	bool same = there && json_integer_value(json_array_get(there, 0)) == phase &&
		    json_integer_value(json_array_get(there, 1)) == sort;
	if ((phase == 0 && sort == 0) || same)
		return; /* ideas of a spreadsheet are added in whichever phase there is */
	json_object_set_new(history->boards, key,
			    json_pack("[II]", (json_int_t)phase, (json_int_t)sort));
	begin(history, command_kind_phase_go);
	add_go(history->plan, board, phase, sort, false);
}

/* Which idea this one was sent up from, if that can be done again. */
static json_t *find_source(const struct import_plan *plan, const json_t *sent)
{
	uint32_t number = import_plan_number(sent, "id");
	json_t *source = import_plan_row(plan, "idea", import_plan_number(sent, "sent_up_from"));
	bool again = source && import_plan_number(source, "sent_up_to") == number &&
		     import_plan_number(source, "id") < number &&
		     import_plan_number(source, "board") != import_plan_number(sent, "board") &&
		     import_plan_number(source, "author") == import_plan_number(sent, "author") &&
		     !import_plan_is(source, "hold", "alone");
	return again ? source : NULL;
}

static bool was_alone(const struct import_plan *plan, const json_t *idea)
{
	const json_t *phase = import_plan_row(plan, "phase", import_plan_number(idea, "phase"));
	return import_plan_is(phase, "hold", "alone") && !import_plan_is(idea, "hold", "alone");
}

static bool same_text(const json_t *a, const json_t *b, const char *field)
{
	return json_equal(json_object_get(a, field), json_object_get(b, field));
}

/* What was written in silence is shown, where no phase has done so. */
static void show_alone(struct history *history)
{
	size_t at;
	json_t *idea;
	json_array_foreach(history->alone, at, idea)
	{
		begin(history, command_kind_idea_show);
		import_plan_add(history->plan, command_kind_idea_show, idea, NULL);
	}
	json_array_clear(history->alone);
}

static void add_sent(struct history *history, json_t *sent, const json_t *source)
{
	struct import_plan *plan = history->plan;
	show_alone(history);
	begin(history, command_kind_idea_send_up);
	import_plan_add(plan, command_kind_idea_send_up, sent, "idea");
	if (same_text(sent, source, "title") && same_text(sent, source, "text") &&
	    same_text(sent, source, "topic"))
		return;
	begin(history, command_kind_idea_edit); /* it was changed afterwards */
	import_plan_add(plan, command_kind_idea_edit, sent, NULL);
}

/* Links tell what was sent up from where; sending up again makes them anew. */
static void note_sources(struct import_plan *plan)
{
	size_t at;
	json_t *link;
	json_array_foreach(json_object_get(plan->file, "link"), at, link)
	{
		json_t *sent = import_plan_row(plan, "idea", import_plan_number(link, "from"));
		if (!sent || !import_plan_is(link, "relation", "sent_up_from"))
			continue;
		json_object_set(sent, "sent_up_from", json_object_get(link, "to"));
		if (find_source(plan, sent))
			json_object_set_new(link, "made", json_true());
	}
}

/* Only what is seen is merged or sent up; it may be hidden again afterwards. */
static bool is_seen(const json_t *idea)
{
	return !json_is_string(json_object_get(idea, "hold")) ||
	       import_plan_number(idea, "merged_into") ||
	       json_is_true(json_object_get(idea, "merged_here")) ||
	       import_plan_number(idea, "sent_up_to");
}

void import_history_ideas(struct import_plan *plan)
{
	size_t at;
	json_t *idea;
	struct history history = {.plan = plan, .boards = json_object(), .alone = json_array()};
	note_sources(plan);
	json_array_foreach(json_object_get(plan->file, "idea"), at, idea)
	{
		json_t *source = find_source(plan, idea);
		if (source) {
			add_sent(&history, idea, source);
			continue;
		}
		lead(&history, idea);
		begin(&history, command_kind_idea_add);
		import_plan_add(plan, command_kind_idea_add, idea, "idea");
		if (was_alone(plan, idea) && is_seen(idea))
			json_array_append(history.alone, idea);
	}
	show_alone(&history);
	json_decref(history.alone);
	json_decref(history.boards);
}
