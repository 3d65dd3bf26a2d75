/* The frame of a session: how it is created, its towns, boards, topics, phases and timers. */
#include <stdio.h>
#include <string.h>

#include "decide_hall.h"
#include "protocol/link.h"

/* ---- the directory ---- */

static struct command_session_create three_towns(void)
{
	return (struct command_session_create){
		.title = TEXT_OF("Zukunft"),
		.language = language_de,
		.method = TEXT_OF("open"),
		.towns = {3, {TEXT_OF("Ahausen"), TEXT_OF("Bedorf"), TEXT_OF("Cestadt")}},
		.name = TEXT_OF("Mia"),
		.token = HALL_TOKEN("1")};
}

static enum err create(struct hall *hall, const struct command_session_create *command)
{
	return hall_decide(hall, command_kind_session_create, command);
}

/* The new session's row of that kind and id. */
static bool new_row(const struct hall *hall, enum row_kind kind, uint32_t id, void *row)
{
	for (uint32_t i = 0; i < hall->other.count; i++) {
		const struct change *change = &hall->other.at[i];
		if (change->kind == kind && change->key[0] == id)
			return codec_row_fields(hall->other.frames.at + change->offset,
						change->size, kind, row);
	}
	return false;
}

static uint32_t new_rows(const struct hall *hall, enum row_kind kind)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < hall->other.count; i++)
		count += hall->other.at[i].kind == kind;
	return count;
}

static void session_is_listed_with_its_code(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	struct row_listing listing;
	struct row_session session;
	struct row_code code;
	uint64_t bits;
	assert_int_equal(create(hall, &command), err_none);
	assert_int_equal(hall->changes.result, 1);
	assert_true(hall_get(hall, row_kind_listing, ROW_KEY(1), &listing));
	assert_int_equal(listing.host.n, 1);
	assert_text(listing.title, "Zukunft");
	assert_true(code_read(listing.code.at, listing.code.size, &bits));
	assert_true(hall_get(hall, row_kind_code,
			     ROW_KEY((uint32_t)(bits >> 20), (uint32_t)(bits & 0xFFFFF)), &code));
	assert_int_equal(code.session.n, 1);
	assert_true(new_row(hall, row_kind_session, 1, &session));
	assert_text(session.title, "Zukunft");
	assert_text(session.method, "open");
	assert_int_equal(session.language, language_de);
	assert_int_equal(session.code.size, listing.code.size);
	assert_memory_equal(session.code.at, listing.code.at, listing.code.size);
	assert_int_equal(create(hall, &command), err_none);
	assert_int_equal(hall->changes.result, 2);
	hall_close(hall);
}

static void session_has_all_that_its_method_says(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	const struct method *method = methods_find(hall->methods, command.method);
	struct row_phase phase;
	struct row_board board;
	struct row_town town;
	struct row_ballot ballot;
	assert_int_equal(create(hall, &command), err_none);
	assert_int_equal(new_rows(hall, row_kind_phase), method->phase_count);
	for (uint32_t i = 0; i < method->phase_count; i++) {
		assert_true(new_row(hall, row_kind_phase, i + 1, &phase));
		assert_text(phase.title, method->phases[i].title[language_de]);
		assert_int_equal(phase.allows, method->phases[i].allows);
	}
	assert_int_equal(new_rows(hall, row_kind_topic), method->topic_count);
	assert_int_equal(new_rows(hall, row_kind_board), 4);
	assert_true(new_row(hall, row_kind_board, 1, &board));
	assert_int_equal(board.sort, board_sort_plenary);
	assert_text(board.title, "Plenum");
	for (uint32_t i = 0; i < 3; i++) {
		assert_true(new_row(hall, row_kind_town, i + 1, &town));
		assert_true(new_row(hall, row_kind_board, i + 2, &board));
		assert_int_equal(board.sort, board_sort_town);
		assert_int_equal(board.town.n, i + 1);
		assert_int_equal(board.audience, method->town_audience);
		assert_int_equal(board.phase.n, 1);
		assert_memory_equal(board.title.at, town.name.at, town.name.size);
	}
	assert_true(new_row(hall, row_kind_ballot, 1, &ballot));
	assert_int_equal(ballot.state, ballot_state_open);
	hall_close(hall);
}

static void creator_is_the_first_moderator(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	struct row_person person;
	assert_int_equal(create(hall, &command), err_none);
	assert_true(new_row(hall, row_kind_person, 1, &person));
	assert_int_equal(person.role, role_moderator);
	assert_text(person.name, "Mia");
	assert_int_equal(new_rows(hall, row_kind_token), 1);
	hall_close(hall);
}

static void method_must_be_known(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	command.method = TEXT_OF("opeN");
	assert_int_equal(create(hall, &command), err_method_unknown);
	assert_string_equal(hall->changes.detail, "opeN");
	command.method = TEXT_OF("../methods/open");
	assert_int_equal(create(hall, &command), err_method_unknown);
	hall_close(hall);
}

static void towns_must_be_there_and_differ(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	command.towns.at[2] = command.towns.at[0];
	assert_int_equal(create(hall, &command), err_name_taken);
	assert_string_equal(hall->changes.detail, "Ahausen");
	command.towns.count = 0;
	assert_int_equal(create(hall, &command), err_towns_missing);
	command.towns.count = 2;
	command.token.size = 15;
	assert_int_equal(create(hall, &command), err_argument_wrong);
	assert_string_equal(hall->changes.detail, "token");
	hall_close(hall);
}

static void session_may_have_24_towns(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	char names[LINES_MAX][8];
	command.towns.count = LINES_MAX;
	for (uint32_t i = 0; i < LINES_MAX; i++) {
		int size = snprintf(names[i], sizeof names[i], "T%u", i);
		command.towns.at[i] = (struct text){names[i], (uint32_t)size};
	}
	assert_int_equal(create(hall, &command), err_none);
	assert_int_equal(new_rows(hall, row_kind_town), LINES_MAX);
	hall_close(hall);
}

static void a_code_is_given_once(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	struct command_session_create command = three_towns();
	struct row_listing first, second;
	assert_int_equal(create(hall, &command), err_none);
	assert_int_equal(create(hall, &command), err_none); /* the same randomness */
	assert_true(hall_get(hall, row_kind_listing, ROW_KEY(1), &first));
	assert_true(hall_get(hall, row_kind_listing, ROW_KEY(2), &second));
	assert_memory_not_equal(first.code.at, second.code.at, CODE_CHARACTERS);
	hall_close(hall);
}

static void detail_of_a_refusal_is_cut_at_a_character(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	char name[400];
	for (size_t i = 0; i < sizeof name; i += 2)
		memcpy(name + i, "ü", 2);
	struct changes *changes = &hall->changes;
	for (uint32_t size = 250; size <= 260; size += 2) {
		assert_int_equal(refuse_with(changes, err_name_taken, (struct text){name, size}),
				 err_name_taken);
		assert_int_equal(strlen(changes->detail), size < 254 ? size : 254);
	}
	hall_close(hall);
}

/* ---- the session ---- */

static void title_is_edited(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_session session;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, session_edit, TEXT_OF("New")), err_none);
	assert_true(hall_get(hall, row_kind_session, ROW_KEY(7), &session));
	assert_text(session.title, "New");
	assert_text(session.code, "KBWF3N7Q");
	hall_remove(hall, row_kind_session, 7);
	assert_int_equal(HALL_DO(hall, session_edit, TEXT_OF("New")), err_not_found);
	assert_string_equal(hall->changes.detail, "session");
	hall_close(hall);
}

static void town_comes_with_its_board(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_town town;
	struct row_board board;
	hall_as(hall, hall_mia);
	hall_set_phase(hall, 2, 2);
	assert_int_equal(HALL_DO(hall, town_add, TEXT_OF("Cestadt")), err_none);
	assert_int_equal(hall->changes.result, 3);
	assert_true(hall_get(hall, row_kind_town, ROW_KEY(3), &town));
	assert_text(town.name, "Cestadt");
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(4), &board));
	assert_text(board.title, "Cestadt");
	assert_int_equal(board.town.n, 3);
	assert_int_equal(board.sort, board_sort_town);
	assert_int_equal(board.audience, audience_members); /* as the first town's */
	assert_int_equal(board.phase.n, 2);
	hall_close(hall);
}

static void town_names_differ(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_board board;
	struct row_town town;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, town_add, TEXT_OF("Bedorf")), err_name_taken);
	assert_string_equal(hall->changes.detail, "Bedorf");
	assert_int_equal(HALL_DO(hall, town_edit, {1}, TEXT_OF("Bedorf")), err_name_taken);
	assert_int_equal(HALL_DO(hall, town_edit, {1}, TEXT_OF("Ahausen")), err_none);
	assert_int_equal(HALL_DO(hall, town_edit, {1}, TEXT_OF("Ahausen-Nord")), err_none);
	assert_true(hall_get(hall, row_kind_town, ROW_KEY(1), &town));
	assert_text(town.name, "Ahausen-Nord");
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(2), &board));
	assert_text(board.title, "Ahausen-Nord");
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(3), &board));
	assert_text(board.title, "Bedorf");
	hall_close(hall);
}

static void towns_are_at_most_24(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	char name[8];
	hall_as(hall, hall_mia);
	for (int i = 3; i <= 24; i++) {
		int size = snprintf(name, sizeof name, "T%d", i);
		assert_int_equal(HALL_DO(hall, town_add, {name, (uint32_t)size}), err_none);
	}
	assert_int_equal(HALL_DO(hall, town_add, TEXT_OF("One more")), err_too_many_towns);
	assert_string_equal(hall->changes.detail, "24");
	hall_close(hall);
}

static void board_title_is_edited(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_board board;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, board_edit, {1}, TEXT_OF("Plenum")), err_none);
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(1), &board));
	assert_text(board.title, "Plenum");
	assert_int_equal(board.phase.n, 1);
	hall_close(hall);
}

static void topics_are_added_renamed_and_removed(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_topic topic;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, topic_add, TEXT_OF("Trees")), err_none);
	assert_int_equal(hall->changes.result, 3);
	assert_int_equal(HALL_DO(hall, topic_edit, {3}, TEXT_OF("Parks")), err_none);
	assert_true(hall_get(hall, row_kind_topic, ROW_KEY(3), &topic));
	assert_text(topic.title, "Parks");
	assert_int_equal(HALL_DO(hall, topic_remove, {3}), err_none);
	assert_false(hall_get(hall, row_kind_topic, ROW_KEY(3), &topic));
	assert_int_equal(HALL_DO(hall, topic_remove, {3}), err_not_found);
	hall_close(hall);
}

static void topic_in_use_stays(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, topic_remove, {1}), err_topic_in_use);
	assert_int_equal(HALL_DO(hall, idea_edit, {1}, 0, {2}, TEXT_OF(""), TEXT_OF("x")),
			 err_none);
	assert_int_equal(HALL_DO(hall, topic_remove, {1}), err_none);
	assert_int_equal(HALL_DO(hall, topic_remove, {2}), err_topic_in_use);
	assert_int_equal(HALL_DO(hall, idea_remove, {1}), err_none);
	assert_int_equal(HALL_DO(hall, topic_remove, {2}), err_none);
	hall_close(hall);
}

/* ---- phases and timers ---- */

static void only_the_first_next_counts(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_board board;
	hall_as(hall, hall_mia);
	HALL_DO(hall, timer_start, {1}, 60000);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_none);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {1}, {2}), err_phase_moved);
	assert_string_equal(hall->changes.detail, "Vote");
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(1), &board));
	assert_int_equal(board.phase.n, 2);
	assert_int_equal(board.timer_end_ms, 0); /* the old phase's */
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(2), &board));
	assert_int_equal(board.phase.n, 1);
	assert_int_equal(HALL_DO(hall, phase_go, {1}, {2}, {1}), err_none);
	hall_close(hall);
}

static void timer_runs_from_now(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_board board;
	hall_as(hall, hall_mia);
	assert_int_equal(HALL_DO(hall, timer_start, {2}, 999), err_timer_too_short);
	assert_int_equal(HALL_DO(hall, timer_start, {2}, 1), err_timer_too_short);
	assert_int_equal(HALL_DO(hall, timer_start, {2}, 1000), err_none);
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(2), &board));
	assert_int_equal(board.timer_end_ms, 1001000);
	assert_int_equal(HALL_DO(hall, timer_start, {2}, DURATION_MS_MAX), err_none);
	assert_int_equal(HALL_DO(hall, timer_stop, {2}), err_none);
	assert_true(hall_get(hall, row_kind_board, ROW_KEY(2), &board));
	assert_int_equal(board.timer_end_ms, 0);
	hall_close(hall);
}

/* ---- what a process begins with ---- */

static void first_epoch_brings_a_secret(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	struct row_epoch epoch;
	struct row_secret secret;
	uint8_t random[32];
	memset(random, 0x5a, sizeof random);
	for (uint32_t id = 1; id <= 2; id++) {
		changes_clear(&hall->changes);
		hall->changes.revision = hall->revision + 1;
		decide_opening(id, 10 * id, UINT64_MAX - id, random, &hall->changes);
		assert_int_equal(hall->changes.count, id == 1 ? 2 : 1);
		hall_put_changes(hall);
		assert_true(hall_get(hall, row_kind_epoch, ROW_KEY(id), &epoch));
		assert_int_equal(epoch.seq, 10 * id);
		assert_true(epoch.mark == UINT64_MAX - id);
	}
	assert_true(hall_get(hall, row_kind_secret, ROW_KEY(1), &secret));
	assert_int_equal(secret.key.size, 32);
	assert_memory_equal(secret.key.at, random, 32);
	hall_close(hall);
}

int decide_frame(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("a new session stands in the directory, found by its code",
		      session_is_listed_with_its_code),
		CLAIM("a new session has its method's phases and topics, a plenary, and a board "
		      "for "
		      "each town",
		      session_has_all_that_its_method_says),
		CLAIM("who creates a session is its first moderator",
		      creator_is_the_first_moderator),
		CLAIM("a method that the server has not is refused by name", method_must_be_known),
		CLAIM("a session needs towns with different names", towns_must_be_there_and_differ),
		CLAIM("a session may begin with 24 towns", session_may_have_24_towns),
		CLAIM("a code that is taken is not given again", a_code_is_given_once),
		CLAIM("the detail of a refusal is cut at a character",
		      detail_of_a_refusal_is_cut_at_a_character),
		CLAIM("a session gets another title and keeps its code", title_is_edited),
		CLAIM("a town comes with a board, in the phase of the first town's",
		      town_comes_with_its_board),
		CLAIM("two towns have two names, a town's board has the town's", town_names_differ),
		CLAIM("a session has at most 24 towns", towns_are_at_most_24),
		CLAIM("a board gets another title", board_title_is_edited),
		CLAIM("topics are added, renamed and removed",
		      topics_are_added_renamed_and_removed),
		CLAIM("a topic that an idea stands under stays", topic_in_use_stays),
		CLAIM("of two who press next, the second is told where the board is",
		      only_the_first_next_counts),
		CLAIM("a timer ends so long from now, at least a second", timer_runs_from_now),
		CLAIM("a session's first epoch brings its secret, later ones do not",
		      first_epoch_brings_a_secret),
	};
	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
