#include "decide_good.h"

#include <string.h>

/* Yes to the ballot's question, which is option 0. */
static const uint8_t yes[PAIR_BYTES] = {[PAIR_BYTES - 1] = 1};

/* Done for a moderator (a visitor, a host). */
const union any_command good[command_kinds_end] = {
	[command_kind_session_create].session_create = {.title = TEXT_OF("T"),
							.language = language_de,
							.method = TEXT_OF("open"),
							.towns = {1, {TEXT_OF("A")}},
							.name = TEXT_OF("Mia"),
							.token = HALL_TOKEN("x")},
	[command_kind_session_edit].session_edit = {TEXT_OF("Other")},
	[command_kind_join].join = {HALL_TOKEN("y"), TEXT_OF("New"), {1}, TEXT_OF("")},
	[command_kind_leave].leave = {false},
	[command_kind_person_edit].person_edit = {TEXT_OF("Name"), TEXT_OF("")},
	[command_kind_person_add].person_add = {TEXT_OF("Name"), {1}, TEXT_OF("")},
	[command_kind_town_add].town_add = {TEXT_OF("Cestadt")},
	[command_kind_town_edit].town_edit = {{1}, TEXT_OF("Cestadt")},
	[command_kind_board_edit].board_edit = {{1}, TEXT_OF("Title")},
	[command_kind_topic_add].topic_add = {TEXT_OF("Topic"), {1}},
	[command_kind_topic_edit].topic_edit = {{1}, TEXT_OF("Topic")},
	[command_kind_topic_remove].topic_remove = {{2}},
	[command_kind_phase_go].phase_go = {{1}, {1}, {2}, true, false},
	[command_kind_phase_edit].phase_edit = {{1}, TEXT_OF("T"), TEXT_OF("?"), TEXT_OF(""), 5},
	[command_kind_timer_start].timer_start = {{1}, 1000, true},
	[command_kind_timer_stop].timer_stop = {{1}, true},
	[command_kind_idea_add].idea_add = {{1}, {1}, TEXT_OF(""), TEXT_OF("Text"), {hall_frau_k}},
	[command_kind_idea_edit].idea_edit = {{1}, 0, {1}, TEXT_OF(""), TEXT_OF("Text")},
	[command_kind_idea_remove].idea_remove = {{1}},
	[command_kind_comment_add].comment_add = {{1}, TEXT_OF("Text"), {hall_frau_k}},
	[command_kind_comment_remove].comment_remove = {{1}},
	[command_kind_idea_link].idea_link = {{1}, {2}, relation_part_of},
	[command_kind_idea_unlink].idea_unlink = {{1}, {2}, relation_turned_from},
	[command_kind_vote].vote = {{1}, {1}, choice_agree, {hall_frau_k}},
	[command_kind_ballot_open].ballot_open = {{2}},
	[command_kind_ballot_close].ballot_close = {{1}},
	[command_kind_invitation_add].invitation_add = {.role = role_member,
							.town = {1},
							.board = {hall_team},
							.uses_max = 3,
							.token = HALL_TOKEN("j")},
	[command_kind_invitation_revoke].invitation_revoke = {{1}},
	[command_kind_person_role].person_role = {{hall_kai}, role_steering},
	[command_kind_person_relink].person_relink = {{hall_kai}, HALL_TOKEN("r")},
	[command_kind_person_mute].person_mute = {{hall_kai}, true},
	[command_kind_person_remove].person_remove = {{hall_kai}},
	[command_kind_person_admit].person_admit = {{hall_out}},
	[command_kind_board_add]
		.board_add = {TEXT_OF("Trees"), board_sort_team, audience_everyone, {1}, 5},
	[command_kind_board_remove].board_remove = {{hall_table}},
	[command_kind_board_lead].board_lead = {{1}, {hall_kai}},
	[command_kind_board_rules].board_rules = {{1}, 3, 2, 10, true},
	[command_kind_board_lock].board_lock = {{1}, true},
	[command_kind_session_lock].session_lock = {true},
	[command_kind_seat_take].seat_take = {{hall_team}, {hall_kai}},
	[command_kind_seat_leave].seat_leave = {{hall_team}, {hall_max}},
	[command_kind_tables_set]
		.tables_set = {{1}, arrangement_mixed, 2, audience_everyone, false},
	[command_kind_idea_hide].idea_hide = {{1}, TEXT_OF("Rude")},
	[command_kind_idea_show].idea_show = {{3}},
	[command_kind_idea_redact].idea_redact = {{1}, TEXT_OF(""), TEXT_OF("(redacted)")},
	[command_kind_idea_lock].idea_lock = {{1}, true},
	[command_kind_idea_move].idea_move = {{1}, {hall_bedorf}, {2}},
	[command_kind_idea_merge].idea_merge = {{1}, {2}},
	[command_kind_idea_unmerge].idea_unmerge = {{5}},
	[command_kind_idea_send_up].idea_send_up = {{6}, {1}},
	[command_kind_idea_stage].idea_stage = {{1}, stage_profile},
	[command_kind_comment_hide].comment_hide = {{1}, TEXT_OF("Rude")},
	[command_kind_comment_show].comment_show = {{4}},
	[command_kind_comment_redact].comment_redact = {{1}, TEXT_OF("(redacted)")},
	[command_kind_hand_raise].hand_raise = {{1}},
	[command_kind_hand_lower].hand_lower = {{hall_ahausen}, {hall_kai}},
	[command_kind_hand_call].hand_call = {{1}, {hall_kai}},
	[command_kind_ready_mark].ready_mark = {{1}, true},
	[command_kind_focus_set].focus_set = {.board = {1}, .idea = {1}},
	[command_kind_timer_end].timer_end = {{1}, 500000},
	[command_kind_ballot_add].ballot_add = {.title = TEXT_OF("Which?"),
						.method = ballot_method_approval,
						.board = {1},
						.phase = {2},
						.topic = {1},
						.sort = {1}},
	[command_kind_ballot_edit].ballot_edit = {.ballot = {2},
						  .title = TEXT_OF("Shall we?"),
						  .method = ballot_method_yesno,
						  .board = {1},
						  .phase = {2},
						  .topic = {1},
						  .sort = {1}},
	[command_kind_ballot_remove].ballot_remove = {{2}},
	[command_kind_ballot_repeat].ballot_repeat = {{hall_closed}},
	[command_kind_cast].cast = {.ballot = {hall_question},
				    .choices = {yes, 1},
				    .person = {hall_frau_k}},
	[command_kind_slips_add].slips_add = {{1}, 3},
	[command_kind_ballot_void].ballot_void = {{hall_question}},
};

uint32_t good_board(enum command_kind kind)
{
	switch (kind) {
	case command_kind_idea_send_up:
	case command_kind_seat_take:
	case command_kind_seat_leave:
		return hall_team;
	case command_kind_hand_lower:
		return hall_ahausen;
	default:
		return hall_plenary;
	}
}

union any_command good_for_oneself(enum command_kind kind)
{
	union any_command command = good[kind];
	if (kind == command_kind_idea_add)
		command.idea_add.person.n = 0;
	if (kind == command_kind_comment_add)
		command.comment_add.person.n = 0;
	if (kind == command_kind_vote)
		command.vote.person.n = 0;
	if (kind == command_kind_cast)
		command.cast.person.n = 0;
	return command;
}

/* ---- the furnished hall ---- */

static void put_boards(struct hall *hall)
{
	const struct row_board boards[] = {
		{.id = {hall_team},
		 .title = TEXT_OF("Team"),
		 .sort = board_sort_team,
		 .audience = audience_everyone,
		 .places = 2},
		{.id = {hall_table},
		 .title = TEXT_OF("Table 1"),
		 .sort = board_sort_table,
		 .audience = audience_everyone},
		{.id = {hall_group},
		 .title = TEXT_OF("Group"),
		 .sort = board_sort_steering,
		 .audience = audience_members},
	};
	for (size_t i = 0; i < sizeof boards / sizeof boards[0]; i++) {
		struct row_board board = boards[i];
		board.phase.n = 1;
		board.parent.n = hall_plenary;
		hall_put(hall, row_kind_board, &board);
	}
}

static void put_people(struct hall *hall)
{
	struct row_person kai = hall_person(hall, hall_kai);
	struct row_seat seats[] = {{{hall_max}, {hall_team}, {0}}, {{hall_mia}, {hall_team}, {0}}};
	hall_put_person(hall, hall_max, TEXT_OF("Max"), 1, role_member);
	hall_put_person(hall, hall_sam, TEXT_OF("Sam"), 0, role_steering);
	hall_put_person(hall, hall_olga, TEXT_OF("Olga"), 2, role_observer);
	hall_put_person(hall, hall_lea, TEXT_OF("Lea"), 2, role_citizen);
	hall_put_person(hall, hall_out, TEXT_OF("Out"), 1, role_citizen);
	struct row_person out = hall_person(hall, hall_out);
	out.kept_out = true;
	kai.contributed = true;
	hall_put(hall, row_kind_person, &out);
	hall_put(hall, row_kind_person, &kai);
	for (size_t i = 0; i < 2; i++)
		hall_put(hall, row_kind_seat, &seats[i]);
}

static void put_contributions(struct hall *hall)
{
	const struct row_idea ideas[] = {{.id = {5}, .board = {1}, .merged_into = {2}},
					 {.id = {6}, .board = {hall_team}}};
	const struct row_link links[] = {{{1}, {2}, relation_turned_from, {1}, 1},
					 {{5}, {2}, relation_merged_into, {1}, 1}};
	const struct row_comment comment = {.id = {4},
					    .idea = {1},
					    .board = {1},
					    .author = {hall_lea},
					    .town = {2},
					    .audience = audience_withheld,
					    .text = TEXT_OF("No"),
					    .hold = hold_hidden,
					    .reason = TEXT_OF("Rude")};
	for (size_t i = 0; i < 2; i++) {
		struct row_idea idea = ideas[i];
		idea.author.n = i == 0 ? hall_lea : hall_max;
		idea.town.n = i == 0 ? 2 : 1;
		idea.audience = audience_everyone;
		idea.stage = stage_idea;
		idea.text = TEXT_OF("Idea");
		hall_put(hall, row_kind_idea, &idea);
		hall_put(hall, row_kind_link, &links[i]);
	}
	hall_put(hall, row_kind_comment, &comment);
}

static void put_steering(struct hall *hall)
{
	const struct row_invitation invitation = {.id = {1},
						  .role = role_member,
						  .town = {1},
						  .board = {hall_team},
						  .person = {hall_mia}};
	const struct row_hand hands[] = {{{hall_plenary}, {hall_kai}, {1}, 5},
					 {{hall_ahausen}, {hall_kai}, {1}, 5},
					 {{hall_ahausen}, {hall_mia}, {0}, 6}};
	const struct row_idea_sort sort = {{1}, TEXT_OF("Goal")};
	hall_put(hall, row_kind_invitation, &invitation);
	hall_put_token(hall, HALL_TOKEN("i"), (struct row_token){.invitation = {1}});
	for (size_t i = 0; i < sizeof hands / sizeof hands[0]; i++)
		hall_put(hall, row_kind_hand, &hands[i]);
	hall_put(hall, row_kind_idea_sort, &sort);
	hall_remove(hall, row_kind_invitation, HALL_REMOVED);
}

static void put_ballots(struct hall *hall)
{
	struct row_ballot ballot = {.id = {hall_question},
				    .title = TEXT_OF("Go on?"),
				    .method = ballot_method_yesno,
				    .state = ballot_state_open,
				    .secrecy = secrecy_plain,
				    .board = {hall_plenary},
				    .audience = audience_everyone,
				    .opened_ms = 5,
				    .round = 1};
	hall_put(hall, row_kind_ballot, &ballot);
	ballot.id.n = hall_closed;
	ballot.title = TEXT_OF("Began?");
	ballot.state = ballot_state_closed;
	ballot.closed_ms = 6;
	hall_put(hall, row_kind_ballot, &ballot);
}

struct hall *hall_open_furnished(void)
{
	struct hall *hall = hall_open();
	put_boards(hall);
	put_people(hall);
	put_contributions(hall);
	put_steering(hall);
	put_ballots(hall);
	hall_as(hall, 0);
	return hall;
}

struct hall *hall_open_for(enum command_kind kind)
{
	if (command_shapes[kind].command.who == command_who_host)
		return hall_open_directory();
	struct hall *hall = hall_open_furnished();
	if (kind == command_kind_timer_stop) {
		struct row_board board = hall_board(hall, hall_plenary);
		board.timer_end_ms = 2000000;
		hall_put(hall, row_kind_board, &board);
	}
	if (kind == command_kind_leave)
		hall_put_person(hall, hall_ute, TEXT_OF("Ute"), 0, role_moderator);
	if (kind == command_kind_undo) {
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, topic_add, TEXT_OF("Trees")), err_none);
		hall_as(hall, 0);
	}
	return hall;
}

void hall_put_leader(struct hall *hall, uint32_t id, uint32_t person)
{
	struct row_board board = hall_board(hall, id);
	struct row_seat seat = {.person = {person}};
	board.leader.n = person;
	hall_put(hall, row_kind_board, &board);
	if (board.sort != board_sort_team && board.sort != board_sort_table)
		return;
	hall_get(hall, row_kind_seat, ROW_KEY(person), &seat);
	*(board.sort == board_sort_team ? &seat.team : &seat.table) = board.id;
	hall_put(hall, row_kind_seat, &seat);
}

void hall_as_one_who_may(struct hall *hall, enum command_kind kind)
{
	enum command_who who = command_shapes[kind].command.who;
	if (who == command_who_visitor)
		hall_as_invited(hall, HALL_TOKEN("i"));
	else if (who != command_who_host)
		hall_as(hall, hall_mia);
}

void hall_put_helper(struct hall *hall)
{
	hall_put_person(hall, hall_hella, TEXT_OF("Hella"), 2, role_helper);
}
