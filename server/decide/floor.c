/* Speaking, looking and being done: hands, focus and ready marks. */
#include "server/decide/board.h"
#include "server/decide/decide.h"

/* ---- hands ---- */

enum err decide_hand_raise(const struct view *view, const struct command_hand_raise *command,
			   struct changes *changes)
{
	struct row_board board;
	struct row_hand present;
	struct row_person person;
	const uint32_t *key = ROW_KEY(command->board.n, view->actor.person.n);
	view_get_board(view, ROW_KEY(command->board.n), &board);
	if (view->actor.muted)
		return err_muted;
	if (!board_has_actor(view, &board))
		return refuse_with(changes, err_not_member, board.title);
	if (view_get_hand(view, key, &present))
		return err_hand_raised_already;
	view_get_person(view, ROW_KEY(view->actor.person.n), &person);
	struct row_hand hand = {.board = command->board,
				.person = person.id,
				.town = person.town,
				.raised_ms = view->now_ms};
	changes_put_hand(changes, &hand);
	person_contributes(&person, changes); /* who wants to speak steps forward */
	return err_none;
}

/* Who has the floor, and lowers their hand, gives it back. */
enum err decide_hand_lower(const struct view *view, const struct command_hand_lower *command,
			   struct changes *changes)
{
	struct row_board board;
	struct row_hand present;
	uint32_t own = view->actor.person.n, id = command->person.n ? command->person.n : own;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	if (id != own && !board_is_led(view, &board))
		return refuse_with(changes, err_not_leader, board.title);
	bool raised = view_get_hand(view, ROW_KEY(board.id.n, id), &present);
	if (!raised && board.speaker.n != id)
		return err_no_hand;
	if (raised)
		changes_remove(changes, row_kind_hand, ROW_KEY(board.id.n, id));
	if (board.speaker.n == id) {
		board.speaker.n = 0;
		changes_put_board(changes, &board);
	}
	return err_none;
}

/* How often a town has been called; who has no town counts as one of their own. */
static uint64_t turns_of(const struct view *view, struct board_id board, struct town_id town)
{
	struct row_turns turns;
	return view_get_turns(view, ROW_KEY(board.n, town.n), &turns) ? turns.called : 0;
}

static bool is_before(const struct row_hand *a, uint64_t a_turns, const struct row_hand *b,
		      uint64_t b_turns)
{
	if (a_turns != b_turns)
		return a_turns < b_turns;
	if (a->raised_ms != b->raised_ms)
		return a->raised_ms < b->raised_ms;
	return a->person.n < b->person.n;
}

/* Whose town has spoken least comes first; among them who has waited longest. */
static bool next_hand(const struct view *view, struct board_id board, struct row_hand *next)
{
	bool found = false;
	uint64_t turns = 0;
	uint32_t end = view->next_id(view->context, row_kind_person);
	for (uint32_t id = 1; id < end; id++) {
		struct row_hand hand;
		if (!view_get_hand(view, ROW_KEY(board.n, id), &hand))
			continue;
		uint64_t called = turns_of(view, board, hand.town);
		if (found && !is_before(&hand, called, next, turns))
			continue;
		*next = hand;
		turns = called;
		found = true;
	}
	return found;
}

/* A moderator may also call somebody whose hand is down. */
enum err decide_hand_call(const struct view *view, const struct command_hand_call *command,
			  struct changes *changes)
{
	struct row_board board;
	struct row_hand hand;
	struct row_person person;
	view_get_board(view, ROW_KEY(command->board.n), &board);
	uint32_t id = command->person.n;
	bool raised = id ? view_get_hand(view, ROW_KEY(board.id.n, id), &hand)
			 : next_hand(view, board.id, &hand);
	if (!raised && !id)
		return err_no_hand;
	if (!id)
		id = hand.person.n;
	view_get_person(view, ROW_KEY(id), &person);
	if (person.left || person.kept_out)
		return refuse_with(changes, err_not_found, (struct text){"person", 6});
	if (raised)
		changes_remove(changes, row_kind_hand, ROW_KEY(board.id.n, id));
	struct row_turns turns = {.board = board.id,
				  .town = person.town,
				  .called = turns_of(view, board.id, person.town) + 1};
	changes_put_turns(changes, &turns);
	person_contributes(&person, changes);
	board.speaker = person.id;
	changes_put_board(changes, &board);
	changes->result = id;
	return err_none;
}

/* ---- ready ---- */

enum err decide_ready_mark(const struct view *view, const struct command_ready_mark *command,
			   struct changes *changes)
{
	struct row_board board;
	struct row_person person;
	struct row_ready present;
	const uint32_t *key = ROW_KEY(command->board.n, view->actor.person.n);
	view_get_board(view, ROW_KEY(command->board.n), &board);
	/* Marks are counted against those who belong there, so moderators have none elsewhere. */
	if (!view_get_person(view, ROW_KEY(view->actor.person.n), &person) ||
	    !board_has_member(view, &board, &person))
		return refuse_with(changes, err_not_member, board.title);
	bool marked = view_get_ready(view, key, &present) && present.step == board.step;
	if (marked == command->ready)
		return err_none;
	if (command->ready) {
		struct row_ready ready = {
			.board = board.id, .person = view->actor.person, .step = board.step};
		changes_put_ready(changes, &ready);
	} else {
		changes_remove(changes, row_kind_ready, key);
	}
	return err_none;
}

void ready_clear(const struct view *view, struct board_id board, struct person_id person,
		 struct changes *changes)
{
	struct row_ready ready;
	if (board.n && view_get_ready(view, ROW_KEY(board.n, person.n), &ready))
		changes_remove(changes, row_kind_ready, ROW_KEY(board.n, person.n));
}

/* ---- focus ---- */

/* The last one named holds: a moderator who shows something else replaces it. */
enum err decide_focus_set(const struct view *view, const struct command_focus_set *command,
			  struct changes *changes)
{
	struct row_focus present;
	int named = !!command->idea.n + !!command->topic.n + !!command->ballot.n;
	if (named > 1)
		return refuse_with(changes, err_argument_wrong, (struct text){"idea", 4});
	if (named == 0) {
		if (view_get_focus(view, ROW_KEY(command->board.n), &present))
			changes_remove(changes, row_kind_focus, ROW_KEY(command->board.n));
		return err_none;
	}
	struct row_focus focus = {.board = command->board,
				  .idea = command->idea,
				  .topic = command->topic,
				  .ballot = command->ballot,
				  .person = view->actor.person,
				  .since_ms = view->now_ms};
	changes_put_focus(changes, &focus);
	return err_none;
}
