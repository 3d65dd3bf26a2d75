/* Budget: options that cost; a paper approves of any number of them, or of at most `picks`.
 *
 * Besides the options' results it has outcomes: what the budget buys under the rule people (equal
 * endowments) and under the rule towns (the budget divided among the towns by weight, then equally
 * among a town's voters), each by all budget rules; and under the rule every_town greedily by that
 * rule's score. Greedy goes by the rule's own score, and so does add1_votes with what is left. What
 * nobody supports is never bought. An option is carried if it is among what its rule buys by the
 * budget rule that the ballot has announced; ties are decided as budget.h says, with the options'
 * numbers as names. */
#include "server/voting/budget.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/voting/method.h"

#define CENTS_PER_UNIT 100u

/* The server counts at the closing, and nobody is served meanwhile: so many projects take a second
 * with thousands of papers. */
#define BUDGET_OPTIONS_MAX 100u
#define MILLIONTHS         UINT64_C(1000000)

__extension__ typedef unsigned __int128 wide;

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

static enum err check_ballot(const struct row_ballot *ballot, uint64_t *detail)
{
	if (ballot->budget == 0)
		return err_budget_missing;
	if (ballot->options.count > BUDGET_OPTIONS_MAX) {
		*detail = BUDGET_OPTIONS_MAX;
		return err_options_too_many;
	}
	for (uint32_t i = 0; i < ballot->options.count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		if (option.number == 0) {
			*detail = option.id;
			return err_cost_missing;
		}
	}
	return err_none;
}

/* ---- the papers ---- */

/* What add1 raises an endowment by: where that is less than a whole unit, a cent. */
static uint64_t unit_of(const struct row_ballot *ballot, uint32_t paper_count)
{
	return ballot->budget / CENTS_PER_UNIT < paper_count ? 1 : CENTS_PER_UNIT;
}

static struct budget *budget_of_ballot(const struct row_ballot *ballot, uint32_t paper_count)
{
	uint32_t count = ballot->options.count;
	struct budget_project *projects = must_have(calloc(count + 1u, sizeof *projects));
	char(*names)[12] = must_have(calloc(count + 1u, sizeof *names));
	for (uint32_t i = 0; i < count; i++) {
		struct pair option = pairs_get(ballot->options, i);
		snprintf(names[i], sizeof names[i], "%" PRIu32, option.id);
		projects[i] = (struct budget_project){names[i], option.number};
	}
	struct budget *budget =
		budget_new(ballot->budget, unit_of(ballot, paper_count), false, projects, count);
	free(names);
	free(projects);
	return budget;
}

static int compare_pairs(const void *left, const void *right)
{
	const struct pair *a = left, *b = right;
	return (a->id > b->id) - (a->id < b->id);
}

/* A ballot's options by number, each with its index. Returns owned. */
static struct pair *index_options(const struct row_ballot *ballot)
{
	uint32_t count = ballot->options.count;
	struct pair *index = must_have(calloc(count + 1u, sizeof *index));
	for (uint32_t i = 0; i < count; i++)
		index[i] = (struct pair){pairs_get(ballot->options, i).id, i};
	qsort(index, count, sizeof *index, compare_pairs);
	return index;
}

static void add_papers(struct budget *budget, const struct row_ballot *ballot,
		       struct voting_papers papers)
{
	uint32_t count = ballot->options.count;
	struct pair *index = index_options(ballot);
	struct budget_choice *choices = must_have(calloc(count + 1u, sizeof *choices));
	for (uint32_t i = 0; i < papers.count; i++) {
		uint32_t used = 0;
		for (uint32_t j = 0; j < papers.at[i].choices.count && used < count; j++) {
			struct pair choice = pairs_get(papers.at[i].choices, j);
			struct pair *found =
				bsearch(&choice, index, count, sizeof *index, compare_pairs);
			if (found)
				choices[used++] =
					(struct budget_choice){(uint32_t)found->number, 1};
		}
		budget_add_paper(budget, papers.at[i].town, choices, used);
	}
	free(choices);
	free(index);
}

/* ---- towns ---- */

static int compare_weights(const void *left, const void *right)
{
	const struct budget_weight *a = left, *b = right;
	return (a->town > b->town) - (a->town < b->town);
}

/* The towns that share the budget: as weighed, or all that have papers, alike. Returns owned. */
static struct budget_weight *weigh_towns(const struct row_ballot *ballot,
					 struct voting_papers papers, uint32_t *count)
{
	uint32_t most = ballot->weights.count > 0 ? ballot->weights.count : papers.count;
	struct budget_weight *weights = must_have(calloc(most + 1u, sizeof *weights));
	*count = 0;
	for (uint32_t i = 0; i < ballot->weights.count; i++) {
		struct pair weight = pairs_get(ballot->weights, i);
		weights[(*count)++] = (struct budget_weight){weight.id, weight.number};
	}
	if (*count > 0)
		return weights;
	for (uint32_t i = 0; i < papers.count; i++)
		if (papers.at[i].town != 0)
			weights[(*count)++] = (struct budget_weight){papers.at[i].town, 1};
	qsort(weights, *count, sizeof *weights, compare_weights);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < *count; i++)
		if (kept == 0 || weights[kept - 1].town != weights[i].town)
			weights[kept++] = weights[i];
	*count = kept;
	return weights;
}

/* ---- outcomes ---- */

struct writing {
	const struct row_ballot *ballot;
	struct budget *budget;
	struct voting_result *result;
	uint8_t *list;    /* where the next winners go */
	uint64_t *scores; /* of the rule, by option */
	bool quorate;
};

/* 0: nobody whom the rule counts supports it. */
static uint64_t score_of(const struct row_result *option, enum rule rule)
{
	if (rule == rule_people)
		return option->agree;
	if (rule == rule_towns || option->score_towns == 0)
		return option->score_towns;
	return option->score_every_town;
}

static enum decision *decision_of(struct row_result *option, enum rule rule)
{
	if (rule == rule_people)
		return &option->decision_people;
	return rule == rule_towns ? &option->decision_towns : &option->decision_every_town;
}

static uint64_t per_voter(const struct budget_outcome *outcome)
{
	wide amount = (wide)outcome->part * MILLIONTHS / outcome->of;
	return amount > NUMBER_MAX ? NUMBER_MAX : (uint64_t)amount;
}

static void decide(struct writing *writing, enum rule rule, const struct budget_outcome *outcome)
{
	for (uint32_t i = 0; i < writing->result->option_count; i++)
		*decision_of(&writing->result->options[i], rule) = decision_lost;
	for (uint32_t i = 0; writing->quorate && i < outcome->count; i++)
		*decision_of(&writing->result->options[outcome->winners[i]], rule) =
			decision_carried;
}

static void write_outcome(struct writing *writing, enum rule rule, enum budget_rule by,
			  bool announced, const struct budget_outcome *outcome)
{
	struct row_outcome *row = &writing->result->outcomes[writing->result->outcome_count++];
	*row = (struct row_outcome){
		.ballot = writing->ballot->id,
		.rule = rule,
		.budget_rule = by,
		.winners = {writing->list, outcome->count},
		.cost = outcome->cost,
		.per_voter = per_voter(outcome),
	};
	for (uint32_t i = 0; i < outcome->count; i++) {
		id_write(writing->list, writing->result->options[outcome->winners[i]].idea.n);
		writing->list += ID_BYTES;
	}
	if (announced)
		decide(writing, rule, outcome);
}

/* What a rule buys; every_town knows greedy alone. */
static void write_rule(struct writing *writing, enum rule rule, struct budget_how how)
{
	static const enum budget_rule rules[budget_completions] = {
		[budget_none] = budget_rule_shares,
		[budget_add1] = budget_rule_add1,
		[budget_add1_exhaustive] = budget_rule_add1_exhaustive,
		[budget_add1_votes] = budget_rule_add1_votes,
	};
	struct budget_outcome greedy, shares[budget_completions];
	enum budget_rule announced = writing->ballot->budget_rule;
	if (announced == budget_rule_none)
		announced = budget_rule_add1;
	if (rule == rule_every_town)
		announced = budget_rule_greedy;
	for (uint32_t i = 0; i < writing->result->option_count; i++)
		writing->scores[i] = score_of(&writing->result->options[i], rule);
	how.scores = writing->scores;
	budget_greedy(writing->budget, &how, &greedy);
	write_outcome(writing, rule, budget_rule_greedy, announced == budget_rule_greedy, &greedy);
	budget_outcome_free(&greedy);
	if (rule == rule_every_town)
		return;
	budget_equal_shares(writing->budget, &how, (1u << budget_completions) - 1, shares);
	/* Endowments are raised from whole units on, which may buy less than the uneven ones do:
	 * then nothing has been completed. */
	const struct budget_outcome *plain = &shares[budget_none];
	for (uint32_t i = 0; i < budget_completions; i++)
		write_outcome(writing, rule, rules[i], announced == rules[i],
			      shares[i].cost < plain->cost ? plain : &shares[i]);
	for (uint32_t i = 0; i < budget_completions; i++)
		budget_outcome_free(&shares[i]);
}

static void finish(const struct row_ballot *ballot, struct voting_papers papers,
		   struct voting_result *result)
{
	const size_t outcomes_most = 2 * (1 + budget_completions) + 1;
	uint32_t town_count, count = result->option_count;
	struct budget_weight *weights = weigh_towns(ballot, papers, &town_count);
	struct budget_how how = {.ties = budget_ties_cost_votes};
	how.utility = ballot->utility == utility_count ? budget_utility_count : budget_utility_cost;
	struct writing writing = {.ballot = ballot, .result = result};
	writing.quorate = papers.count >= ballot->quorum;
	writing.budget = budget_of_ballot(ballot, papers.count);
	writing.scores = must_have(calloc(count + 1u, sizeof *writing.scores));
	add_papers(writing.budget, ballot, papers);
	result->outcomes = must_have(calloc(outcomes_most, sizeof *result->outcomes));
	result->lists = must_have(malloc(outcomes_most * count * ID_BYTES + 1));
	writing.list = result->lists;
	write_rule(&writing, rule_people, how);
	if (town_count > 0) {
		how.weights = weights;
		how.weight_count = town_count;
		write_rule(&writing, rule_towns, how);
		how.weight_count = 0;
		write_rule(&writing, rule_every_town, how);
	} else if (ballot->towns > 0) {
		const struct budget_outcome nothing = {.of = 1}; /* no town has said anything */
		decide(&writing, rule_towns, &nothing);
		decide(&writing, rule_every_town, &nothing);
	}
	free(writing.scores);
	free(weights);
	budget_free(writing.budget);
}

const struct voting_method method_budget = {
	.answers_are_papers = true,
	.check_ballot = check_ballot,
	.check_choice = method_check_one,
	.check_paper = method_check_picks,
	.count = method_count_agree,
	.support = method_share_agree,
	.finish = finish,
};
