/* What moderators decide about people: role, link, mute, and who is kept out. */
#include <string.h>

#include "decide_good.h"

static void roles_are_given(void **state)
{
	(void)state;
	static const enum role roles[] = {role_member, role_steering, role_observer, role_moderator,
					  role_citizen};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		assert_int_equal(HALL_DO(hall, person_role, {hall_kai}, roles[i]), err_none);
		struct row_person kai = hall_person(hall, hall_kai);
		assert_int_equal(kai.role, roles[i]);
		assert_int_equal(kai.town.n, 1);
		assert_text(kai.name, "Kai");
		assert_int_equal(HALL_DO(hall, person_role, {hall_kai}, roles[i]), err_none);
		assert_int_equal(hall->changes.count, 0);
	}
	hall_close(hall);
}

static void viewers_and_hosts_are_not_made(void **state)
{
	(void)state;
	static const enum role roles[] = {role_viewer, role_host};
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(HALL_DO(hall, person_role, {hall_kai}, roles[i]),
				 err_argument_wrong);
		assert_string_equal(hall->changes.detail, "role");
	}
	hall_close(hall);
}

static void who_votes_for_a_town_needs_one(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_sam}, role_citizen), err_town_missing);
	assert_int_equal(HALL_DO(hall, person_role, {hall_sam}, role_member), err_town_missing);
	assert_int_equal(HALL_DO(hall, person_role, {hall_sam}, role_moderator), err_none);
	hall_close(hall);
}

static void the_last_moderator_stays_one(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_mia}, role_steering), err_last_moderator);
	assert_int_equal(HALL_DO(hall, person_remove, {hall_mia}), err_last_moderator);
	/* Nobody who is away for good, or has no device, could take over. */
	static const uint32_t others[] = {hall_left, hall_out, hall_frau_k};
	for (size_t i = 0; i < 3; i++) {
		struct row_person other = hall_person(hall, others[i]);
		other.role = role_moderator;
		hall_put(hall, row_kind_person, &other);
		assert_int_equal(HALL_DO(hall, person_role, {hall_mia}, role_steering),
				 err_last_moderator);
		assert_int_equal(HALL_DO(hall, person_remove, {hall_mia}), err_last_moderator);
	}
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_moderator), err_none);
	assert_int_equal(HALL_DO(hall, person_role, {hall_mia}, role_steering), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_zoe}, role_citizen), err_not_moderator);
	hall_close(hall);
}

/* Nobody could let in or appoint anybody any more. */
static void the_last_moderator_does_not_leave(void **state)
{
	(void)state;
	for (uint32_t erase = 0; erase < 2; erase++) {
		struct hall *hall = hall_open_furnished();
		struct row_person frau_k = hall_person(hall, hall_frau_k);
		frau_k.role = role_moderator; /* without a device she replaces nobody */
		hall_put(hall, row_kind_person, &frau_k);
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, leave, erase), err_last_moderator);
		hall_put_person(hall, hall_ute, TEXT_OF("Ute"), 0, role_moderator);
		assert_int_equal(HALL_DO(hall, leave, erase), err_none);
		hall_as(hall, hall_ute);
		assert_int_equal(HALL_DO(hall, leave, erase), err_last_moderator);
		hall_close(hall);
	}
}

static void give_seats_and_hand(struct hall *hall, uint32_t person)
{
	struct row_seat seat = {{person}, {hall_team}, {hall_table}};
	struct row_hand hands[] = {{{hall_plenary}, {person}, {1}, 7},
				   {{hall_team}, {person}, {1}, 8}};
	struct row_ready ready = {{hall_team}, {person}, 0};
	struct row_board board = hall_board(hall, hall_plenary);
	board.speaker.n = person;
	hall_put(hall, row_kind_board, &board);
	hall_put(hall, row_kind_ready, &ready);
	hall_put(hall, row_kind_seat, &seat);
	for (size_t i = 0; i < 2; i++)
		hall_put(hall, row_kind_hand, &hands[i]);
}

static void assert_withdrawn(const struct hall *hall, uint32_t person)
{
	struct row_seat seat = hall_seat(hall, person);
	assert_int_equal(seat.team.n, 0);
	assert_int_equal(seat.table.n, 0);
	assert_false(hall_has(hall, row_kind_hand, ROW_KEY(hall_plenary, person)));
	assert_false(hall_has(hall, row_kind_hand, ROW_KEY(hall_team, person)));
	assert_false(hall_has(hall, row_kind_ready, ROW_KEY(hall_team, person)));
	assert_int_equal(hall_board(hall, hall_plenary).speaker.n, 0);
	/* Others stay. */
	assert_int_equal(hall_seat(hall, hall_mia).team.n, hall_team);
	assert_true(hall_has(hall, row_kind_hand, ROW_KEY(hall_ahausen, hall_mia)));
}

static void who_only_observes_gives_up_their_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	give_seats_and_hand(hall, hall_max);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_role, {hall_max}, role_citizen), err_none);
	assert_int_equal(hall_seat(hall, hall_max).team.n, hall_team);
	assert_int_equal(HALL_DO(hall, person_role, {hall_max}, role_observer), err_none);
	assert_withdrawn(hall, hall_max);
	hall_close(hall);
}

static void who_leaves_gives_up_their_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	give_seats_and_hand(hall, hall_max);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, leave, false), err_none);
	assert_withdrawn(hall, hall_max);
	hall_close(hall);
}

/* ---- links ---- */

static void a_new_link_makes_the_older_void(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	struct row_token token;
	uint8_t hash[32];
	uint32_t key[ROW_KEY_PARTS];
	hall_as(hall, hall_mia);
	for (uint32_t i = 1; i <= 2; i++) {
		struct bytes own = i == 1 ? HALL_TOKEN("r") : HALL_TOKEN("s");
		assert_int_equal(HALL_DO(hall, person_relink, {hall_kai}, own), err_none);
		assert_int_equal(hall_person(hall, hall_kai).links, i);
		hall->view.sha256(own.at, own.size, hash);
		token_key(hash, key);
		assert_true(hall_get(hall, row_kind_token, key, &token));
		assert_int_equal(token.person.n, hall_kai);
		assert_int_equal(token.link, i);
	}
	hall_close(hall);
}

static void wrong_tokens_are_refused(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	struct bytes tokens[] = {{HALL_TOKEN("r").at, 15}, HALL_TOKEN("3"), HALL_TOKEN("i")};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(HALL_DO(hall, person_relink, {hall_kai}, tokens[i]),
				 err_argument_wrong);
		assert_string_equal(hall->changes.detail, "token");
	}
	assert_int_equal(HALL_DO(hall, person_relink, {hall_out}, HALL_TOKEN("r")),
			 err_removed_already);
	hall_close(hall);
}

static void erased_is_for_good(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, leave, true), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_relink, {hall_kai}, HALL_TOKEN("r")), err_not_found);
	assert_string_equal(hall->changes.detail, "person");
	assert_int_equal(HALL_DO(hall, person_relink, {hall_left}, HALL_TOKEN("r")), err_none);
	hall_close(hall);
}

static void who_was_assisted_has_a_device_now(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_relink, {hall_frau_k}, HALL_TOKEN("r")), err_none);
	assert_false(hall_person(hall, hall_frau_k).assisted);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {hall_frau_k}),
			 err_not_assisted);
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("r"), TEXT_OF("F"), {1}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, hall_frau_k);
	hall_close(hall);
}

static void a_new_link_brings_back_who_left(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_relink, {hall_left}, HALL_TOKEN("r")), err_none);
	assert_false(hall_person(hall, hall_left).left);
	hall_close(hall);
}

/* ---- muting ---- */

static void the_muted_read_and_vote(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_mute, {hall_zoe}, true), err_none);
	assert_int_equal(HALL_DO(hall, person_mute, {hall_zoe}, true), err_none);
	assert_int_equal(hall->changes.count, 0);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_muted);
	assert_int_equal(HALL_DO(hall, hand_raise, {1}), err_muted);
	assert_int_equal(HALL_DO(hall, vote, {1}, {1}, choice_agree, {0}), err_none);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_mute, {hall_zoe}, false), err_none);
	hall_as(hall, hall_zoe);
	assert_int_equal(HALL_DO(hall, comment_add, {1}, TEXT_OF("x"), {0}), err_none);
	assert_int_equal(HALL_DO(hall, hand_raise, {1}), err_none);
	hall_close(hall);
}

/* ---- keeping out ---- */

static void who_is_removed_is_kept_out(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	give_seats_and_hand(hall, hall_max);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_remove, {hall_max}), err_none);
	assert_true(hall_person(hall, hall_max).kept_out);
	assert_int_equal(hall->changes.erased_count, 0); /* contributions and name stay */
	assert_withdrawn(hall, hall_max);
	assert_int_equal(hall_idea(hall, 6).author.n, hall_max);
	assert_int_equal(HALL_DO(hall, person_remove, {hall_max}), err_removed_already);
	hall_as(hall, hall_max);
	assert_int_equal(HALL_DO(hall, idea_edit, {6}, 0, {0}, TEXT_OF(""), TEXT_OF("x")),
			 err_not_joined);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("6"), TEXT_OF("Max"), {1}, TEXT_OF("")),
			 err_kept_out);
	hall_close(hall);
}

static void who_is_admitted_comes_back_without_a_place(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_admit, {hall_max}), err_not_removed);
	assert_int_equal(HALL_DO(hall, person_remove, {hall_max}), err_none);
	assert_int_equal(HALL_DO(hall, person_admit, {hall_max}), err_none);
	assert_false(hall_person(hall, hall_max).kept_out);
	assert_int_equal(hall_seat(hall, hall_max).team.n, 0);
	hall_as(hall, 0);
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("6"), TEXT_OF("Max"), {1}, TEXT_OF("")),
			 err_none);
	assert_int_equal(hall->changes.result, hall_max);
	hall_close(hall);
}

/* A name is read by all: it is no way to go on speaking. */
static void the_muted_keep_their_name(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_mute, {hall_kai}, true), err_none);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, person_edit, TEXT_OF("Rude"), TEXT_OF("")), err_muted);
	assert_int_equal(HALL_DO(hall, leave, false), err_none);
	hall_as(hall, 0); /* nor by going out and coming in */
	assert_int_equal(
		HALL_DO(hall, join, HALL_TOKEN("2"), TEXT_OF("Rude"), {1}, TEXT_OF("Ruder")),
		err_none);
	assert_text(hall_person(hall, hall_kai).name, "Kai");
	assert_text(hall_person(hall, hall_kai).institution, "");
	assert_true(hall_person(hall, hall_kai).muted);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, person_mute, {hall_kai}, false), err_none);
	hall_as(hall, hall_kai);
	assert_int_equal(HALL_DO(hall, person_edit, TEXT_OF("Kai B."), TEXT_OF("")), err_none);
	hall_close(hall);
}

int decide_standing(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("moderators give roles; name and town stay", roles_are_given),
		CLAIM("nobody is made a viewer or host", viewers_and_hosts_are_not_made),
		CLAIM("citizens and members need a town", who_votes_for_a_town_needs_one),
		CLAIM("the last moderator who could act stays one", the_last_moderator_stays_one),
		CLAIM("the last moderator who could act neither leaves nor erases",
		      the_last_moderator_does_not_leave),
		CLAIM("who only observes gives up seats, hands, the floor and ready marks",
		      who_only_observes_gives_up_their_place),
		CLAIM("who leaves gives up seats, hands, the floor and ready marks",
		      who_leaves_gives_up_their_place),
		CLAIM("each new link makes the older ones void", a_new_link_makes_the_older_void),
		CLAIM("a token that is wrong or somebody's makes no link, nor one for the removed",
		      wrong_tokens_are_refused),
		CLAIM("who has erased themselves gets no new link, who has left does",
		      erased_is_for_good),
		CLAIM("with a link, somebody assisted acts for themselves",
		      who_was_assisted_has_a_device_now),
		CLAIM("a new link brings back who had left", a_new_link_brings_back_who_left),
		CLAIM("the muted read and vote; they neither write nor speak",
		      the_muted_read_and_vote),
		CLAIM("the muted keep their name, also when they come back",
		      the_muted_keep_their_name),
		CLAIM("who is removed is kept out with the same token, and their place is free",
		      who_is_removed_is_kept_out),
		CLAIM("who is admitted comes back, without a place",
		      who_is_admitted_comes_back_without_a_place),
	};
	return cmocka_run_group_tests_name("standing", tests, NULL, NULL);
}
