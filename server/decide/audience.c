#include "audience.h"

static void list_add(struct audience_lists *lists, uint32_t list)
{
	lists->at[lists->count++] = list;
}

static uint32_t field_of(enum row_kind kind, const void *row, const char *name)
{
	const struct field *field = shape_field(&row_shapes[kind], name);
	return *(const uint32_t *)((const char *)row + field->offset);
}

/* Owner rows name their owner in a field or key part of their own. */
static uint32_t owner_of(enum row_kind kind, const void *row)
{
	switch (kind) {
	case row_kind_vote:
		return ((const struct row_vote *)row)->person.n;
	case row_kind_paper:
		return ((const struct row_paper *)row)->person.n;
	case row_kind_voted:
		return ((const struct row_voted *)row)->person.n;
	case row_kind_slip:
		return ((const struct row_slip *)row)->person.n;
	case row_kind_listing:
		return ((const struct row_listing *)row)->host.n;
	case row_kind_person:
		return ((const struct row_person *)row)->id.n;
	case row_kind_seat:
		return ((const struct row_seat *)row)->person.n;
	case row_kind_ready:
		return ((const struct row_ready *)row)->person.n;
	default:
		return field_of(kind, row, "author");
	}
}

static void lists_of_held(enum row_kind kind, const void *row, struct audience_lists *lists)
{
	switch ((enum audience)field_of(kind, row, "audience")) {
	case audience_members:
		list_add(lists, LIST_MODERATORS);
		list_add(lists, LIST_OF_BOARD | field_of(kind, row, "board"));
		break;
	case audience_withheld:
		list_add(lists, LIST_MODERATORS);
		list_add(lists, LIST_OF_OWNER | owner_of(kind, row));
		break;
	case audience_moderators:
		list_add(lists, LIST_MODERATORS);
		break;
	case audience_owner:
		list_add(lists, LIST_OF_OWNER | owner_of(kind, row));
		break;
	default:
		list_add(lists, LIST_EVERYONE);
	}
}

struct audience_lists audience_of(enum row_kind kind, const void *row)
{
	struct audience_lists lists = {0};
	switch (row_shapes[kind].row.audience) {
	case row_audience_everyone:
		list_add(&lists, LIST_EVERYONE);
		break;
	case row_audience_held:
		lists_of_held(kind, row, &lists);
		break;
	case row_audience_invited:
		list_add(&lists, LIST_MODERATORS);
		list_add(&lists, LIST_OF_INVITATION | field_of(kind, row, "id"));
		break;
	case row_audience_seated:
		list_add(&lists, LIST_MODERATORS);
		list_add(&lists, LIST_OF_OWNER | owner_of(kind, row));
		if (((const struct row_seat *)row)->team.n)
			list_add(&lists, LIST_OF_BOARD | ((const struct row_seat *)row)->team.n);
		break;
	case row_audience_personal:
		list_add(&lists, LIST_MODERATORS);
		list_add(&lists, LIST_OF_OWNER | owner_of(kind, row));
		break;
	case row_audience_owner:
		list_add(&lists, LIST_OF_OWNER | owner_of(kind, row));
		break;
	case row_audience_server:
		break;
	}
	return lists;
}

/* Only boards that not everyone reads have a list, and teams, whose people know each other. */
static void add_board(struct audience_lists *lists, const struct row_board *board)
{
	bool has_list = board->audience == audience_members || board->sort == board_sort_team;
	if (has_list && lists->count < AUDIENCE_LISTS_MAX)
		list_add(lists, LIST_OF_BOARD | board->id.n);
}

/* A town's board has the people of the town as members. */
static void add_board_of_town(const struct view *view, struct town_id town,
			      struct audience_lists *lists)
{
	uint32_t end = town.n ? view->next_id(view->context, row_kind_board) : 0;
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (!view_get_board(view, ROW_KEY(id), &board) || board.sort != board_sort_town ||
		    board.town.n != town.n)
			continue;
		add_board(lists, &board);
		return;
	}
}

static void add_boards_of_steering(const struct view *view, struct audience_lists *lists)
{
	uint32_t end = view->next_id(view->context, row_kind_board);
	for (uint32_t id = 1; id < end; id++) {
		struct row_board board;
		if (view_get_board(view, ROW_KEY(id), &board) && board.sort == board_sort_steering)
			add_board(lists, &board);
	}
}

static void add_boards_of_seat(const struct view *view, struct person_id person,
			       struct audience_lists *lists)
{
	struct row_seat seat;
	struct row_board board;
	if (!view_get_seat(view, ROW_KEY(person.n), &seat))
		return;
	if (view_get_board(view, ROW_KEY(seat.team.n), &board))
		add_board(lists, &board);
	if (view_get_board(view, ROW_KEY(seat.table.n), &board))
		add_board(lists, &board);
}

struct audience_lists audience_of_actor(const struct view *view, const struct actor *actor)
{
	struct audience_lists lists = {0};
	list_add(&lists, LIST_EVERYONE);
	if (actor->role == role_moderator)
		list_add(&lists, LIST_MODERATORS);
	if (actor->invitation.n)
		list_add(&lists, LIST_OF_INVITATION | actor->invitation.n);
	if (!actor->person.n)
		return lists;
	list_add(&lists, LIST_OF_OWNER | actor->person.n);
	add_board_of_town(view, actor->town, &lists);
	add_boards_of_seat(view, actor->person, &lists);
	if (actor->role == role_steering)
		add_boards_of_steering(view, &lists);
	return lists;
}

bool audience_meets(const struct audience_lists *row, const struct audience_lists *reader)
{
	for (uint32_t i = 0; i < row->count; i++)
		for (uint32_t k = 0; k < reader->count; k++)
			if (row->at[i] == reader->at[k])
				return true;
	return false;
}
