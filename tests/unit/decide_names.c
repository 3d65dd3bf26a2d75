/* [SEE-3]: when the name of who wrote something becomes public: when all can read it. */
#include "decide_good.h"

static bool is_public(const struct hall *hall, uint32_t person)
{
	return hall_person(hall, person).contributed;
}

static void set_hold(struct hall *hall, enum hold hold)
{
	struct row_board board = hall_board(hall, hall_plenary);
	board.hold = hold;
	hall_put(hall, row_kind_board, &board);
}

static uint32_t add_idea(struct hall *hall, uint32_t person)
{
	hall_as(hall, person);
	assert_int_equal(HALL_DO(hall, idea_add, {1}, {0}, TEXT_OF(""), TEXT_OF("New"), {0}),
			 err_none);
	return hall->changes.result;
}

static uint32_t add_comment(struct hall *hall, uint32_t person, uint32_t idea)
{
	hall_as(hall, person);
	assert_int_equal(HALL_DO(hall, comment_add, {idea}, TEXT_OF("New"), {0}), err_none);
	return hall->changes.result;
}

/* ---- ideas ---- */

static void what_nobody_sees_names_nobody(void **state)
{
	(void)state;
	static const enum hold holds[] = {hold_none, hold_waiting, hold_alone};
	for (size_t i = 0; i < 3; i++) {
		struct hall *hall = hall_open_furnished();
		set_hold(hall, holds[i]);
		add_idea(hall, hall_lea);
		assert_int_equal(is_public(hall, hall_lea), holds[i] == hold_none);
		add_comment(hall, hall_zoe, 1); /* silence is for ideas */
		assert_int_equal(is_public(hall, hall_zoe), holds[i] != hold_waiting);
		hall_close(hall);
	}
}

static void what_is_let_through_names_its_author(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_hold(hall, hold_waiting);
	uint32_t idea = add_idea(hall, hall_lea), comment = add_comment(hall, hall_zoe, 1);
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {idea}), err_none);
	assert_true(is_public(hall, hall_lea));
	assert_false(is_public(hall, hall_zoe));
	assert_int_equal(HALL_DO(hall, comment_show, {comment}), err_none);
	assert_true(is_public(hall, hall_zoe));
	hall_close(hall);
}

/* Under approval showing shows nothing yet, to nobody. */
static void who_shows_what_they_wrote_alone_is_named(void **state)
{
	(void)state;
	for (uint32_t approval = 0; approval < 2; approval++) {
		struct hall *hall = hall_open_furnished();
		set_hold(hall, hold_alone);
		uint32_t idea = add_idea(hall, hall_lea);
		set_hold(hall, approval ? hold_waiting : hold_none);
		assert_int_equal(HALL_DO(hall, idea_show, {idea}), err_none);
		assert_int_equal(is_public(hall, hall_lea), !approval);
		hall_close(hall);
	}
}

static void what_a_phase_reveals_names_its_authors(void **state)
{
	(void)state;
	for (uint32_t approval = 0; approval < 2; approval++) {
		struct hall *hall = hall_open_furnished();
		struct row_phase phase = hall_phase(hall, 2);
		phase.reveal = true;
		hall_put(hall, row_kind_phase, &phase);
		set_hold(hall, hold_alone);
		add_idea(hall, hall_lea);
		add_idea(hall, hall_lea); /* named once: a row is put once */
		add_idea(hall, hall_zoe);
		hall_as(hall, hall_mia);
		assert_int_equal(HALL_DO(hall, board_rules, {1}, 0, 0, 0, approval), err_none);
		assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_none);
		assert_int_equal(is_public(hall, hall_lea), !approval);
		assert_int_equal(is_public(hall, hall_zoe), !approval);
		hall_close(hall);
	}
}

/* ---- comments are seen with their idea ---- */

static void a_comment_on_a_hidden_idea_names_nobody_yet(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_hide, {1}, TEXT_OF("Rude")), err_none);
	assert_int_equal(HALL_DO(hall, comment_show, {4}), err_none); /* Lea's */
	assert_false(is_public(hall, hall_lea));
	assert_int_equal(HALL_DO(hall, idea_show, {1}), err_none);
	assert_true(is_public(hall, hall_lea));
	hall_close(hall);
}

static void who_commented_on_what_waits_is_named_with_it(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	set_hold(hall, hold_waiting);
	uint32_t idea = add_idea(hall, hall_lea);
	add_comment(hall, hall_mia, idea);
	add_comment(hall, hall_lea, idea); /* waits itself */
	assert_false(is_public(hall, hall_mia));
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, idea_show, {idea}), err_none);
	assert_true(is_public(hall, hall_mia));
	assert_true(is_public(hall, hall_lea));
	hall_close(hall);
}

/* ---- teams ---- */

static void a_teams_people_are_named_however_they_came(void **state)
{
	(void)state;
	struct hall *hall = hall_open_furnished();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_lead, {hall_team}, {hall_zoe}), err_none);
	assert_true(is_public(hall, hall_zoe));
	hall_as_invited(hall, HALL_TOKEN("i")); /* to the team */
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("n"), TEXT_OF("Nia"), {1}, TEXT_OF("")),
			 err_none);
	assert_true(is_public(hall, hall->changes.result));
	assert_int_equal(hall_seat(hall, hall->changes.result).team.n, hall_team);
	hall_as_invited(hall, HALL_TOKEN("i"));
	assert_int_equal(HALL_DO(hall, join, HALL_TOKEN("9"), TEXT_OF("Lea"), {1}, TEXT_OF("")),
			 err_none);
	assert_true(is_public(hall, hall_lea));
	hall_close(hall);
}

int decide_names(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[SEE-3] what waits or is written alone names nobody",
		      what_nobody_sees_names_nobody),
		CLAIM("[SEE-3] what is let through names its author",
		      what_is_let_through_names_its_author),
		CLAIM("[SEE-3] who shows what they wrote alone is named, unless it waits then",
		      who_shows_what_they_wrote_alone_is_named),
		CLAIM("[SEE-3] what a phase reveals names its authors, unless it waits then",
		      what_a_phase_reveals_names_its_authors),
		CLAIM("[SEE-3] a comment shown on a hidden idea names its author with the idea",
		      a_comment_on_a_hidden_idea_names_nobody_yet),
		CLAIM("[SEE-3] who commented on what waits is named when it is let through",
		      who_commented_on_what_waits_is_named_with_it),
		CLAIM("[SEE-3] a team's people are named, placed, leading or invited",
		      a_teams_people_are_named_however_they_came),
	};
	return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
