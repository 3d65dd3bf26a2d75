#include "server/voting/recount.h"

#include <stdlib.h>
#include <string.h>

#include "server/voting/recount_rows.h"
#include "server/voting/voting.h"

struct recount {
	struct recount_rows rows;
	struct recount_verdict *verdicts;
	struct voting_result **results; /* by verdict; may be NULL */
	uint32_t count, room;
};

struct recount *recount_new(void)
{
	struct recount *recount = calloc(1, sizeof *recount);
	if (!recount)
		abort();
	return recount;
}

void recount_free(struct recount *recount)
{
	if (!recount)
		return;
	for (uint32_t i = 0; i < recount->count; i++)
		voting_result_free(recount->results[i]);
	free(recount->results);
	free(recount->verdicts);
	recount_rows_free(&recount->rows);
	free(recount);
}

void recount_add(struct recount *recount, enum row_kind kind, const union any_row *row)
{
	recount_rows_add(&recount->rows, kind, row);
}

/* ---- findings ---- */

/* The first finding stays. */
static void find(struct recount_verdict *verdict, enum recount_finding finding, enum row_kind kind,
		 const uint32_t key[ROW_KEY_PARTS])
{
	if (verdict->finding != recount_same)
		return;
	verdict->finding = finding;
	verdict->kind = kind;
	memcpy(verdict->key, key, sizeof verdict->key);
}

static void find_unfit(struct recount_verdict *verdict, enum row_kind kind,
		       const uint32_t key[ROW_KEY_PARTS], enum err refusal)
{
	if (verdict->finding == recount_same)
		verdict->refusal = refusal;
	find(verdict, recount_unfit, kind, key);
}

static void find_difference(struct recount_verdict *verdict, const struct recount_row *row,
			    const struct field *field, uint64_t frozen, uint64_t counted)
{
	if (verdict->finding != recount_same)
		return;
	find(verdict, recount_differs, row->kind, row->key);
	verdict->field = field;
	verdict->frozen = frozen;
	verdict->counted = counted;
}

/* ---- comparing rows ---- */

static bool lists_differ(const struct ids *frozen, const struct ids *counted, uint64_t values[2])
{
	values[0] = frozen->count;
	values[1] = counted->count;
	bool differ = frozen->count != counted->count;
	for (uint32_t i = 0; !differ && i < frozen->count; i++) {
		values[0] = ids_get(*frozen, i);
		values[1] = ids_get(*counted, i);
		differ = values[0] != values[1];
	}
	return differ;
}

static bool pairs_differ(const struct pairs *frozen, const struct pairs *counted,
			 uint64_t values[2])
{
	values[0] = frozen->count;
	values[1] = counted->count;
	bool differ = frozen->count != counted->count;
	for (uint32_t i = 0; !differ && i < frozen->count; i++) {
		struct pair a = pairs_get(*frozen, i), b = pairs_get(*counted, i);
		values[0] = a.id != b.id ? a.id : a.number;
		values[1] = a.id != b.id ? b.id : b.number;
		differ = values[0] != values[1];
	}
	return differ;
}

/* Whom a row is for is no part of the count. */
static bool fields_differ(const struct field *field, const void *frozen, const void *counted,
			  uint64_t values[2])
{
	const void *a = (const char *)frozen + field->offset;
	const void *b = (const char *)counted + field->offset;
	switch (field->type) {
	case field_type_number:
		values[0] = *(const uint64_t *)a;
		values[1] = *(const uint64_t *)b;
		return values[0] != values[1];
	case field_type_word:
		values[0] = (uint64_t) * (const int *)a;
		values[1] = (uint64_t) * (const int *)b;
		return field->words != &words_audience && values[0] != values[1];
	case field_type_ids:
		return lists_differ(a, b, values);
	case field_type_pairs:
		return pairs_differ(a, b, values);
	default:
		return false;
	}
}

/* A row and what was counted instead. */
struct match {
	const struct recount_row *row;
	const void *counted;
};

/* Field by field, so that a count that differs is named before any rank that follows from it. */
static void compare(struct recount_verdict *verdict, enum row_kind kind,
		    const struct match *matches, uint32_t count)
{
	const struct shape *shape = &row_shapes[kind];
	for (uint32_t i = shape->key_count; i < shape->field_count; i++)
		for (uint32_t j = 0; j < count; j++) {
			uint64_t values[2] = {0, 0};
			if (fields_differ(&shape->fields[i], matches[j].row->fields,
					  matches[j].counted, values))
				find_difference(verdict, matches[j].row, &shape->fields[i],
						values[0], values[1]);
		}
}

/* ---- counting ---- */

/* A ballot's papers as they are counted; what they borrow is in the rows. */
struct pile {
	struct sheet *sheet;
	struct voting_paper *papers;
	uint32_t paper_count;
};

static void count_paper(const struct row_ballot *ballot, const struct recount_row *row,
			struct pile *pile, struct recount_verdict *verdict)
{
	uint64_t detail = 0;
	struct voting_paper paper;
	if (row->kind == row_kind_published) {
		const struct row_published *published = row->fields;
		paper = (struct voting_paper){published->town.n, published->choices};
	} else {
		const struct row_paper *cast = row->fields;
		if (cast->withdrawn)
			return;
		paper = (struct voting_paper){cast->town.n, cast->choices};
	}
	enum err refusal = voting_check_paper(ballot, paper.choices, &detail);
	if (refusal != err_none) {
		find_unfit(verdict, row->kind, row->key, refusal);
		return;
	}
	pile->papers[pile->paper_count++] = paper;
	sheet_count_paper(pile->sheet, paper.town, paper.choices, 1);
}

static void count_papers(const struct recount_rows *rows, const struct row_ballot *ballot,
			 struct pile *pile, struct recount_verdict *verdict)
{
	enum row_kind kind =
		ballot->secrecy == secrecy_confidential ? row_kind_published : row_kind_paper;
	struct recount_range range = recount_rows_of(rows, kind, ballot->id.n);
	pile->papers = calloc(range.count + 1u, sizeof *pile->papers);
	if (!pile->papers)
		abort();
	for (uint32_t i = 0; i < range.count; i++)
		count_paper(ballot, &range.at[i], pile, verdict);
}

static int person_order(const void *left, const void *right)
{
	const struct row_vote *a = *(const struct row_vote *const *)left;
	const struct row_vote *b = *(const struct row_vote *const *)right;
	return (a->person.n > b->person.n) - (a->person.n < b->person.n);
}

static void count_votes(const struct recount_rows *rows, const struct row_ballot *ballot,
			struct pile *pile, struct recount_verdict *verdict)
{
	struct recount_range range = recount_rows_of(rows, row_kind_vote, ballot->id.n);
	const struct row_vote **votes = calloc(range.count + 1u, sizeof *votes);
	uint32_t count = 0;
	if (!votes)
		abort();
	for (uint32_t i = 0; i < range.count; i++) {
		const struct row_vote *vote = range.at[i].fields;
		if (vote->choice < choice_agree || vote->choice > choice_pass) {
			find_unfit(verdict, row_kind_vote, range.at[i].key, err_argument_wrong);
			continue;
		}
		sheet_count_vote(pile->sheet, vote->town.n, vote->idea.n, vote->choice, 1);
		votes[count++] = vote;
	}
	qsort(votes, count, sizeof *votes, person_order);
	for (uint32_t i = 0; i < count; i++)
		if (i == 0 || votes[i]->person.n != votes[i - 1]->person.n)
			sheet_count_voter(pile->sheet, votes[i]->town.n, 1);
	free(votes);
}

/* The ideas that have a result: those that the ballot ranked. Returns owned bytes. */
static uint8_t *ideas_of(struct recount_range results, struct ids *ideas)
{
	uint8_t *list = malloc((size_t)results.count * ID_BYTES + 1u);
	if (!list)
		abort();
	for (uint32_t i = 0; i < results.count; i++)
		id_write(list + (size_t)i * ID_BYTES, results.at[i].key[1]);
	*ideas = (struct ids){list, results.count};
	return list;
}

static struct voting_result *count_ballot(const struct recount_rows *rows,
					  const struct row_ballot *ballot,
					  struct recount_verdict *verdict)
{
	struct pile pile = {.sheet = sheet_new(ballot)};
	struct ids ideas;
	uint8_t *list = ideas_of(recount_rows_of(rows, row_kind_result, ballot->id.n), &ideas);
	if (ballot->method == ballot_method_opinion)
		count_votes(rows, ballot, &pile, verdict);
	else
		count_papers(rows, ballot, &pile, verdict);
	verdict->papers = sheet_papers_all(pile.sheet);
	struct voting_result *result = voting_result_new(
		ballot, pile.sheet, (struct voting_papers){pile.papers, pile.paper_count}, ideas);
	voting_result_withhold(result, ballot, pile.sheet);
	sheet_free(pile.sheet);
	free(pile.papers);
	free(list);
	return result;
}

/* ---- one ballot ---- */

static void compare_papers(struct recount_verdict *verdict, const struct recount_row *row)
{
	const struct row_ballot *ballot = row->fields;
	if (ballot->papers != verdict->papers)
		find_difference(verdict, row, shape_field(&row_shapes[row_kind_ballot], "papers"),
				ballot->papers, verdict->papers);
}

/* Which frozen row belongs to which counted one. */
struct matching {
	struct recount_range range;
	enum row_kind kind;
	bool *met; /* by row in the range */
	struct match *matches;
	uint32_t count;
};

static struct matching matching_new(const struct recount_rows *rows, enum row_kind kind,
				    uint32_t ballot, uint32_t counted)
{
	struct matching matching = {.range = recount_rows_of(rows, kind, ballot), .kind = kind};
	matching.met = calloc(matching.range.count + 1u, sizeof *matching.met);
	matching.matches = calloc(counted + 1u, sizeof *matching.matches);
	if (!matching.met || !matching.matches)
		abort();
	return matching;
}

static void match_row(struct matching *matching, const uint32_t key[ROW_KEY_PARTS],
		      const void *counted, struct recount_verdict *verdict)
{
	const struct recount_row *row = recount_rows_find(matching->range, key);
	if (!row) {
		find(verdict, recount_missing, matching->kind, key);
		return;
	}
	matching->met[row - matching->range.at] = true;
	matching->matches[matching->count++] = (struct match){row, counted};
}

static void matching_end(struct matching *matching, struct recount_verdict *verdict)
{
	for (uint32_t i = 0; i < matching->range.count; i++)
		if (!matching->met[i])
			find(verdict, recount_extra, matching->kind, matching->range.at[i].key);
	compare(verdict, matching->kind, matching->matches, matching->count);
	free(matching->met);
	free(matching->matches);
}

static void compare_results(const struct recount_rows *rows, const struct voting_result *result,
			    struct recount_verdict *verdict)
{
	struct matching matching =
		matching_new(rows, row_kind_result, verdict->ballot, result->option_count);
	for (uint32_t i = 0; i < result->option_count; i++) {
		const struct row_result *row = &result->options[i];
		const uint32_t key[ROW_KEY_PARTS] = {verdict->ballot, row->idea.n, 0};
		match_row(&matching, key, row, verdict);
	}
	matching_end(&matching, verdict);
}

static void compare_scores(const struct recount_rows *rows, const struct voting_result *result,
			   struct recount_verdict *verdict)
{
	struct matching matching =
		matching_new(rows, row_kind_score, verdict->ballot, result->score_count);
	for (uint32_t i = 0; i < result->score_count; i++) {
		const struct row_score *row = &result->scores[i];
		const uint32_t key[ROW_KEY_PARTS] = {verdict->ballot, row->idea.n, 0};
		match_row(&matching, key, row, verdict);
	}
	matching_end(&matching, verdict);
}

static void compare_outcomes(const struct recount_rows *rows, const struct voting_result *result,
			     struct recount_verdict *verdict)
{
	struct matching matching =
		matching_new(rows, row_kind_outcome, verdict->ballot, result->outcome_count);
	for (uint32_t i = 0; i < result->outcome_count; i++) {
		const struct row_outcome *row = &result->outcomes[i];
		const uint32_t key[ROW_KEY_PARTS] = {verdict->ballot, row->rule, row->budget_rule};
		match_row(&matching, key, row, verdict);
	}
	matching_end(&matching, verdict);
}

static struct recount_verdict *verdict_add(struct recount *recount, uint32_t ballot)
{
	if (recount->count == recount->room) {
		recount->room = recount->room ? recount->room * 2 : 16;
		recount->verdicts =
			realloc(recount->verdicts, recount->room * sizeof *recount->verdicts);
		recount->results =
			realloc(recount->results, recount->room * sizeof(struct voting_result *));
		if (!recount->verdicts || !recount->results)
			abort();
	}
	recount->results[recount->count] = NULL;
	struct recount_verdict *verdict = &recount->verdicts[recount->count++];
	*verdict = (struct recount_verdict){.ballot = ballot};
	return verdict;
}

static void judge_closed(struct recount *recount, const struct recount_row *row)
{
	const struct row_ballot *ballot = row->fields;
	struct recount_verdict *verdict = verdict_add(recount, ballot->id.n);
	uint64_t detail = 0;
	verdict->row = ballot;
	if (ballot->method == ballot_method_opinion &&
	    recount_rows_of(&recount->rows, row_kind_result, ballot->id.n).count == 0) {
		verdict->finding = recount_nothing;
		return;
	}
	enum err refusal = voting_check_ballot(ballot, &detail);
	if (refusal != err_none) {
		find_unfit(verdict, row_kind_ballot, row->key, refusal);
		return;
	}
	struct voting_result *result = count_ballot(&recount->rows, ballot, verdict);
	recount->results[recount->count - 1] = result;
	verdict->result = result;
	compare_papers(verdict, row);
	compare_results(&recount->rows, result, verdict);
	compare_scores(&recount->rows, result, verdict);
	compare_outcomes(&recount->rows, result, verdict);
}

/* A ballot that is not closed has no results yet, or none any more. */
static void judge_open(struct recount *recount, uint32_t ballot, const struct recount_row *row)
{
	const enum row_kind kinds[] = {row_kind_result, row_kind_score, row_kind_outcome};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct recount_range range = recount_rows_of(&recount->rows, kinds[i], ballot);
		if (range.count == 0)
			continue;
		struct recount_verdict *verdict = verdict_add(recount, ballot);
		verdict->row = row ? row->fields : NULL;
		find(verdict, recount_extra, kinds[i], range.at[0].key);
		return;
	}
}

static void judge(struct recount *recount, uint32_t ballot)
{
	struct recount_range range = recount_rows_of(&recount->rows, row_kind_ballot, ballot);
	const struct row_ballot *row = range.count ? range.at[0].fields : NULL;
	if (row && row->state == ballot_state_closed)
		judge_closed(recount, &range.at[0]);
	else
		judge_open(recount, ballot, range.count ? &range.at[0] : NULL);
}

uint32_t recount_run(struct recount *recount)
{
	uint32_t ballot = 0;
	recount_rows_sort(&recount->rows);
	while (recount_rows_next_ballot(&recount->rows, &ballot))
		judge(recount, ballot);
	return recount->count;
}

const struct recount_verdict *recount_verdict(const struct recount *recount, uint32_t index)
{
	return &recount->verdicts[index];
}
