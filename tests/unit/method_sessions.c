/* Claims about sessions made from methods: every method in every language. */
#include <stdio.h>
#include <string.h>

#include "decide_hall.h"

#define TOWNS            3u
#define OPENING_ROWS     (TOWNS + 3) /* towns, session, the creator and their token */
#define SMALL_ENTRY_SIZE 65536u

static struct text text_of(const char *at)
{
	return (struct text){.at = at, .size = (uint32_t)strlen(at)};
}

static void create(struct hall *hall, const struct method *method, enum language language)
{
	struct command_session_create command = {
		.title = TEXT_OF("Zukunft"),
		.language = language,
		.method = text_of(method->name),
		.towns = {TOWNS, {TEXT_OF("Ahausen"), TEXT_OF("Bedorf"), TEXT_OF("Cestadt")}},
		.name = TEXT_OF("Mia"),
		.token = HALL_TOKEN("1")};
	enum err err = hall_decide(hall, command_kind_session_create, &command);
	if (err)
		fail_msg("%s: refused with %d", method->name, (int)err);
}

typedef void check_fn(const struct hall *hall, const struct method *method, enum language language);

/* A new session from each method in each language; the check looks at its rows. */
static void for_each_session(check_fn *check)
{
	struct hall *hall = hall_open_directory();
	assert_true(hall->methods->count >= 12);
	for (uint32_t i = 0; i < hall->methods->count; i++) {
		for (uint32_t k = 0; k < words_language.count; k++) {
			enum language language = (enum language)words_language.words[k].number;
			create(hall, &hall->methods->at[i], language);
			check(hall, &hall->methods->at[i], language);
		}
	}
	hall_close(hall);
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

/* ---- boards ---- */

static void check_board(const struct hall *hall, const struct method *method, uint32_t id)
{
	struct row_board board;
	struct row_phase phase;
	assert_true(new_row(hall, row_kind_board, id, &board));
	assert_true(new_row(hall, row_kind_phase, board.phase.n, &phase));
	if (phase.boards != 0 && (phase.boards & UINT64_C(1) << board.sort) == 0)
		fail_msg("%s: board %u begins at phase %u, which is not for its sort", method->name,
			 id, phase.id.n);
	assert_int_equal(board.hold, phase.hold);
	assert_int_equal(board.ideas_max, phase.ideas_max);
	assert_int_equal(board.slow_s, phase.slow_s);
	assert_int_equal(board.ending, phase.ending);
	assert_int_equal(board.step, 1);
	assert_int_equal(board.parent.n, id == 1 ? 0 : 1);
	assert_int_equal(board.timer_end_ms, 0);
	assert_false(board.locked);
}

static void check_boards(const struct hall *hall, const struct method *method,
			 enum language language)
{
	struct row_board board;
	assert_int_equal(new_rows(hall, row_kind_board), 1 + TOWNS + method->board_count);
	for (uint32_t id = 1; id <= 1 + TOWNS + method->board_count; id++)
		check_board(hall, method, id);
	assert_true(new_row(hall, row_kind_board, 1, &board));
	assert_int_equal(board.sort, board_sort_plenary);
	assert_int_equal(board.phase.n, method->plenary_phase);
	for (uint32_t i = 0; i < TOWNS; i++) {
		assert_true(new_row(hall, row_kind_board, 2 + i, &board));
		assert_int_equal(board.sort, board_sort_town);
		assert_int_equal(board.town.n, i + 1);
		assert_int_equal(board.audience, method->town_audience);
		assert_int_equal(board.phase.n, method->town_phase);
	}
	for (uint32_t i = 0; i < method->board_count; i++) {
		const struct method_board *from = &method->boards[i];
		assert_true(new_row(hall, row_kind_board, 2 + TOWNS + i, &board));
		assert_int_equal(board.sort, from->sort);
		assert_int_equal(board.audience, from->audience);
		assert_int_equal(board.phase.n, from->phase);
		assert_int_equal(board.places, from->places);
		assert_text(board.title, from->title[language]);
	}
}

static void boards_begin_at_phases_that_fit(void **state)
{
	(void)state;
	for_each_session(check_boards);
}

/* ---- phases, topics, sorts ---- */

static void check_phases(const struct hall *hall, const struct method *method,
			 enum language language)
{
	assert_int_equal(new_rows(hall, row_kind_phase), method->phase_count);
	for (uint32_t i = 0; i < method->phase_count; i++) {
		const struct method_phase *from = &method->phases[i];
		struct row_phase phase;
		assert_true(new_row(hall, row_kind_phase, i + 1, &phase));
		assert_text(phase.title, from->title[language]);
		assert_text(phase.prompt, from->prompt[language]);
		assert_text(phase.help, from->help[language]);
		assert_int_equal(phase.allows, from->allows);
		assert_int_equal(phase.minutes, from->minutes);
		assert_int_equal(phase.boards, from->boards);
		assert_int_equal(phase.ending, from->ending);
		assert_int_equal(phase.hold, from->hold);
		assert_int_equal(phase.reveal, from->reveal);
		assert_int_equal(phase.ideas_max, from->ideas_max);
		assert_int_equal(phase.slow_s, from->slow_s);
		assert_int_equal(phase.sort.n, from->sort);
		assert_int_equal(phase.tables, from->tables);
		assert_int_equal(phase.table_size, from->table_size);
	}
}

static void phases_are_those_of_the_file(void **state)
{
	(void)state;
	for_each_session(check_phases);
}

static void check_topics_and_sorts(const struct hall *hall, const struct method *method,
				   enum language language)
{
	assert_int_equal(new_rows(hall, row_kind_topic), method->topic_count);
	for (uint32_t i = 0; i < method->topic_count; i++) {
		struct row_topic topic;
		assert_true(new_row(hall, row_kind_topic, i + 1, &topic));
		assert_text(topic.title, method->topics[i].title[language]);
		assert_int_equal(topic.phase.n, method->topics[i].phase);
	}
	assert_int_equal(new_rows(hall, row_kind_idea_sort), method->sort_count);
	for (uint32_t i = 0; i < method->sort_count; i++) {
		struct row_idea_sort sort;
		assert_true(new_row(hall, row_kind_idea_sort, i + 1, &sort));
		assert_text(sort.title, method->sorts[i].title[language]);
	}
}

static void topics_and_sorts_are_those_of_the_file(void **state)
{
	(void)state;
	for_each_session(check_topics_and_sorts);
}

/* ---- ballots ---- */

/* As many as there are towns for each that is meant for every town. */
static uint32_t ballots_foreseen(const struct method *method)
{
	uint32_t count = 1;
	for (uint32_t i = 0; i < method->ballot_count; i++)
		count += method->ballots[i].each_town ? TOWNS : 1;
	return count;
}

static void check_voters(const struct method_ballot *from, const struct row_ballot *ballot)
{
	uint32_t count = from->of_members;
	if (from->of_members)
		assert_true(ids_hold(ballot->voters, ballot->board.n));
	for (uint32_t number = 1; number < 64; number++) {
		if ((from->voters & UINT64_C(1) << number) == 0)
			continue;
		assert_true(ids_hold(ballot->voters, 1 + TOWNS + number));
		count++;
	}
	assert_int_equal(ballot->voters.count, count);
}

static void check_ballot(const struct hall *hall, const struct method_ballot *from, uint32_t id,
			 uint32_t board_id, enum language language)
{
	struct row_ballot ballot;
	struct row_board board;
	assert_true(new_row(hall, row_kind_ballot, id, &ballot));
	assert_true(new_row(hall, row_kind_board, board_id, &board));
	assert_text(ballot.title, from->title[language]);
	assert_int_equal(ballot.state, ballot_state_prepared);
	assert_int_equal(ballot.opened_ms, 0);
	assert_int_equal(ballot.round, 1);
	assert_int_equal(ballot.board.n, board_id);
	assert_int_equal(ballot.audience, board.audience);
	assert_int_equal(ballot.method, from->method);
	assert_int_equal(ballot.secrecy, from->secrecy ? from->secrecy : secrecy_plain);
	assert_int_equal(ballot.hidden, from->hidden);
	assert_int_equal(ballot.phase.n, from->phase);
	assert_int_equal(ballot.topic.n, from->topic);
	assert_int_equal(ballot.sort.n, from->sort);
	assert_int_equal(ballot.stages, from->stages);
	assert_int_equal(ballot.roles, from->roles);
	assert_int_equal(ballot.options.count, 0);
	assert_int_equal(ballot.points, from->points);
	assert_int_equal(ballot.heap, from->heap);
	assert_int_equal(ballot.picks, from->picks);
	assert_int_equal(ballot.places, from->places);
	assert_int_equal(ballot.threshold, from->threshold);
	assert_int_equal(ballot.threshold_of, from->threshold_of);
	assert_int_equal(ballot.quorum, from->quorum);
	assert_int_equal(ballot.budget, (uint64_t)from->budget * 100);
	assert_int_equal(ballot.budget_rule, from->budget_rule);
	assert_int_equal(ballot.utility, from->utility);
	assert_int_equal(ballot.rule, from->rule ? from->rule : rule_people);
	check_voters(from, &ballot);
}

static void check_ballots(const struct hall *hall, const struct method *method,
			  enum language language)
{
	struct row_ballot opinions;
	uint32_t id = 1;
	assert_true(new_row(hall, row_kind_ballot, id, &opinions));
	assert_int_equal(opinions.method, ballot_method_opinion);
	assert_int_equal(opinions.state, ballot_state_open);
	for (uint32_t i = 0; i < method->ballot_count; i++) {
		const struct method_ballot *from = &method->ballots[i];
		uint32_t board = from->board ? 1 + TOWNS + from->board : 1;
		if (from->each_town)
			for (uint32_t town = 0; town < TOWNS; town++)
				check_ballot(hall, from, ++id, 2 + town, language);
		else
			check_ballot(hall, from, ++id, board, language);
	}
	assert_int_equal(new_rows(hall, row_kind_ballot), id);
}

static void ballots_are_those_of_the_file(void **state)
{
	(void)state;
	for_each_session(check_ballots);
}

/* So that the claim above has met every kind. */
static void the_methods_prepare_ballots_of_many_kinds(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	uint64_t methods = 0;
	bool plenary = false, towns = false, own = false, members = false, topic = false;
	for (uint32_t i = 0; i < hall->methods->count; i++)
		for (uint32_t k = 0; k < hall->methods->at[i].ballot_count; k++) {
			const struct method_ballot *from = &hall->methods->at[i].ballots[k];
			methods |= UINT64_C(1) << from->method;
			plenary |= !from->each_town && from->board == 0;
			towns |= from->each_town;
			own |= from->board != 0;
			members |= from->of_members;
			topic |= from->topic != 0;
		}
	assert_true(plenary && towns && own && members && topic);
	assert_int_equal(methods, 1u << ballot_method_approval | 1u << ballot_method_yesno |
					  1u << ballot_method_dots |
					  1u << ballot_method_resistance |
					  1u << ballot_method_ranking | 1u << ballot_method_choose |
					  1u << ballot_method_budget);
	hall_close(hall);
}

/* The hall has the towns' boards 2 and 3, and two ballots. */
static void put_dots(struct hall *hall, uint32_t id, uint32_t board, struct text title,
		     enum ballot_state state)
{
	uint8_t voters[2 * ID_BYTES], option[PAIR_BYTES];
	id_write(voters, 1);
	id_write(voters + ID_BYTES, board);
	pair_write(option, (struct pair){4, 0});
	struct row_ballot ballot = {.id = {id},
				    .title = title,
				    .method = ballot_method_dots,
				    .state = state,
				    .secrecy = secrecy_plain,
				    .hidden = true,
				    .board = {board},
				    .audience = audience_members,
				    .phase = {1},
				    .options = {option, 1},
				    .voters = {voters, 2},
				    .points = 3,
				    .papers = 7,
				    .round = 1,
				    .gathered = true,
				    .rule = rule_towns,
				    .opened_ms = 5};
	hall_put(hall, row_kind_ballot, &ballot);
}

static void a_later_town_gets_the_ballots_of_all_towns(void **state)
{
	(void)state;
	struct hall *hall = hall_open();
	hall_as(hall, hall_mia);
	put_dots(hall, 60, 2, TEXT_OF("Needs"), ballot_state_closed);
	put_dots(hall, 61, 3, TEXT_OF("Needs"), ballot_state_prepared);
	put_dots(hall, 62, 2, TEXT_OF("Only here"), ballot_state_prepared);
	assert_int_equal(HALL_DO(hall, town_add, .name = TEXT_OF("Cestadt")), err_none);
	assert_int_equal(hall_changed(hall, row_kind_ballot), 1);
	struct row_ballot ballot = hall_ballot(hall, 63);
	struct row_board board = hall_board(hall, ballot.board.n);
	assert_int_equal(board.town.n, hall->changes.result);
	assert_int_equal(ballot.audience, board.audience);
	assert_text(ballot.title, "Needs");
	assert_int_equal(ballot.state, ballot_state_prepared);
	assert_int_equal(ballot.points, 3);
	assert_int_equal(ballot.phase.n, 1);
	assert_int_equal(ballot.opened_ms, 0);
	assert_int_equal(ballot.papers, 0);
	assert_int_equal(ballot.options.count, 0);
	assert_false(ballot.gathered);
	assert_int_equal(ballot.rule, rule_towns);
	assert_int_equal(ballot.voters.count, 2);
	assert_true(ids_hold(ballot.voters, 1) && ids_hold(ballot.voters, board.id.n));
	hall_close(hall);
}

/* ---- the whole ---- */

static void check_size(const struct hall *hall, const struct method *method, enum language language)
{
	struct row_ballot ballot;
	assert_true(new_row(hall, row_kind_ballot, 1, &ballot));
	assert_text(ballot.title, method->ballot[language]);
	assert_int_equal(hall->other.count,
			 OPENING_ROWS + ballots_foreseen(method) + new_rows(hall, row_kind_board) +
				 method->phase_count + method->topic_count + method->sort_count);
	if (hall->other.frames.size > SMALL_ENTRY_SIZE)
		fail_msg("%s: a new session takes %zu bytes", method->name,
			 hall->other.frames.size);
}

static void a_new_session_is_a_small_entry(void **state)
{
	(void)state;
	for_each_session(check_size);
}

/* What people do with a method: somewhere ideas come in, somewhere they are weighed. */
static void every_method_collects_and_weighs(void **state)
{
	(void)state;
	struct hall *hall = hall_open_directory();
	for (uint32_t i = 0; i < hall->methods->count; i++) {
		const struct method *method = &hall->methods->at[i];
		uint64_t allowed = 0;
		for (uint32_t k = 0; k < method->phase_count; k++)
			allowed |= method->phases[k].allows;
		bool weighs = (allowed & 1u << action_votes) != 0 || method->ballot_count > 0;
		if ((allowed & 1u << action_ideas) == 0 || !weighs)
			fail_msg("%s allows too little", method->name);
	}
	hall_close(hall);
}

int main(void)
{
	const struct CMUnitTest claims[] = {
		CLAIM("every board begins at a phase that fits it, and takes over its rules",
		      boards_begin_at_phases_that_fit),
		CLAIM("phases are those of the file, in the session's language",
		      phases_are_those_of_the_file),
		CLAIM("topics and sorts are those of the file, in the session's language",
		      topics_and_sorts_are_those_of_the_file),
		CLAIM("ballots are those of the file, on the boards that it names, not opened",
		      ballots_are_those_of_the_file),
		CLAIM("the methods prepare ballots of all kinds",
		      the_methods_prepare_ballots_of_many_kinds),
		CLAIM("a later town gets the ballots that all towns have",
		      a_later_town_gets_the_ballots_of_all_towns),
		CLAIM("a new session is a small entry", a_new_session_is_a_small_entry),
		CLAIM("every method has a phase for ideas, and opinions or ballots on them",
		      every_method_collects_and_weighs),
	};
	return cmocka_run_group_tests_name("sessions from methods", claims, NULL, NULL);
}
