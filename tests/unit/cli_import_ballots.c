/* Claims about the ballots of an import: the steps they ask for, and in which order. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/import_plan.h"
#include "client-cli/json_row.h"
#include "client-cli/row_json.h"
#include "protocol/codec.h"

/* Two rounds of dots, a sealed ballot, one that is open, opinions; slips 3 and 4 of town A, 6 of B.
 */
static const char decided[] =
	"{\"town\":[{\"id\":1,\"name\":\"A\"},{\"id\":2,\"name\":\"B\"}],"
	"\"board\":[{\"id\":1,\"sort\":\"plenary\",\"town\":0}],"
	"\"person\":[{\"id\":1,\"name\":\"M\",\"town\":0},"
	"{\"id\":2,\"name\":\"Slip 3\",\"town\":1},{\"id\":3,\"name\":\"Slip 4\",\"town\":1},"
	"{\"id\":4,\"name\":\"Anna\",\"town\":2}],"
	"\"slip\":[{\"id\":3,\"town\":1,\"person\":2},{\"id\":4,\"town\":1,\"person\":3},"
	"{\"id\":6,\"town\":2,\"person\":0}],"
	"\"idea\":[{\"id\":5,\"board\":1,\"author\":1,\"text\":\"x\",\"hold\":\"hidden\","
	"\"reason\":\"r\"},"
	"{\"id\":6,\"board\":1,\"author\":3,\"text\":\"y\"}],"
	"\"ballot\":[{\"id\":1,\"title\":\"O\",\"method\":\"opinion\",\"state\":\"open\"},"
	"{\"id\":2,\"title\":\"D\",\"method\":\"dots\",\"state\":\"closed\",\"secrecy\":\"plain\","
	"\"points\":3,\"options\":[{\"idea\":5,\"number\":0},{\"idea\":6,\"number\":0}]},"
	"{\"id\":3,\"title\":\"D\",\"method\":\"dots\",\"state\":\"open\",\"secrecy\":\"plain\","
	"\"points\":3,\"previous\":2,\"options\":[{\"idea\":6,\"number\":0}]},"
	"{\"id\":4,\"title\":\"S\",\"method\":\"yesno\",\"state\":\"closed\","
	"\"secrecy\":\"confidential\"}],"
	"\"vote\":[{\"ballot\":1,\"idea\":6,\"person\":2,\"choice\":\"agree\"}],"
	"\"paper\":[{\"ballot\":2,\"person\":2,\"choices\":[{\"idea\":6,\"number\":2}]},"
	"{\"ballot\":2,\"person\":4,\"choices\":[],\"withdrawn\":true},"
	"{\"ballot\":3,\"person\":4,\"choices\":[{\"idea\":6,\"number\":3}]},"
	"{\"ballot\":4,\"person\":4,\"choices\":[],\"sealed\":\"00\"}]}";

static void plan_text(struct import_plan *plan, const char *text)
{
	json_error_t error;
	json_t *file = json_loads(text, JSON_DECODE_ANY, &error);
	assert_non_null(file);
	import_plan_make(plan, file, "");
}

static uint32_t place(const struct import_plan *plan, enum command_kind kind, uint32_t nth)
{
	uint32_t at = 0;
	while (at < plan->step_count && (plan->steps[at].kind != kind || nth-- > 0))
		at++;
	assert_true(at < plan->step_count);
	return at;
}

static uint32_t count(const struct import_plan *plan, enum command_kind kind)
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < plan->step_count; i++)
		found += plan->steps[i].kind == kind;
	return found;
}

static void put(struct replica *replica, enum row_kind kind, const void *row)
{
	struct buffer bytes = {0};
	struct row_view view;
	codec_write_row(&bytes, kind, 1, row);
	assert_true(codec_row_view(bytes.at, bytes.size, &view));
	replica_hold(replica, &view);
	replica_put(replica, (struct bytes){0}, 1);
	buffer_free(&bytes);
}

static void ballots_are_held_before_their_ideas_are_hidden(void **state)
{
	(void)state;
	struct import_plan plan;
	plan_text(&plan, decided);
	assert_string_equal(plan.problems, "");
	uint32_t ballot = place(&plan, command_kind_ballot_add, 1); /* after the opinions */
	uint32_t open = place(&plan, command_kind_ballot_open, 1);
	uint32_t cast = place(&plan, command_kind_cast, 0);
	uint32_t close = place(&plan, command_kind_ballot_close, 0);
	assert_true(place(&plan, command_kind_idea_add, 1) < ballot);
	assert_true(ballot < open && open < cast && cast < close);
	assert_true(close < place(&plan, command_kind_idea_hide, 0));
	assert_true(plan.steps[open].wave < plan.steps[cast].wave);
	import_plan_free(&plan);
}

static void a_further_round_follows_the_one_before(void **state)
{
	(void)state;
	struct import_plan plan;
	plan_text(&plan, decided);
	uint32_t repeat = place(&plan, command_kind_ballot_repeat, 0);
	assert_int_equal(count(&plan, command_kind_ballot_repeat), 1);
	assert_true(place(&plan, command_kind_ballot_close, 0) < repeat);
	assert_true(repeat < place(&plan, command_kind_cast, 1));
	/* It is open at the end. */
	assert_int_equal(count(&plan, command_kind_ballot_close), 1);
	import_plan_free(&plan);
}

static void what_was_sealed_or_taken_back_is_not_entered(void **state)
{
	(void)state;
	struct import_plan plan;
	plan_text(&plan, decided);
	assert_int_equal(count(&plan, command_kind_cast), 2);
	assert_int_equal(count(&plan, command_kind_ballot_open), 3);
	assert_int_equal(count(&plan, command_kind_ballot_add), 3);
	import_plan_free(&plan);
}

static void people_known_by_a_slip_vote_by_it(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	struct replica *replica = replica_new();
	plan_text(&plan, decided);
	/* Slip 3's person has done nothing but vote; slip 4's has written an idea. */
	assert_int_equal(count(&plan, command_kind_person_add), 2);
	uint32_t town = place(&plan, command_kind_town_add, 0);
	uint32_t slips = place(&plan, command_kind_slips_add, 0);
	assert_int_equal(count(&plan, command_kind_slips_add), 2);
	import_plan_close(&plan, town, import_done, 7);
	assert_int_equal(import_plan_fill(&plan, replica, slips, &args, &met), import_filled_ready);
	assert_int_equal(args.slips_add.count, 2);
	assert_int_equal(args.slips_add.town.n, 7);
	import_plan_close(&plan, slips, import_done, 101);
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 1), import_done, 61);
	import_plan_close(&plan, place(&plan, command_kind_ballot_add, 1), import_done, 22);
	uint32_t cast = place(&plan, command_kind_cast, 0);
	assert_int_equal(import_plan_fill(&plan, replica, cast, &args, &met), import_filled_ready);
	assert_int_equal(args.cast.slip, 101);
	assert_int_equal(args.cast.person.n, 0);
	assert_int_equal(args.cast.ballot.n, 22);
	struct pair pair = pairs_get(args.cast.choices, 0);
	assert_int_equal(pair.id, 61);
	assert_int_equal(pair.number, 2);
	import_plan_free(&plan);
	replica_free(replica);
}

/* What the session has of ballots when it begins. */
static struct replica *session_with_templates(void)
{
	struct replica *replica = replica_new();
	const struct row_ballot ballots[] = {
		{.id = {1},
		 .title = {"Opinions", 8},
		 .method = ballot_method_opinion,
		 .state = ballot_state_open},
		{.id = {2},
		 .title = {"Other", 5},
		 .method = ballot_method_dots,
		 .state = ballot_state_prepared},
		{.id = {3},
		 .title = {"D", 1},
		 .method = ballot_method_dots,
		 .state = ballot_state_prepared},
	};
	put(replica, row_kind_board,
	    &(struct row_board){.id = {9}, .title = {"P", 1}, .sort = board_sort_plenary});
	for (size_t i = 0; i < sizeof ballots / sizeof ballots[0]; i++)
		put(replica, row_kind_ballot, &ballots[i]);
	return replica;
}

static void a_prepared_ballot_of_the_same_name_is_that_one(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	struct replica *replica = session_with_templates();
	plan_text(&plan, decided);
	uint32_t opinions = place(&plan, command_kind_ballot_add, 0);
	uint32_t dots = place(&plan, command_kind_ballot_add, 1);
	uint32_t sealed = place(&plan, command_kind_ballot_add, 2);
	assert_int_equal(import_plan_fill(&plan, replica, opinions, &args, &met),
			 import_filled_idle);
	assert_int_equal(met, 1);
	assert_int_equal(import_plan_fill(&plan, replica, dots, &args, &met), import_filled_idle);
	assert_int_equal(met, 3);
	assert_int_equal(import_plan_fill(&plan, replica, sealed, &args, &met),
			 import_filled_ready);
	assert_int_equal(args.ballot_add.method, ballot_method_yesno);
	assert_int_equal(args.ballot_add.secrecy, secrecy_confidential);
	assert_int_equal(met, 0);
	/* Found once, it is nobody else's, and becomes like the file's. */
	import_plan_close(&plan, dots, import_existing, 3);
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 0), import_done, 60);
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 1), import_done, 61);
	assert_int_equal(import_meet_ballot(&plan, replica, plan.steps[dots].row), 0);
	uint32_t edit = place(&plan, command_kind_ballot_edit, 1);
	assert_int_equal(import_plan_fill(&plan, replica, edit, &args, &met), import_filled_ready);
	assert_int_equal(args.ballot_edit.ballot.n, 3);
	assert_int_equal(args.ballot_edit.points, 3);
	assert_int_equal(pairs_get(args.ballot_edit.options, 1).id, 61);
	import_plan_free(&plan);
	replica_free(replica);
}

static void ballots_that_are_wrong_say_where(void **state)
{
	(void)state;
	static const struct {
		const char *file, *problem;
	} cases[] = {
		{"{\"ballot\":[{\"id\":1,\"title\":\"T\",\"method\":\"lots\"}]}",
		 "ballot[0]: \"method\" is no ballot_method"},
		{"{\"ballot\":[{\"id\":1,\"title\":\" \"}]}",
		 "ballot[0]: “title” must not be empty."},
		{"{\"ballot\":[{\"id\":1,\"options\":[{\"idea\":7,\"number\":0}]}]}",
		 "ballot[0]: \"idea\" names no idea of this file"},
		{"{\"ballot\":[{\"id\":1,\"options\":3}]}", "ballot[0]: \"options\" is no list"},
		{"{\"ballot\":[{\"id\":1,\"voters\":[4]}]}",
		 "ballot[0]: \"voters\" names no board of this file"},
		{"{\"ballot\":[{\"id\":1},{\"id\":2,\"previous\":2}]}",
		 "ballot[1]: \"previous\" is no earlier ballot"},
		{"{\"ballot\":[{\"id\":1}],\"person\":[{\"id\":1,\"name\":\"M\",\"town\":0}],"
		 "\"paper\":[{\"ballot\":1,\"person\":1,\"choices\":[{\"idea\":0}]}]}",
		 "paper[0]: \"choices\" has no \"number\""},
		{"{\"slip\":[{\"id\":1,\"town\":4,\"person\":0}]}",
		 "slip[0]: \"town\" names no town of this file"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct import_plan plan;
		plan_text(&plan, cases[i].file);
		if (!strstr(plan.problems, cases[i].problem))
			fail_msg("'%s' does not say '%s'", plan.problems, cases[i].problem);
		import_plan_free(&plan);
	}
}

/* ---- rows as JSON and back ---- */

static void rows_come_back_from_json(void **state)
{
	(void)state;
	uint8_t pairs[2 * PAIR_BYTES], ids[2 * ID_BYTES];
	pair_write(pairs, (struct pair){12, 3});
	pair_write(pairs + PAIR_BYTES, (struct pair){0, NUMBER_MAX});
	id_write(ids, 7);
	id_write(ids + ID_BYTES, ID_MAX);
	const struct row_paper paper = {.ballot = {1},
					.person = {2},
					.audience = audience_owner,
					.choices = {pairs, 2},
					.sealed = {pairs, 20},
					.withdrawn = true};
	const struct row_outcome outcome = {.ballot = {1},
					    .rule = rule_towns,
					    .budget_rule = budget_rule_add1,
					    .winners = {ids, 2},
					    .cost = 5};
	struct replica *replica = replica_new();
	put(replica, row_kind_paper, &paper);
	put(replica, row_kind_outcome, &outcome);
	uint8_t *room = malloc(JSON_ROW_ROOM_BYTES);
	assert_non_null(room);
	union any_row row;
	const char *wrong;
	json_t *json = row_json(
		replica_row(replica, row_kind_paper, (const uint32_t[ROW_KEY_PARTS]){1, 2}));
	assert_true(json_row(json, row_kind_paper, room, &row, &wrong));
	assert_int_equal(row.paper.person.n, 2);
	assert_int_equal(row.paper.audience, audience_owner);
	assert_true(row.paper.withdrawn);
	assert_memory_equal(row.paper.choices.at, pairs, sizeof pairs);
	assert_int_equal(row.paper.sealed.size, 20);
	assert_memory_equal(row.paper.sealed.at, pairs, 20);
	json_decref(json);
	json = row_json(
		replica_row(replica, row_kind_outcome,
			    (const uint32_t[ROW_KEY_PARTS]){1, rule_towns, budget_rule_add1}));
	assert_true(json_row(json, row_kind_outcome, room, &row, &wrong));
	assert_int_equal(row.outcome.rule, rule_towns);
	assert_memory_equal(row.outcome.winners.at, ids, sizeof ids);
	json_decref(json);
	free(room);
	replica_free(replica);
}

static void rows_that_are_wrong_name_the_field(void **state)
{
	(void)state;
	static const struct {
		const char *json, *field;
	} cases[] = {
		{"{\"person\":1}", "ballot"},
		{"{\"ballot\":-1,\"person\":1}", "ballot"},
		{"{\"ballot\":1,\"person\":1,\"audience\":\"nobody\"}", "audience"},
		{"{\"ballot\":1,\"person\":1,\"choices\":[{\"idea\":1}]}", "choices"},
		{"{\"ballot\":1,\"person\":1,\"choices\":{}}", "choices"},
		{"{\"ballot\":1,\"person\":1,\"sealed\":\"0g\"}", "sealed"},
		{"{\"ballot\":1,\"person\":1,\"sealed\":\"000\"}", "sealed"},
		{"{\"ballot\":1,\"person\":1,\"withdrawn\":1}", "withdrawn"},
	};
	uint8_t *room = malloc(JSON_ROW_ROOM_BYTES);
	assert_non_null(room);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		union any_row row;
		const char *wrong = "";
		json_t *json = json_loads(cases[i].json, 0, NULL);
		assert_non_null(json);
		assert_false(json_row(json, row_kind_paper, room, &row, &wrong));
		assert_string_equal(wrong, cases[i].field);
		json_decref(json);
	}
	free(room);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("ballots are held before their ideas are hidden",
		      ballots_are_held_before_their_ideas_are_hidden),
		CLAIM("a further round follows the one before",
		      a_further_round_follows_the_one_before),
		CLAIM("what was sealed or taken back is not entered",
		      what_was_sealed_or_taken_back_is_not_entered),
		CLAIM("people known by a slip alone vote by it", people_known_by_a_slip_vote_by_it),
		CLAIM("a prepared ballot of the same name is that one",
		      a_prepared_ballot_of_the_same_name_is_that_one),
		CLAIM("ballots that are wrong say where", ballots_that_are_wrong_say_where),
		CLAIM("rows come back from JSON", rows_come_back_from_json),
		CLAIM("rows that are wrong name the field", rows_that_are_wrong_name_the_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
