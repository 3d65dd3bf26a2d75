/* Invitations: links that carry a role, a town, a place; how they end. */
#include "decide_good.h"

#define NONE 0

/* Mia invites with the token "k"; returns the invitation's number. */
static uint32_t invite(struct hall *hall, struct command_invitation_add invitation)
{
	invitation.token = HALL_TOKEN("k");
	hall_as(hall, hall_mia);
	assert_int_equal(hall_decide(hall, command_kind_invitation_add, &invitation), err_none);
	return hall->changes.result;
}

/* Somebody comes with the link "k" and joins with a token of their own. */
static enum err come(struct hall *hall, struct bytes own, uint32_t town)
{
	hall_as_invited(hall, HALL_TOKEN("k"));
	return HALL_DO(hall, join, own, TEXT_OF("Nia"), {town}, TEXT_OF(""));
}

static void invitation_says_what_it_was_given(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = invite(hall, (struct command_invitation_add){.role = role_member,
								   .town = {2},
								   .board = {hall_team},
								   .until_ms = 2000000,
								   .uses_max = 5});
	struct row_invitation invitation = hall_invitation(hall, id);
	assert_int_equal(invitation.role, role_member);
	assert_int_equal(invitation.town.n, 2);
	assert_int_equal(invitation.board.n, hall_team);
	assert_int_equal(invitation.until_ms, 2000000);
	assert_int_equal(invitation.uses_max, 5);
	assert_int_equal(invitation.uses, 0);
	assert_int_equal(invitation.person.n, hall_mia);
	assert_int_equal(invitation.created_ms, 1000000);
	assert_false(invitation.revoked);
	hall_close(hall);
}

static void each_role_comes_as_invited(void **state)
{
	(void)state;
	static const enum role roles[] = {role_citizen, role_member, role_steering, role_observer,
					  role_moderator};
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		struct hall *hall = hall_open_furnished();
		uint32_t id = invite(hall, (struct command_invitation_add){.role = roles[i]});
		assert_int_equal(come(hall, HALL_TOKEN("n"), 2), err_none);
		struct row_person person = hall_person(hall, hall->changes.result);
		assert_int_equal(person.role, roles[i]);
		assert_int_equal(person.town.n, 2);
		assert_int_equal(person.invitation.n, id);
		assert_int_equal(hall_invitation(hall, id).uses, 1);
		hall_close(hall);
	}
}

static void some_roles_are_not_given_by_link(void **state)
{
	(void)state;
	static const enum role roles[] = {role_none, role_viewer, role_host};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		struct command_invitation_add command = {.role = roles[i],
							 .token = HALL_TOKEN("k")};
		assert_int_equal(hall_decide(hall, command_kind_invitation_add, &command),
				 err_argument_wrong);
		assert_string_equal(hall->changes.detail, "role");
	}
	hall_close(hall);
}

static void wrong_arguments_are_named(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	const struct command_invitation_add fine = {.role = role_member, .token = HALL_TOKEN("k")};
	struct command_invitation_add command = fine;
	hall_as(hall, hall_mia);
	command.token.size = 15;
	assert_int_equal(hall_decide(hall, command_kind_invitation_add, &command),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "token");
	command.token = HALL_TOKEN("2"); /* Kai's */
	assert_int_equal(hall_decide(hall, command_kind_invitation_add, &command),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "token");
	command = fine;
	command.until_ms = 1000000; /* is over */
	assert_int_equal(hall_decide(hall, command_kind_invitation_add, &command),
			 err_argument_wrong);
	assert_string_equal(hall->changes.detail, "until_ms");
	static const uint32_t without_places[] = {hall_plenary, hall_ahausen, hall_group};
	for (size_t i = 0; i < 3; i++) {
		command = fine;
		command.board.n = without_places[i];
		assert_int_equal(hall_decide(hall, command_kind_invitation_add, &command),
				 err_board_sort_wrong);
	}
	assert_string_equal(hall->changes.detail, "Group");
	assert_int_equal(hall_decide(hall, command_kind_invitation_add, &fine), err_none);
	hall_close(hall);
}

static void its_town_goes_before_the_joins(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_citizen, .town = {2}});
	assert_int_equal(come(hall, HALL_TOKEN("n"), 1), err_none);
	assert_int_equal(hall_person(hall, hall->changes.result).town.n, 2);
	assert_int_equal(come(hall, HALL_TOKEN("m"), NONE), err_none);
	assert_int_equal(hall_person(hall, hall->changes.result).town.n, 2);
	hall_close(hall);
}

static void who_votes_for_a_town_needs_one(void **state)
{
	(void)state;
	static const struct {
		enum role role;
		enum err err;
	} cases[] = {{role_citizen, err_town_missing},
		     {role_member, err_town_missing},
		     {role_steering, err_none},
		     {role_observer, err_none},
		     {role_moderator, err_none}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct hall *hall = hall_open_furnished();
		uint32_t id = invite(hall, (struct command_invitation_add){.role = cases[i].role});
		assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), cases[i].err);
		assert_int_equal(hall_invitation(hall, id).uses, cases[i].err ? 0 : 1);
		hall_close(hall);
	}
	struct hall *hall = hall_open_furnished();
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("N"), {NONE}, TEXT_OF("")),
			 err_town_missing);
	hall_close(hall);
}

static void it_brings_a_seat(void **state)
{
	(void)state;
	static const struct {
		uint32_t board, team, table;
	} cases[] = {{hall_team, hall_team, NONE}, {hall_table, NONE, hall_table}};
	for (size_t i = 0; i < 2; i++) {
		struct hall *hall = hall_open_furnished();
		struct row_board board = hall_board(hall, cases[i].board);
		board.places = 1; /* who is invited is not counted out */
		hall_put(hall, row_kind_board, &board);
		invite(hall, (struct command_invitation_add){.role = role_member,
							     .board = {cases[i].board}});
		assert_int_equal(come(hall, HALL_TOKEN("n"), 2), err_none);
		struct row_seat seat = hall_seat(hall, hall->changes.result);
		assert_int_equal(seat.team.n, cases[i].team);
		assert_int_equal(seat.table.n, cases[i].table);
		/* The seat is counted for the person's town, so the person goes before it. */
		assert_int_equal(hall->changes.at[0].kind, row_kind_person);
		hall_close(hall);
	}
}

static void observers_get_no_seat(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_observer, .board = {hall_team}});
	assert_int_equal(come(hall, HALL_TOKEN("n"), 2), err_none);
	assert_false(hall_has(hall, row_kind_seat, ROW_KEY(hall->changes.result)));
	assert_int_equal(come(hall, HALL_TOKEN("6"), 2), err_none); /* Max, who has one */
	assert_int_equal(hall->changes.result, hall_max);
	assert_int_equal(hall_person(hall, hall_max).role, role_observer);
	assert_int_equal(hall_seat(hall, hall_max).team.n, NONE);
	hall_close(hall);
}

static void a_board_that_is_gone_gives_no_seat(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_member, .board = {hall_table}});
	assert_int_equal(HALL_DO(hall, board_remove, {hall_table}), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("n"), 1), err_none);
	assert_false(hall_has(hall, row_kind_seat, ROW_KEY(hall->changes.result)));
	hall_close(hall);
}

/* ---- how it ends ---- */

static void it_ends_with_its_time(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_steering, .until_ms = 1000001});
	assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), err_none);
	hall->view.now_ms = 1000001;
	assert_int_equal(come(hall, HALL_TOKEN("m"), NONE), err_invitation_void);
	hall_close(hall);
}

static void it_lets_in_as_many_as_it_says(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_steering, .uses_max = 2});
	assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), err_none); /* repeated */
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(come(hall, HALL_TOKEN("m"), NONE), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("o"), NONE), err_invitation_void);
	assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), err_none); /* is in already */
	hall_close(hall);
}

static void revoked_it_lets_nobody_in(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = invite(hall, (struct command_invitation_add){.role = role_steering});
	assert_int_equal(come(hall, HALL_TOKEN("n"), NONE), err_none);
	uint32_t nia = hall->changes.result;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, invitation_revoke, {id}), err_none);
	assert_true(hall_invitation(hall, id).revoked);
	assert_int_equal(HALL_DO(hall, invitation_revoke, {id}), err_revoked_already);
	assert_int_equal(come(hall, HALL_TOKEN("m"), NONE), err_invitation_void);
	assert_int_equal(hall_person(hall, nia).role, role_steering); /* who is in stays */
	hall_close(hall);
}

/* ---- again ---- */

static void who_takes_part_is_promoted_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = invite(
		hall, (struct command_invitation_add){.role = role_member, .board = {hall_team}});
	assert_int_equal(come(hall, HALL_TOKEN("2"), 2), err_none);
	assert_int_equal(hall->changes.result, hall_kai);
	struct row_person kai = hall_person(hall, hall_kai);
	assert_int_equal(kai.role, role_member);
	assert_int_equal(kai.town.n, 1); /* as ever */
	assert_text(kai.name, "Kai");
	assert_int_equal(hall_seat(hall, hall_kai).team.n, hall_team);
	assert_int_equal(hall_invitation(hall, id).uses, 1);
	/* The moderators have decided otherwise since: the link does not turn that back. */
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_kai}, role_citizen), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("2"), 2), err_none);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(hall_person(hall, hall_kai).role, role_citizen);
	assert_int_equal(hall_invitation(hall, id).uses, 1);
	hall_close(hall);
}

/* Settled by a moderator, before they followed any link and after. */
static void what_a_moderator_decided_stands(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = invite(
		hall, (struct command_invitation_add){.role = role_member, .board = {hall_team}});
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_observer), err_none);
	assert_true(hall_person(hall, hall_zoe).settled);
	assert_int_equal(come(hall, HALL_TOKEN("3"), 2), err_none);
	assert_int_equal(hall->changes.result, hall_zoe);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(hall_person(hall, hall_zoe).role, role_observer);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, leave, false), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("3"), 2), err_none); /* is back, as she was */
	assert_false(hall_person(hall, hall_zoe).left);
	assert_int_equal(hall_person(hall, hall_zoe).role, role_observer);
	assert_false(hall_has(hall, row_kind_seat, ROW_KEY(hall_zoe)));
	assert_int_equal(hall_invitation(hall, id).uses, 0);
	hall_close(hall);
}

/* Whose seat is another now is not done with what they have left. */
static void an_invitation_elsewhere_takes_the_ready_mark(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_add, TEXT_OF("Trees"), board_sort_team,
				 audience_everyone, {0}, 0),
			 err_none);
	uint32_t trees = hall->changes.result;
	invite(hall, (struct command_invitation_add){.role = role_member, .board = {trees}});
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, ready_mark, {hall_team}, true), err_none);
	assert_int_equal(come(hall, HALL_TOKEN("6"), 1), err_none);
	assert_int_equal(hall_seat(hall, hall_max).team.n, trees);
	assert_false(hall_has(hall, row_kind_ready, ROW_KEY(hall_team, hall_max)));
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, ready_mark, {trees}, true), err_none);
	hall_as(hall, hall_mia); /* made a leader elsewhere */
	assert_int_equal(HALL_DO(hall, board_lead, {hall_team}, {hall_max}), err_none);
	assert_false(hall_has(hall, row_kind_ready, ROW_KEY(trees, hall_max)));
	hall_close(hall);
}

static void a_moderator_stays_one(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	uint32_t id = invite(hall, (struct command_invitation_add){.role = role_observer});
	assert_int_equal(come(hall, HALL_TOKEN("1"), NONE), err_none);
	assert_int_equal(hall->changes.result, hall_mia);
	assert_int_equal(hall->changes.count, 0);
	assert_int_equal(hall_person(hall, hall_mia).role, role_moderator);
	assert_int_equal(hall_invitation(hall, id).uses, 0);
	hall_close(hall);
}

static void who_has_no_town_stays_without(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_member});
	assert_int_equal(come(hall, HALL_TOKEN("7"), 1), err_town_missing); /* Sam */
	assert_int_equal(hall_person(hall, hall_sam).role, role_steering);
	hall_close(hall);
}

static void who_left_comes_back_invited(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_steering});
	assert_int_equal(come(hall, HALL_TOKEN("5"), NONE), err_none);
	struct row_person left = hall_person(hall, hall_left);
	assert_false(left.left);
	assert_int_equal(left.role, role_steering);
	assert_text(left.name, "Nia"); /* as they said now */
	hall_close(hall);
}

/* ---- tokens that let nobody in ---- */

static void who_is_kept_out_joins_with_no_link(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	invite(hall, (struct command_invitation_add){.role = role_citizen});
	assert_int_equal(come(hall, HALL_TOKEN(":"), 1), err_kept_out); /* the tenth's */
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN(":"), TEXT_OF("Out"), {1}, TEXT_OF("")),
			 err_kept_out);
	hall_close(hall);
}

static void an_older_link_joins_nobody(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_relink, {hall_kai}, HALL_TOKEN("r")), err_none);
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("2"), TEXT_OF("Kai"), {1}, TEXT_OF("")),
			 err_token_void);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("r"), TEXT_OF("Kai"), {1}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, hall_kai);
	hall_close(hall);
}

static void an_invitation_is_nobodys_own_token(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as_invited(hall, HALL_TOKEN("i"));
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("i"), TEXT_OF("N"), {1}, TEXT_OF("")),
			 err_token_void);
	hall_close(hall);
}

int decide_invitations(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("an invitation says what it was given", invitation_says_what_it_was_given),
		CLAIM("citizens, members, the steering group, observers and moderators come with "
		      "the role they were invited to",
		      each_role_comes_as_invited),
		CLAIM("viewers and hosts are not invited", some_roles_are_not_given_by_link),
		CLAIM("a wrong argument of an invitation is named", wrong_arguments_are_named),
		CLAIM("the invitation's town goes before the join's",
		      its_town_goes_before_the_joins),
		CLAIM("citizens and members need a town, others do not",
		      who_votes_for_a_town_needs_one),
		CLAIM("an invitation to a team or table brings a seat, behind the person's row",
		      it_brings_a_seat),
		CLAIM("who is invited to observe has no seat, nor keeps one",
		      observers_get_no_seat),
		CLAIM("a board that has been removed since gives no seat",
		      a_board_that_is_gone_gives_no_seat),
		CLAIM("an invitation ends with its time", it_ends_with_its_time),
		CLAIM("[CMD-4] a repeated join counts once, and so many come in as it says",
		      it_lets_in_as_many_as_it_says),
		CLAIM("a revoked invitation lets nobody in, and sends nobody away",
		      revoked_it_lets_nobody_in),
		CLAIM("[CMD-4] who takes part is promoted once, with town and name as ever",
		      who_takes_part_is_promoted_once),
		CLAIM("[CMD-4] no invitation changes what a moderator has decided",
		      what_a_moderator_decided_stands),
		CLAIM("who is invited to another team, or to lead it, is not done in the first",
		      an_invitation_elsewhere_takes_the_ready_mark),
		CLAIM("[CMD-4] a moderator who follows an invitation stays one",
		      a_moderator_stays_one),
		CLAIM("who has no town becomes no member by a link", who_has_no_town_stays_without),
		CLAIM("who left and is invited comes back with the role",
		      who_left_comes_back_invited),
		CLAIM("who is kept out joins with no link", who_is_kept_out_joins_with_no_link),
		CLAIM("a link that has been replaced joins nobody", an_older_link_joins_nobody),
		CLAIM("an invitation's token is nobody's own", an_invitation_is_nobodys_own_token),
	};
	return cmocka_run_group_tests_name("invitations", tests, NULL, NULL);
}
