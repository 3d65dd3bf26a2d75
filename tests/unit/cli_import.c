/* Claims about imports: the plan that a file gives, and the journal of how far it was carried out.
 */
#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-cli/journal.h"
#include "client-cli/spreadsheet.h"

/* What an export holds, as far as an import reads it; numbers with gaps, out of order. */
static const char session[] =
	"{\"town\":[{\"id\":4,\"name\":\"A\"},{\"id\":9,\"name\":\"B\"}],"
	"\"board\":[{\"id\":2,\"sort\":\"plenary\",\"town\":0},"
	"{\"id\":7,\"sort\":\"town\",\"town\":9}],"
	"\"ballot\":[{\"id\":3}],\"topic\":[{\"id\":5,\"title\":\"Traffic\"}],"
	"\"person\":[{\"id\":1,\"name\":\"M\",\"town\":0},"
	"{\"id\":6,\"name\":\"\",\"institution\":\"\",\"town\":9}],"
	"\"idea\":[{\"id\":8,\"board\":7,\"topic\":5,\"author\":6,\"title\":\"\",\"text\":\" x\"},"
	"{\"id\":10,\"board\":2,\"topic\":0,\"author\":1,\"text\":\"y\"}],"
	"\"comment\":[{\"id\":2,\"idea\":8,\"author\":1,\"text\":\"c\"}],"
	"\"link\":[{\"from\":10,\"to\":8,\"relation\":\"part_of\"}],"
	"\"vote\":[{\"ballot\":3,\"idea\":8,\"person\":6,\"choice\":\"agree\"},"
	"{\"ballot\":3,\"idea\":8,\"person\":1,\"choice\":\"pass\"}],"
	"\"kind_of_the_future\":[{\"x\":1}]}";

/* The place of the nth step of this kind. */
static uint32_t place(const struct import_plan *plan, enum command_kind kind, uint32_t nth)
{
	uint32_t at = 0;
	while (at < plan->step_count && (plan->steps[at].kind != kind || nth-- > 0))
		at++;
	assert_true(at < plan->step_count);
	return at;
}

/* Whether these are the plan's steps in this order, apart from those that lead and settle boards or
 * make what was found like the file's. */
static void assert_steps(const struct import_plan *plan, const enum command_kind *expected,
			 size_t count)
{
	size_t seen = 0;
	for (uint32_t i = 0; i < plan->step_count; i++) {
		enum command_kind kind = plan->steps[i].kind;
		if (kind == command_kind_phase_go || kind == command_kind_board_edit ||
		    kind == command_kind_board_rules || kind == command_kind_ballot_edit)
			continue;
		assert_true(seen < count);
		assert_int_equal(kind, expected[seen++]);
	}
	assert_int_equal(seen, count);
}

static void plan_text(struct import_plan *plan, const char *text)
{
	json_error_t error;
	json_t *file = json_loads(text, JSON_DECODE_ANY, &error);
	assert_non_null(file);
	import_plan_make(plan, file, "");
}

static struct row_view put_row(struct buffer *bytes, enum row_kind kind, const void *row)
{
	struct row_view view;
	buffer_clear(bytes);
	codec_write_row(bytes, kind, 1, row);
	assert_true(codec_row_view(bytes->at, bytes->size, &view));
	return view;
}

/* A new session: towns A and C with their boards, the plenary, an opinion ballot. */
static struct replica *session_of_two_towns(void)
{
	struct replica *replica = replica_new();
	struct buffer bytes = {0};
	const struct row_town towns[] = {{{1}, {"A", 1}}, {{2}, {"B", 1}}};
	const struct row_board boards[] = {
		{.id = {11}, .title = {"P", 1}, .sort = board_sort_plenary, .phase = {1}},
		{.id = {12}, .title = {"A", 1}, .sort = board_sort_town, .town = {1}, .phase = {1}},
		{.id = {13}, .title = {"B", 1}, .sort = board_sort_town, .town = {2}, .phase = {1}},
	};
	const struct row_ballot ballot = {
		.id = {21}, .title = {"?", 1}, .method = ballot_method_opinion};
	for (int i = 0; i < 2; i++) {
		struct row_view view = put_row(&bytes, row_kind_town, &towns[i]);
		replica_hold(replica, &view);
	}
	for (int i = 0; i < 3; i++) {
		struct row_view view = put_row(&bytes, row_kind_board, &boards[i]);
		replica_hold(replica, &view);
	}
	const struct row_phase phase = {
		.id = {1}, .title = {"V", 1}, .allows = UINT64_C(1) << action_votes};
	struct row_view view = put_row(&bytes, row_kind_ballot, &ballot);
	replica_hold(replica, &view);
	view = put_row(&bytes, row_kind_phase, &phase);
	replica_hold(replica, &view);
	replica_put(replica, (struct bytes){0}, 1);
	buffer_free(&bytes);
	return replica;
}

/* What a step has made is shown. */
static void show(struct replica *replica, enum row_kind kind, const void *row)
{
	struct buffer bytes = {0};
	struct row_view view = put_row(&bytes, kind, row);
	replica_hold(replica, &view);
	replica_put(replica, (struct bytes){0}, 1);
	buffer_free(&bytes);
}

static void steps_come_in_the_order_of_what_they_need(void **state)
{
	(void)state;
	struct import_plan plan;
	plan_text(&plan, session);
	assert_string_equal(plan.problems, "");
	const enum command_kind expected[] = {
		command_kind_town_add,    command_kind_town_add,  command_kind_topic_add,
		command_kind_person_add,  command_kind_idea_add,  command_kind_idea_add,
		command_kind_comment_add, command_kind_idea_link, command_kind_ballot_add,
		command_kind_vote,        command_kind_vote,
	};
	assert_steps(&plan, expected, sizeof expected / sizeof expected[0]);
	import_plan_free(&plan);
}

/* A team with a hidden, a merged, a selected and a locked idea. */
static const char steered[] =
	"{\"town\":[{\"id\":1,\"name\":\"A\"}],"
	"\"board\":[{\"id\":1,\"sort\":\"plenary\",\"town\":0},"
	"{\"id\":4,\"sort\":\"team\",\"title\":\"T\",\"audience\":\"members\",\"parent\":1,"
	"\"places\":5}],"
	"\"ballot\":[{\"id\":1}],"
	"\"person\":[{\"id\":1,\"name\":\"M\",\"town\":0}],"
	"\"idea\":[{\"id\":1,\"board\":4,\"author\":1,\"text\":\"x\",\"hold\":\"hidden\","
	"\"reason\":\"rude\"},"
	"{\"id\":2,\"board\":4,\"author\":1,\"text\":\"y\",\"hold\":null,\"merged_into\":3,"
	"\"stage\":\"idea\"},"
	"{\"id\":3,\"board\":4,\"author\":1,\"text\":\"z\",\"stage\":\"selected\","
	"\"locked\":true}],"
	"\"comment\":[{\"id\":1,\"idea\":3,\"author\":1,\"text\":\"c\",\"hold\":\"waiting\","
	"\"reason\":\"\"}],"
	"\"link\":[{\"from\":2,\"to\":3,\"relation\":\"merged_into\"}],"
	"\"vote\":[{\"ballot\":1,\"idea\":2,\"person\":1,\"choice\":\"agree\"}]}";

static const enum command_kind steered_steps[] = {
	command_kind_town_add,    command_kind_board_add,    command_kind_idea_add,
	command_kind_idea_add,    command_kind_idea_add,     command_kind_idea_hide,
	command_kind_comment_add, command_kind_comment_hide, command_kind_ballot_add,
	command_kind_vote,        command_kind_idea_merge,   command_kind_idea_stage,
	command_kind_idea_lock,
};

static void what_was_held_back_stays_held_back(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	char reason[200];
	plan_text(&plan, steered);
	assert_string_equal(plan.problems, "");
	assert_steps(&plan, steered_steps, sizeof steered_steps / sizeof steered_steps[0]);
	uint32_t board = place(&plan, command_kind_board_add, 0);
	uint32_t idea = place(&plan, command_kind_idea_add, 0);
	uint32_t comment = place(&plan, command_kind_comment_add, 0);

	struct replica *replica = session_of_two_towns();
	assert_true(import_plan_meet(&plan, replica, reason, sizeof reason));
	assert_int_equal(import_plan_fill(&plan, replica, board, &args, &met), import_filled_ready);
	assert_int_equal(args.board_add.sort, board_sort_team);
	assert_int_equal(args.board_add.audience, audience_members);
	assert_int_equal(args.board_add.parent.n, 11);
	assert_int_equal(args.board_add.places, 5);
	import_plan_close(&plan, board, import_done, 31);
	show(replica, row_kind_board,
	     &(struct row_board){
		     .id = {31}, .title = {"T", 1}, .sort = board_sort_team, .phase = {1}});
	assert_int_equal(import_plan_fill(&plan, replica, idea, &args, &met), import_filled_ready);
	assert_int_equal(args.idea_add.board.n, 31);
	import_plan_close(&plan, idea, import_done, 41);
	show(replica, row_kind_idea,
	     &(struct row_idea){.id = {41}, .board = {31}, .text = {"x", 1}});
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_idea_hide, 0),
					  &args, &met),
			 import_filled_ready);
	assert_int_equal(args.idea_hide.idea.n, 41);
	assert_memory_equal(args.idea_hide.reason.at, "rude", 4);
	import_plan_close(&plan, comment, import_done, 51);
	assert_int_equal(import_plan_fill(&plan, replica,
					  place(&plan, command_kind_comment_hide, 0), &args, &met),
			 import_filled_ready);
	assert_int_equal(args.comment_hide.comment.n, 51);
	assert_memory_equal(args.comment_hide.reason.at, "waiting", 7);
	replica_free(replica);
	import_plan_free(&plan);
}

static void ideas_of_a_board_that_failed_go_nowhere_else(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	char reason[200];
	plan_text(&plan, steered);
	struct replica *replica = session_of_two_towns();
	assert_true(import_plan_meet(&plan, replica, reason, sizeof reason));
	import_plan_close(&plan, place(&plan, command_kind_board_add, 0), import_failed, 0);
	uint32_t idea = place(&plan, command_kind_idea_add, 0);
	assert_int_equal(import_plan_fill(&plan, replica, idea, &args, &met), import_filled_never);
	replica_free(replica);
	import_plan_free(&plan);
}

static void old_numbers_become_new_ones(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	char reason[200];
	struct replica *replica = session_of_two_towns();
	plan_text(&plan, session);
	assert_true(import_plan_meet(&plan, replica, reason, sizeof reason));
	assert_int_equal(plan.steps[place(&plan, command_kind_town_add, 1)].state, import_existing);
	import_plan_close(&plan, place(&plan, command_kind_topic_add, 0), import_done, 31);
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_person_add, 0),
					  &args, &met),
			 import_filled_ready);
	assert_int_equal(args.person_add.town.n, 2);
	assert_memory_equal(args.person_add.name.at, "–", args.person_add.name.size);
	import_plan_close(&plan, place(&plan, command_kind_person_add, 0), import_done, 41);
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_idea_add, 0),
					  &args, &met),
			 import_filled_ready);
	assert_int_equal(args.idea_add.board.n, 13);
	assert_int_equal(args.idea_add.topic.n, 31);
	assert_int_equal(args.idea_add.person.n, 41);
	assert_int_equal(args.idea_add.text.size, 1); /* tidied */
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_idea_add, 1),
					  &args, &met),
			 import_filled_ready);
	assert_int_equal(args.idea_add.board.n, 11);
	assert_int_equal(args.idea_add.person.n, 0); /* of no town: whoever imports */
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 0), import_done, 51);
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 1), import_done, 52);
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_idea_link, 0),
					  &args, &met),
			 import_filled_ready);
	assert_int_equal(args.idea_link.from.n, 52);
	assert_int_equal(args.idea_link.to.n, 51);
	assert_int_equal(args.idea_link.relation, relation_part_of);
	uint32_t ballot = place(&plan, command_kind_ballot_add, 0);
	assert_int_equal(import_plan_fill(&plan, replica, ballot, &args, &met),
			 import_filled_idle); /* the session has one for opinions */
	import_plan_close(&plan, ballot, import_existing, met);
	assert_int_equal(
		import_plan_fill(&plan, replica, place(&plan, command_kind_vote, 0), &args, &met),
		import_filled_ready);
	assert_int_equal(args.vote.ballot.n, 21);
	assert_int_equal(args.vote.idea.n, 51);
	assert_int_equal(args.vote.person.n, 41);
	assert_int_equal(args.vote.choice, choice_agree);
	import_plan_free(&plan);
	replica_free(replica);
}

static void what_needs_a_failed_step_cannot_be_filled(void **state)
{
	(void)state;
	struct import_plan plan;
	union any_command args;
	uint32_t met;
	char reason[200];
	struct replica *replica = session_of_two_towns();
	plan_text(&plan, session);
	assert_true(import_plan_meet(&plan, replica, reason, sizeof reason));
	import_plan_close(&plan, place(&plan, command_kind_idea_add, 0), import_failed, 0);
	assert_int_equal(import_plan_fill(&plan, replica, place(&plan, command_kind_comment_add, 0),
					  &args, &met),
			 import_filled_never);
	assert_int_equal(
		import_plan_fill(&plan, replica, place(&plan, command_kind_vote, 0), &args, &met),
		import_filled_never);
	import_plan_free(&plan);
	replica_free(replica);
}

static void files_that_are_wrong_say_where(void **state)
{
	(void)state;
	static const struct {
		const char *file, *problem;
	} cases[] = {
		{"[]", "no export"},
		{"{\"idea\":7}", "\"idea\" is no list"},
		{"{\"idea\":[7]}", "idea[0] is no object"},
		{"{\"town\":[{\"name\":\"A\"}]}", "town[0]: \"id\" is no number"},
		{"{\"town\":[{\"id\":1,\"name\":\"A\"},{\"id\":1,\"name\":\"B\"}]}",
		 "town[1]: the number 1 was there before"},
		{"{\"town\":[{\"id\":1,\"name\":\" \"}]}", "town[0]: “name” must not be empty."},
		{"{\"topic\":[{\"id\":1,\"title\":5}]}", "topic[0]: \"title\" is no text"},
		{"{\"topic\":[{\"id\":1,\"title\":\"a\\u202eb\"}]}",
		 "topic[0]: “title” contains characters that are not allowed."},
		{"{\"person\":[{\"id\":1,\"name\":\"A\",\"town\":3}]}",
		 "person[0]: \"town\" names no town of this file"},
		{"{\"vote\":[{\"ballot\":1,\"idea\":2,\"person\":-3,\"choice\":\"maybe\"}]}",
		 "vote[0]: \"choice\" is no choice"},
		{"{\"vote\":[{\"ballot\":1,\"idea\":99999999999,\"person\":3,\"choice\":\"agree\"}]"
		 "}",
		 "vote[0]: \"idea\" names no idea of this file"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct import_plan plan;
		plan_text(&plan, cases[i].file);
		assert_non_null(strstr(plan.problems, cases[i].problem));
		import_plan_free(&plan);
	}
}

static void two_people_of_no_town_cannot_both_be_taken_over(void **state)
{
	(void)state;
	struct import_plan plan;
	plan_text(&plan, "{\"board\":[{\"id\":1,\"sort\":\"plenary\"}],"
			 "\"person\":[{\"id\":1,\"town\":0},{\"id\":2,\"town\":0}],"
			 "\"idea\":[{\"id\":1,\"board\":1,\"author\":1,\"text\":\"a\"},"
			 "{\"id\":2,\"board\":1,\"author\":2,\"text\":\"b\"}]}");
	assert_non_null(strstr(plan.problems, "belong to no town"));
	import_plan_free(&plan);
}

static void a_table_becomes_a_file(void **state)
{
	(void)state;
	char reason[200];
	struct import_plan plan;
	const char table[] = "title,text,topic,town,author\n"
			     "T,one,Traffic,A,Anna\n"
			     ",two,Traffic,B,Anna\n"
			     "only title,,,A,\n"
			     ",,,,\n"
			     ",mine,,,\n";
	json_t *rows = spreadsheet_read(table, strlen(table), reason, sizeof reason);
	assert_non_null(rows);
	json_t *file = import_plan_of_table(rows, "", reason, sizeof reason);
	assert_non_null(file);
	json_decref(rows);
	import_plan_make(&plan, file, "");
	assert_string_equal(plan.problems, "");
	assert_int_equal(json_array_size(json_object_get(file, "idea")), 4);
	assert_int_equal(json_array_size(json_object_get(file, "topic")), 1);
	assert_int_equal(json_array_size(json_object_get(file, "town")), 2);
	/* Oneself, Anna of A, Anna of B, and the nameless of A. */
	assert_int_equal(json_array_size(json_object_get(file, "person")), 4);
	json_t *third = json_array_get(json_object_get(file, "idea"), 2);
	assert_string_equal(json_string_value(json_object_get(third, "text")), "only title");
	import_plan_free(&plan);
}

static void columns_have_german_names_too(void **state)
{
	(void)state;
	char reason[200];
	const char table[] = "Stadt;Idee;Thema;Titel;Name\nA;one;Verkehr;T;Anna\n";
	json_t *rows = spreadsheet_read(table, strlen(table), reason, sizeof reason);
	json_t *file = import_plan_of_table(rows, "", reason, sizeof reason);
	assert_non_null(file);
	json_t *idea = json_array_get(json_object_get(file, "idea"), 0);
	json_t *person = json_array_get(json_object_get(file, "person"), 1);
	assert_string_equal(json_string_value(json_object_get(idea, "text")), "one");
	assert_string_equal(json_string_value(json_object_get(idea, "title")), "T");
	assert_int_equal(json_integer_value(json_object_get(idea, "topic")), 1);
	assert_string_equal(json_string_value(json_object_get(person, "name")), "Anna");
	assert_int_equal(json_integer_value(json_object_get(person, "town")), 1);
	json_decref(rows);
	json_decref(file);
}

static void a_table_without_a_town_for_an_author_is_refused(void **state)
{
	(void)state;
	char reason[200];
	const char table[] = "text,author\none,Anna\n";
	json_t *rows = spreadsheet_read(table, strlen(table), reason, sizeof reason);
	assert_null(import_plan_of_table(rows, "", reason, sizeof reason));
	assert_string_equal(reason, "row 1: Anna needs a town; --town T is for all such");
	json_decref(rows);
}

/* ---- the journal ---- */

static char path[] = "/tmp/cli-journal-XXXXXX";

static int make_path(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "%s", "/tmp/cli-journal-XXXXXX");
	int made = mkstemp(path);
	close(made);
	return made < 0 ? -1 : unlink(path);
}

static int remove_path(void **state)
{
	(void)state;
	unlink(path);
	return 0;
}

static void an_interrupted_import_goes_on_where_it_was(void **state)
{
	(void)state;
	struct import_plan plan;
	struct journal journal;
	plan_text(&plan, session);
	assert_true(journal_open(&journal, path, &plan));
	uint32_t device = journal.device;
	journal_note(&journal, place(&plan, command_kind_town_add, 0), import_existing, 1);
	journal_note(&journal, place(&plan, command_kind_person_add, 0), import_done, 41);
	journal_note(&journal, place(&plan, command_kind_idea_add, 0), import_failed, 0);
	assert_true(journal_flush(&journal));
	journal_note(&journal, place(&plan, command_kind_idea_add, 1), import_done,
		     52); /* never written */
	journal_close(&journal);
	import_plan_free(&plan);
	plan_text(&plan, session);
	assert_true(journal_open(&journal, path, &plan));
	assert_int_equal(journal.device, device);
	assert_int_equal(journal.noted, 3);
	assert_false(journal.ended);
	assert_int_equal(plan.steps[place(&plan, command_kind_town_add, 0)].state, import_existing);
	assert_int_equal(plan.steps[place(&plan, command_kind_person_add, 0)].result, 41);
	assert_int_equal(plan.steps[place(&plan, command_kind_idea_add, 0)].state, import_failed);
	assert_int_equal(plan.steps[place(&plan, command_kind_idea_add, 1)].state, import_open);
	journal_note_end(&journal);
	assert_true(journal_flush(&journal));
	journal_close(&journal);
	assert_true(journal_open(&journal, path, &plan));
	assert_true(journal.ended);
	journal_close(&journal);
	import_plan_free(&plan);
}

static void a_line_that_was_cut_off_does_not_count(void **state)
{
	(void)state;
	struct import_plan plan;
	struct journal journal;
	FILE *to = fopen(path, "w");
	plan_text(&plan, session);
	fprintf(to, "bogen-import 1 77 %u\nd %u 41\nd %u 5", plan.step_count,
		place(&plan, command_kind_person_add, 0), place(&plan, command_kind_idea_add, 0));
	fclose(to);
	assert_true(journal_open(&journal, path, &plan));
	assert_int_equal(journal.device, 77);
	assert_int_equal(journal.noted, 1);
	assert_int_equal(plan.steps[place(&plan, command_kind_idea_add, 0)].state, import_open);
	journal_note(&journal, place(&plan, command_kind_idea_add, 0), import_done, 51);
	assert_true(journal_flush(&journal));
	journal_close(&journal);
	import_plan_free(&plan);
	plan_text(&plan, session);
	assert_true(journal_open(&journal, path, &plan));
	assert_int_equal(plan.steps[place(&plan, command_kind_idea_add, 0)].result, 51);
	journal_close(&journal);
	import_plan_free(&plan);
}

static void journals_of_other_plans_are_refused(void **state)
{
	(void)state;
	static const struct {
		const char *word;
		uint32_t device, more;
		const char *line;
	} wrong[] = {{"something", 77, 0, ""},
		     {"bogen-import", 77, 1, ""},
		     {"bogen-import", 0, 0, ""},
		     {"bogen-import", 77, 0, "d 9999 1\n"},
		     {"bogen-import", 77, 0, "nonsense\n"}};
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct import_plan plan;
		struct journal journal;
		FILE *to = fopen(path, "w");
		plan_text(&plan, session);
		fprintf(to, "%s 1 %u %u\n%s", wrong[i].word, wrong[i].device,
			plan.step_count + wrong[i].more, wrong[i].line);
		fclose(to);
		assert_false(journal_open(&journal, path, &plan));
		journal_close(&journal);
		import_plan_free(&plan);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("steps come in the order of what they need",
		      steps_come_in_the_order_of_what_they_need),
		CLAIM("what was held back stays held back", what_was_held_back_stays_held_back),
		CLAIM("ideas of a board that could not be made are not shown elsewhere",
		      ideas_of_a_board_that_failed_go_nowhere_else),
		CLAIM("old numbers become new ones", old_numbers_become_new_ones),
		CLAIM("what needs a failed step cannot be filled",
		      what_needs_a_failed_step_cannot_be_filled),
		CLAIM("files that are wrong say where", files_that_are_wrong_say_where),
		CLAIM("two people of no town cannot both be taken over",
		      two_people_of_no_town_cannot_both_be_taken_over),
		CLAIM("a table becomes a file", a_table_becomes_a_file),
		CLAIM("columns have German names too", columns_have_german_names_too),
		CLAIM("in a table an author needs a town",
		      a_table_without_a_town_for_an_author_is_refused),
		cmocka_unit_test_setup_teardown(an_interrupted_import_goes_on_where_it_was,
						make_path, remove_path),
		cmocka_unit_test_setup_teardown(a_line_that_was_cut_off_does_not_count, make_path,
						remove_path),
		cmocka_unit_test_setup_teardown(journals_of_other_plans_are_refused, make_path,
						remove_path),
	};
	return cmocka_run_group_tests_name("cli import", tests, NULL, NULL);
}
