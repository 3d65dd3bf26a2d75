/* Claims about counting again: what a ballot froze holds, and whatever was changed afterwards is
 * named. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "server/voting/recount.h"
#include "voting_desk.h"

/* ---- the rows of a closed ballot ---- */

struct rows {
	union any_row at[64];
	enum row_kind kinds[64];
	uint32_t count;
};

static void add(struct rows *rows, enum row_kind kind, const void *row)
{
	assert_true(rows->count < 64);
	memset(&rows->at[rows->count], 0, sizeof rows->at[rows->count]);
	memcpy(&rows->at[rows->count], row, row_shapes[kind].size);
	rows->kinds[rows->count++] = kind;
}

static union any_row *nth(struct rows *rows, enum row_kind kind, uint32_t n)
{
	for (uint32_t i = 0; i < rows->count; i++)
		if (rows->kinds[i] == kind && n-- == 0)
			return &rows->at[i];
	fail_msg("no such row");
	return NULL;
}

static void take_away(struct rows *rows, const union any_row *row)
{
	uint32_t at = (uint32_t)(row - rows->at);
	rows->count--;
	memmove(&rows->at[at], &rows->at[at + 1], (rows->count - at) * sizeof rows->at[0]);
	memmove(&rows->kinds[at], &rows->kinds[at + 1], (rows->count - at) * sizeof rows->kinds[0]);
}

static void add_results(struct rows *rows, struct desk *desk)
{
	desk->ballot.papers = sheet_papers_all(desk->sheet);
	add(rows, row_kind_ballot, &desk->ballot);
	voting_result_withhold(desk->result, &desk->ballot, desk->sheet);
	for (uint32_t i = 0; i < desk->result->score_count; i++)
		add(rows, row_kind_score, &desk->result->scores[i]);
	for (uint32_t i = 0; i < desk->result->option_count; i++) {
		struct row_result row = desk->result->options[i];
		row.board = (struct board_id){4}; /* whom it is for is no part of the count */
		row.audience = audience_members;
		add(rows, row_kind_result, &row);
	}
	for (uint32_t i = 0; i < desk->result->outcome_count; i++)
		add(rows, row_kind_outcome, &desk->result->outcomes[i]);
}

static void add_papers(struct rows *rows, const struct desk *desk)
{
	for (uint32_t i = 0; i < desk->paper_count; i++) {
		const struct voting_paper *from = &desk->papers[i];
		struct row_paper paper = {.ballot = desk->ballot.id,
					  .person = {i + 1},
					  .town = {from->town},
					  .choices = from->choices};
		struct row_published published = {.ballot = desk->ballot.id,
						  .number = {i + 1},
						  .town = {from->town},
						  .choices = from->choices};
		if (desk->ballot.secrecy == secrecy_confidential)
			add(rows, row_kind_published, &published);
		else
			add(rows, row_kind_paper, &paper);
	}
}

static struct desk *closed(enum ballot_method method, struct rows *rows)
{
	struct desk *desk = desk_new(method, 3);
	desk->ballot.points = 3;
	desk->ballot.picks = 2;
	desk->ballot.places = 1;
	desk->ballot.budget = 250;
	desk_begin(desk);
	CAST(desk, 2, 1, {1, 1}, {3, 1});
	CAST(desk, 1, 2, {3, 1});
	CAST(desk, 1, 0, {2, 1});
	BLANK(desk, 1, 2);
	desk_conclude(desk, (struct ids){0});
	*rows = (struct rows){.count = 0};
	add_results(rows, desk);
	add_papers(rows, desk);
	return desk;
}

/* Two people, two ideas; a third idea was voted on and had gone when the ballot closed. */
static struct desk *closed_opinion(struct rows *rows)
{
	static const struct row_vote votes[] = {
		{{1}, {10}, {1}, choice_agree, {1}},
		{{1}, {10}, {2}, choice_disagree, {2}},
		{{1}, {11}, {1}, choice_pass, {1}},
		{{1}, {12}, {2}, choice_agree, {2}},
	};
	struct desk *desk = desk_new(ballot_method_opinion, 0);
	*rows = (struct rows){.count = 0};
	for (size_t i = 0; i < sizeof votes / sizeof *votes; i++) {
		sheet_count_vote(desk->sheet, votes[i].town.n, votes[i].idea.n, votes[i].choice, 1);
		add(rows, row_kind_vote, &votes[i]);
	}
	sheet_count_voter(desk->sheet, 1, 1);
	sheet_count_voter(desk->sheet, 2, 1);
	desk_conclude(desk, desk_ids(desk, 2, (const uint32_t[]){10, 11}));
	add_results(rows, desk);
	return desk;
}

/* ---- asking ---- */

/* From the last row to the first: the order does not matter. */
static struct recount *run(const struct rows *rows, uint32_t expected_count)
{
	struct recount *recount = recount_new();
	for (uint32_t i = rows->count; i-- > 0;)
		recount_add(recount, rows->kinds[i], &rows->at[i]);
	assert_int_equal(recount_run(recount), expected_count);
	return recount;
}

static void assert_finding(const struct rows *rows, enum recount_finding finding,
			   enum row_kind kind, uint32_t key_1)
{
	struct recount *recount = run(rows, 1);
	const struct recount_verdict *verdict = recount_verdict(recount, 0);
	assert_int_equal(verdict->finding, finding);
	assert_int_equal(verdict->ballot, 1);
	if (!recount_holds(verdict)) {
		assert_int_equal(verdict->kind, kind);
		assert_int_equal(verdict->key[1], key_1);
	}
	recount_free(recount);
}

static void assert_clause(const struct rows *rows, const char *expected)
{
	struct recount *recount = run(rows, 1);
	char clause[RECOUNT_CLAUSE_MAX];
	recount_say(recount_verdict(recount, 0), clause);
	assert_string_equal(clause, expected);
	recount_free(recount);
}

static const enum ballot_method paper_methods[] = {
	ballot_method_approval, ballot_method_yesno,  ballot_method_dots,  ballot_method_resistance,
	ballot_method_ranking,  ballot_method_choose, ballot_method_budget};
#define PAPER_METHODS (sizeof paper_methods / sizeof *paper_methods)

/* ---- claims ---- */

static void what_was_frozen_holds(void **state)
{
	(void)state;
	struct rows rows;
	for (size_t i = 0; i < PAPER_METHODS; i++) {
		struct desk *desk = closed(paper_methods[i], &rows);
		assert_finding(&rows, recount_same, row_kind_none, 0);
		desk_free(desk);
	}
	struct desk *desk = closed_opinion(&rows);
	assert_finding(&rows, recount_same, row_kind_none, 0);
	assert_clause(&rows, "the same");
	desk_free(desk);
}

static void confidential_papers_are_those_published(void **state)
{
	(void)state;
	struct rows rows = {.count = 0};
	struct desk *desk = desk_new(ballot_method_approval, 2);
	desk->ballot.secrecy = secrecy_confidential;
	CAST(desk, 6, 1, {1, 1});
	desk_conclude(desk, (struct ids){0});
	add_results(&rows, desk);
	add_papers(&rows, desk);
	/* What persons sealed is not looked at. */
	const struct row_paper sealed = {.ballot = {1}, .person = {9}, .town = {1}};
	add(&rows, row_kind_paper, &sealed);
	assert_finding(&rows, recount_same, row_kind_none, 0);
	take_away(&rows, nth(&rows, row_kind_published, 2));
	assert_finding(&rows, recount_differs, row_kind_ballot, 0);
	assert_clause(&rows, "the ballot: papers is 6, counted 5");
	desk_free(desk);
}

static void every_changed_figure_is_named(void **state)
{
	(void)state;
	const struct shape *shape = &row_shapes[row_kind_result];
	struct rows rows;
	struct desk *desk = closed(ballot_method_ranking, &rows);
	for (uint32_t i = shape->key_count; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		struct rows changed = rows;
		char *member = (char *)nth(&changed, row_kind_result, 1) + field->offset;
		uint64_t number = 0;
		if (field->type == field_type_number) {
			memcpy(&number, member, sizeof number);
			number += 3;
			memcpy(member, &number, sizeof number);
		} else if (field->type == field_type_word) {
			enum decision decision = decision_tied;
			memcpy(member, &decision, sizeof decision);
		} else if (field->type == field_type_pairs) {
			struct pairs other = desk_pairs(desk, 2, (struct pair[]){{1, 1}, {3, 0}});
			memcpy(member, &other, sizeof other);
		} else {
			continue;
		}
		struct recount *recount = run(&changed, 1);
		const struct recount_verdict *verdict = recount_verdict(recount, 0);
		if (strcmp(field->name, "audience") == 0) {
			assert_true(recount_holds(verdict));
		} else {
			assert_int_equal(verdict->finding, recount_differs);
			assert_string_equal(verdict->field->name, field->name);
			assert_int_not_equal(verdict->frozen, verdict->counted);
			assert_int_equal(verdict->key[1], 2);
		}
		if (field->type == field_type_number)
			assert_int_equal(verdict->counted, number - 3);
		recount_free(recount);
	}
	desk_free(desk);
}

static void a_changed_paper_is_seen(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed(ballot_method_approval, &rows);
	struct rows changed = rows;
	nth(&changed, row_kind_paper, 3)->paper.choices =
		desk_pairs(desk, 1, (struct pair[]){{3, 1}});
	assert_finding(&changed, recount_differs, row_kind_result, 2);
	assert_clause(&changed, "option 2: agree is 1, counted 0");
	/* So is one that was taken back, and one more. */
	changed = rows;
	nth(&changed, row_kind_paper, 4)->paper.withdrawn = true;
	assert_finding(&changed, recount_differs, row_kind_ballot, 0);
	changed = rows;
	const struct row_paper more = {.ballot = {1}, .person = {77}, .town = {1}};
	add(&changed, row_kind_paper, &more);
	assert_finding(&changed, recount_differs, row_kind_ballot, 0);
	/* And a town that was moved. */
	changed = rows;
	nth(&changed, row_kind_paper, 2)->paper.town = (struct town_id){1};
	assert_finding(&changed, recount_differs, row_kind_score, 1);
	desk_free(desk);
}

static void a_changed_opinion_is_seen(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed_opinion(&rows);
	nth(&rows, row_kind_vote, 2)->vote.choice = choice_agree;
	assert_finding(&rows, recount_differs, row_kind_result, 11);
	assert_clause(&rows, "option 11: agree is 0, counted 1");
	desk_free(desk);
}

static void rows_too_few_or_too_many_are_named(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed(ballot_method_choose, &rows);
	struct rows changed = rows;
	take_away(&changed, nth(&changed, row_kind_result, 2));
	assert_finding(&changed, recount_missing, row_kind_result, 3);
	assert_clause(&changed, "option 3: no row");
	changed = rows;
	struct row_result more = {.ballot = {1}, .idea = {50}};
	add(&changed, row_kind_result, &more);
	assert_finding(&changed, recount_extra, row_kind_result, 50);
	changed = rows;
	struct row_outcome outcome = {
		.ballot = {1}, .rule = rule_towns, .budget_rule = budget_rule_greedy};
	add(&changed, row_kind_outcome, &outcome);
	assert_finding(&changed, recount_extra, row_kind_outcome, rule_towns);
	assert_clause(&changed, "outcome towns greedy: a row of which nothing was counted");
	desk_free(desk);
}

static void papers_that_no_server_takes_are_named(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed(ballot_method_dots, &rows);
	nth(&rows, row_kind_paper, 1)->paper.choices = desk_pairs(desk, 1, (struct pair[]){{1, 4}});
	assert_finding(&rows, recount_unfit, row_kind_paper, 2);
	assert_clause(&rows, "the paper of person 2 does not fit the ballot (points_too_many)");
	nth(&rows, row_kind_ballot, 0)->ballot.options.count = 0;
	assert_finding(&rows, recount_unfit, row_kind_ballot, 0);
	desk_free(desk);
}

static void only_closed_ballots_are_judged(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed(ballot_method_approval, &rows);
	/* Open, with results left over. */
	nth(&rows, row_kind_ballot, 0)->ballot.state = ballot_state_open;
	assert_finding(&rows, recount_extra, row_kind_result, 1);
	for (uint32_t i = 0; i < 3; i++)
		take_away(&rows, nth(&rows, row_kind_result, 0));
	assert_finding(&rows, recount_extra, row_kind_score, 1);
	for (uint32_t i = 0; i < 3; i++)
		take_away(&rows, nth(&rows, row_kind_score, 0));
	recount_free(run(&rows, 0));
	nth(&rows, row_kind_ballot, 0)->ballot.state = ballot_state_void;
	recount_free(run(&rows, 0));
	desk_free(desk);
	/* Opinions that were closed before results were kept. */
	desk = closed_opinion(&rows);
	take_away(&rows, nth(&rows, row_kind_result, 0));
	take_away(&rows, nth(&rows, row_kind_result, 0));
	assert_finding(&rows, recount_nothing, row_kind_none, 0);
	desk_free(desk);
}

static void of_two_rows_with_a_key_the_last_counts(void **state)
{
	(void)state;
	struct rows rows;
	struct desk *desk = closed(ballot_method_approval, &rows);
	struct recount *recount = recount_new();
	struct rows old = rows;
	nth(&old, row_kind_paper, 0)->paper.choices.count = 0;
	for (uint32_t i = 0; i < old.count; i++)
		recount_add(recount, old.kinds[i], &old.at[i]);
	for (uint32_t i = 0; i < rows.count; i++)
		recount_add(recount, rows.kinds[i], &rows.at[i]);
	assert_int_equal(recount_run(recount), 1);
	assert_true(recount_holds(recount_verdict(recount, 0)));
	recount_free(recount);
	desk_free(desk);
}

static void ballots_are_judged_apart(void **state)
{
	(void)state;
	struct rows first, second;
	struct desk *a = closed(ballot_method_approval, &first);
	struct desk *b = closed(ballot_method_resistance, &second);
	struct recount *recount = recount_new();
	for (uint32_t i = 0; i < first.count; i++)
		recount_add(recount, first.kinds[i], &first.at[i]);
	for (uint32_t i = 0; i < second.count; i++) {
		uint32_t ballot = 2; /* the first part of the key, in each of these kinds */
		memcpy(&second.at[i], &ballot, sizeof ballot);
		recount_add(recount, second.kinds[i], &second.at[i]);
	}
	assert_int_equal(recount_run(recount), 2);
	for (uint32_t i = 0; i < 2; i++) {
		const struct recount_verdict *verdict = recount_verdict(recount, i);
		assert_true(recount_holds(verdict));
		assert_int_equal(verdict->ballot, i + 1);
		assert_int_equal(verdict->papers, 5);
		assert_int_equal(verdict->result->option_count, i ? 4 : 3);
	}
	recount_free(recount);
	desk_free(a);
	desk_free(b);
}

/* ---- nonsense ---- */

static void fill(union any_row *row, const struct shape *shape, uint64_t *seed,
		 const uint8_t *bytes)
{
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		char *member = (char *)row + field->offset;
		uint64_t number = desk_below(seed, 4) ? desk_below(seed, 4) : desk_random(seed);
		uint32_t small = (uint32_t)number;
		struct pairs list = {bytes + desk_below(seed, 64), desk_below(seed, 9)};
		switch (field->type) {
		case field_type_number:
		case field_type_set:
			memcpy(member, &number, sizeof number);
			break;
		case field_type_id:
		case field_type_word:
			memcpy(member, &small, sizeof small);
			break;
		case field_type_flag:
			*member = (char)(small & 1);
			break;
		case field_type_lines:
			break;
		default: /* lists, texts and bytes are an address and a count */
			memcpy(member, &list, sizeof list);
		}
	}
}

static void nonsense_breaks_nothing(void **state)
{
	(void)state;
	const enum row_kind kinds[] = {row_kind_ballot,    row_kind_vote,   row_kind_paper,
				       row_kind_published, row_kind_result, row_kind_outcome};
	uint8_t bytes[256];
	for (uint64_t round = 0; round < 3000; round++) {
		uint64_t seed = round;
		struct recount *recount = recount_new();
		uint32_t count = desk_below(&seed, 30);
		for (uint32_t i = 0; i < sizeof bytes; i++)
			bytes[i] = desk_below(&seed, 3) ? 0 : (uint8_t)desk_below(&seed, 256);
		for (uint32_t i = 0; i < 12; i++) /* some numbers of options that exist */
			bytes[i * PAIR_BYTES + 3] = (uint8_t)desk_below(&seed, 4);
		for (uint32_t i = 0; i < count; i++) {
			enum row_kind kind = kinds[desk_below(&seed, 6)];
			union any_row row = {.ballot = {.id = {0}}};
			fill(&row, &row_shapes[kind], &seed, bytes);
			if (kind == row_kind_ballot && desk_below(&seed, 2)) {
				row.ballot.state = ballot_state_closed;
				row.ballot.method = (enum ballot_method)(1 + desk_below(&seed, 8));
			}
			recount_add(recount, kind, &row);
		}
		for (uint32_t i = recount_run(recount); i-- > 0;) {
			char clause[RECOUNT_CLAUSE_MAX];
			recount_say(recount_verdict(recount, i), clause);
			assert_true(strlen(clause) > 0);
		}
		recount_free(recount);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("what was frozen holds, in every method", what_was_frozen_holds),
		CLAIM("confidential papers are those published",
		      confidential_papers_are_those_published),
		CLAIM("every changed figure is named, with both values",
		      every_changed_figure_is_named),
		CLAIM("a paper changed, taken back, added or moved is seen",
		      a_changed_paper_is_seen),
		CLAIM("a changed opinion is seen", a_changed_opinion_is_seen),
		CLAIM("rows too few or too many are named", rows_too_few_or_too_many_are_named),
		CLAIM("papers and ballots that no server takes are named",
		      papers_that_no_server_takes_are_named),
		CLAIM("only closed ballots are judged", only_closed_ballots_are_judged),
		CLAIM("of two rows with one key the last counts",
		      of_two_rows_with_a_key_the_last_counts),
		CLAIM("ballots are judged apart", ballots_are_judged_apart),
		CLAIM("nonsense breaks nothing", nonsense_breaks_nothing),
	};
	return cmocka_run_group_tests_name("voting recount", tests, NULL, NULL);
}
