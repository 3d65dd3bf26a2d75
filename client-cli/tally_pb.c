/* What a .pb file's budget buys, beside what it would buy greedily. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/pb_file.h"
#include "client-cli/render.h"
#include "client-cli/tally.h"
#include "server/voting/budget.h"

static const char *const rules[] = {"greedy", "equal-shares"};
enum { rule_of_greedy, rule_of_shares };

enum { utility_of_cost, utility_of_count, utility_of_points, utility_of_borda };
static const char *const utilities[] = {"cost", "count", "points", "borda"};

static const char *const completions[budget_completions] = {
	[budget_none] = "none",
	[budget_add1] = "add1",
	[budget_add1_exhaustive] = "add1-exhaustive",
	[budget_add1_votes] = "add1-votes",
};

static const char *const ties[] = {
	[budget_ties_cost_votes] = "cost-votes",
	[budget_ties_name] = "name",
};

struct request {
	uint32_t rule, utility, completion, ties;
};

struct spending {
	struct cli *cli;
	const struct pb_file *file;
	struct request request;
	struct budget_outcome greedy, shares;
};

/* ---- what is asked for ---- */

static int read_option(const struct cli *cli, const char *option, const char *const *words,
		       uint32_t count, uint32_t usual, uint32_t *index)
{
	const char *typed = cli_option(cli, option);
	char hint[200], all[200] = "";
	*index = usual;
	if (!typed)
		return exit_done;
	for (uint32_t i = 0; i < count; i++)
		snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? ", " : "",
			 words[i]);
	switch (options_match(typed, words, count, index, hint, sizeof hint)) {
	case word_match_one:
		return exit_done;
	case word_match_many:
		return cli_misuse(cli, "--%s: '%s' is ambiguous: could be %s", option, typed, hint);
	case word_match_none:
		break;
	}
	return cli_misuse(cli, "--%s: there is no '%s'; write one of %s", option, typed, all);
}

static int read_request(const struct cli *cli, struct request *request)
{
	int status = read_option(cli, "rule", rules, 2, rule_of_shares, &request->rule);
	if (!status)
		status = read_option(cli, "utility", utilities, 4, utility_of_cost,
				     &request->utility);
	if (!status)
		status = read_option(cli, "completion", completions, budget_completions,
				     budget_add1, &request->completion);
	if (!status)
		status = read_option(cli, "ties", ties, 2, budget_ties_cost_votes, &request->ties);
	if (!status && request->rule == rule_of_greedy &&
	    (cli_option(cli, "utility") || cli_option(cli, "completion")))
		status = cli_misuse(cli, "--utility and --completion belong to equal-shares");
	return status;
}

static bool has_points(const struct pb_file *file)
{
	return file->type == pb_cumulative || file->type == pb_scoring;
}

static int check_utility(const struct cli *cli, const struct request *request,
			 const struct pb_file *file)
{
	if (request->utility == utility_of_points && !has_points(file))
		return cli_misuse(cli, "--utility points: the papers of this file have no points");
	if (request->utility == utility_of_borda && file->type != pb_ordinal)
		return cli_misuse(cli, "--utility borda: the papers of this file are no rankings");
	return exit_done;
}

/* ---- spending ---- */

static uint64_t unit_of(const struct pb_file *file)
{
	uint64_t unit = 1;
	for (uint32_t i = 0; i < file->decimals; i++)
		unit *= 10;
	return unit;
}

static struct budget *budget_of_file(const struct pb_file *file)
{
	struct budget_project *projects = calloc(file->project_count, sizeof *projects);
	struct budget_choice *choices = calloc(file->project_count, sizeof *choices);
	if (!projects || !choices)
		abort();
	for (uint32_t i = 0; i < file->project_count; i++)
		projects[i] = (struct budget_project){file->projects[i].id, file->projects[i].cost};
	bool scored = has_points(file) || file->type == pb_ordinal;
	struct budget *budget =
		budget_new(file->budget, unit_of(file), scored, projects, file->project_count);
	for (uint32_t i = 0; i < file->vote_count; i++) {
		const struct pb_vote *vote = &file->votes[i];
		uint32_t count = 0;
		for (uint32_t j = 0; j < vote->count; j++) {
			struct pb_choice choice = file->choices[vote->first + j];
			/* Whoever gives it no points does not support it. */
			if (choice.points > 0 || !has_points(file))
				choices[count++] = (struct budget_choice){choice.project,
									  (uint32_t)choice.points};
		}
		budget_add_paper(budget, 0, choices, count);
	}
	free(choices);
	free(projects);
	return budget;
}

static void spend(struct spending *spending)
{
	static const enum budget_utility utility[] = {
		[utility_of_cost] = budget_utility_cost,
		[utility_of_count] = budget_utility_count,
		[utility_of_points] = budget_utility_points,
		[utility_of_borda] = budget_utility_points,
	};
	const struct request *request = &spending->request;
	struct budget_how how = {
		.utility = utility[request->utility],
		.ties = (enum budget_ties)request->ties,
		.unwanted = true,
	};
	struct budget_outcome outcomes[budget_completions];
	struct budget *budget = budget_of_file(spending->file);
	budget_greedy(budget, &how, &spending->greedy);
	if (request->rule == rule_of_shares) {
		budget_equal_shares(budget, &how, 1u << request->completion, outcomes);
		spending->shares = outcomes[request->completion];
	}
	budget_free(budget);
}

/* ---- JSON ---- */

static json_t *amount_json(const struct pb_file *file, uint64_t amount)
{
	uint64_t unit = unit_of(file);
	if (amount % unit == 0)
		return json_integer((json_int_t)(amount / unit));
	return json_real((double)amount / (double)unit);
}

static json_t *winners_json(const struct pb_file *file, const struct budget_outcome *outcome)
{
	json_t *winners = json_array();
	for (uint32_t i = 0; i < outcome->count; i++)
		json_array_append_new(winners, json_string(file->projects[outcome->winners[i]].id));
	return winners;
}

static json_t *per_voter_json(const struct pb_file *file, const struct budget_outcome *outcome)
{
	uint64_t unit = unit_of(file);
	if (outcome->of == 1)
		return amount_json(file, outcome->part);
	return json_real((double)outcome->part / ((double)outcome->of * (double)unit));
}

static void name_variant(const struct request *request, char *out, size_t out_size)
{
	if (request->rule == rule_of_greedy)
		snprintf(out, out_size, "ties by %s", ties[request->ties]);
	else
		snprintf(out, out_size, "utility %s, completion %s, ties by %s",
			 utilities[request->utility], completions[request->completion],
			 ties[request->ties]);
}

static int print_json(const struct spending *spending)
{
	const struct pb_file *file = spending->file;
	const struct request *request = &spending->request;
	bool shares = request->rule == rule_of_shares;
	const struct budget_outcome *outcome = shares ? &spending->shares : &spending->greedy;
	char variant[120];
	name_variant(request, variant, sizeof variant);
	json_t *document = json_pack("{s:s,s:s,s:o,s:o,s:o,s:o}", "rule", rules[request->rule],
				     "variant", variant, "winners", winners_json(file, outcome),
				     "cost", amount_json(file, outcome->cost), "per_voter",
				     shares ? per_voter_json(file, outcome) : json_null(), "budget",
				     amount_json(file, file->budget));
	if (shares)
		json_object_set_new(document, "greedy",
				    json_pack("{s:o,s:o}", "winners",
					      winners_json(file, &spending->greedy), "cost",
					      amount_json(file, spending->greedy.cost)));
	/* 15 digits are what a double holds of any decimal: 12.35 stays 12.35. */
	json_dumpf(document, stdout, JSON_COMPACT | JSON_REAL_PRECISION(15));
	putchar('\n');
	json_decref(document);
	return exit_done;
}

/* ---- for people ---- */

static int compare_rows(const void *left, const void *right, void *context)
{
	const uint32_t *a = left, *b = right;
	const uint64_t *strengths = context;
	if (strengths[*a] != strengths[*b])
		return strengths[*a] > strengths[*b] ? -1 : 1;
	return (*a > *b) - (*a < *b);
}

static void mark_winners(const struct budget_outcome *outcome, bool *marks)
{
	for (uint32_t i = 0; i < outcome->count; i++)
		marks[outcome->winners[i]] = true;
}

static void print_projects(const struct spending *spending)
{
	const struct pb_file *file = spending->file;
	uint32_t count = file->project_count;
	bool shares = spending->request.rule == rule_of_shares;
	bool scored = has_points(file) || file->type == pb_ordinal;
	struct pb_tally *tally = pb_file_tally(file);
	uint64_t *strengths = calloc(count, sizeof *strengths);
	uint32_t *rows = calloc(count, sizeof *rows);
	bool *bought = calloc(count, 1), *greedily = calloc(count, 1);
	if (!strengths || !rows || !bought || !greedily)
		abort();
	for (uint32_t i = 0; i < count; i++) {
		rows[i] = i;
		strengths[i] = scored ? tally[i].score : tally[i].votes;
	}
	qsort_r(rows, count, sizeof *rows, compare_rows, strengths);
	mark_winners(&spending->greedy, greedily);
	mark_winners(&spending->shares, bought);
	char headings[80];
	snprintf(headings, sizeof headings, "ID|>VOTES|%s>COST|%sGREEDY|NAME",
		 scored ? ">SCORE|" : "", shares ? "EQUAL SHARES|" : "");
	struct render_table *table = render_table_new(headings);
	for (uint32_t i = 0; i < count; i++) {
		const struct pb_project *project = &file->projects[rows[i]];
		char cost[40], score[40];
		pb_amount(cost, sizeof cost, project->cost, file->decimals);
		pb_amount(score, sizeof score, tally[rows[i]].score, file->point_decimals);
		render_cell_text(table, cli_text(project->id));
		render_cell(table, "%" PRIu64, tally[rows[i]].votes);
		if (scored)
			render_cell(table, "%s", score);
		render_cell(table, "%s", cost);
		if (shares)
			render_cell(table, "%s", bought[rows[i]] ? "bought" : "");
		render_cell(table, "%s", greedily[rows[i]] ? "bought" : "");
		render_cell_text(table, cli_text(project->name));
	}
	render_table_print(table, stdout, spending->cli->styled, render_columns(stdout));
	render_table_free(table);
	free(greedily);
	free(bought);
	free(rows);
	free(strengths);
	free(tally);
}

static void print_sum(const struct pb_file *file, const char *label,
		      const struct budget_outcome *outcome)
{
	char cost[40], budget[40];
	pb_amount(cost, sizeof cost, outcome->cost, file->decimals);
	pb_amount(budget, sizeof budget, file->budget, file->decimals);
	printf("%s: %" PRIu32 " of %" PRIu32 " projects for %s of %s", label, outcome->count,
	       file->project_count, cost, budget);
}

static const char *meaning_of_utility(uint32_t utility)
{
	static const char *const meanings[] = {
		[utility_of_cost] = "A project is worth to its supporters what it costs.",
		[utility_of_count] = "Every project is worth the same to its supporters.",
		[utility_of_points] = "A project is worth the points it was given.",
		[utility_of_borda] = "A project is worth how many stand behind it on the paper.",
	};
	return meanings[utility];
}

static const char *meaning_of_completion(uint32_t completion)
{
	static const char *const meanings[budget_completions] = {
		[budget_none] = "Not completed: what nobody can pay for together is left over.",
		[budget_add1] = "Completed: everybody's part was raised unit by unit as long as "
				"the result stayed within the budget.",
		[budget_add1_exhaustive] = "Completed: everybody's part was raised unit by unit "
					   "until nothing more fitted into the budget.",
		[budget_add1_votes] = "Completed: everybody's part was raised unit by unit as long "
				      "as the result stayed within the budget; what was left went "
				      "to the projects with the most votes.",
	};
	return meanings[completion];
}

static int print_text(const struct spending *spending)
{
	const struct pb_file *file = spending->file;
	const struct request *request = &spending->request;
	const struct budget_outcome *shares = &spending->shares;
	uint32_t columns = render_columns(stdout);
	print_projects(spending);
	putchar('\n');
	if (request->rule == rule_of_shares) {
		print_sum(file, "Equal Shares", shares);
		printf(", %.*f for each of %" PRIu32 " voters.\n",
		       shares->of == 1 ? (int)file->decimals : 2,
		       (double)shares->part / ((double)shares->of * (double)unit_of(file)),
		       file->vote_count);
	}
	print_sum(file, "Greedy", &spending->greedy);
	fputs(".\n", stdout);
	if (request->rule == rule_of_shares) {
		render_paragraph(stdout, "", cli_text(meaning_of_utility(request->utility)),
				 columns);
		render_paragraph(stdout, "", cli_text(meaning_of_completion(request->completion)),
				 columns);
	}
	render_paragraph(stdout, "",
			 cli_text(request->ties == budget_ties_name
					  ? "Ties go to the first by name."
					  : "Ties go to the lower cost, then to more votes, then "
					    "to a lot that every recount draws alike."),
			 columns);
	return exit_done;
}

int tally_pb(struct cli *cli, const char *path, const char *at, size_t size)
{
	char reason[500];
	struct spending spending = {.cli = cli};
	int status = read_request(cli, &spending.request);
	if (status)
		return status;
	struct pb_file *file = pb_file_read(at, size, reason, sizeof reason);
	if (!file)
		return cli_fail(cli, exit_usage, "unreadable", "%s: %s", path, reason);
	spending.file = file;
	status = check_utility(cli, &spending.request, file);
	if (!status) {
		spend(&spending);
		status = cli->json ? print_json(&spending) : print_text(&spending);
	}
	budget_outcome_free(&spending.greedy);
	budget_outcome_free(&spending.shares);
	pb_file_free(file);
	return status;
}
