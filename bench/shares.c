/* bench-shares: how long it takes to spend a budget by Equal Shares, and by how many runs. Prints
 * Markdown to paste into README.md. Seconds are of the processor, so that they mean the same on a
 * busy machine. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "server/voting/budget.h"
#include "server/voting/voting.h"

#define PROJECTS_MAX 200u

struct trial {
	const char *title;
	uint32_t voters, projects;
	double approvals;    /* per voter, on average */
	uint64_t per_person; /* the budget, in units of currency */
	uint64_t cents;      /* smallest units in one of currency */
	uint64_t unit;       /* what add1 adds, in smallest units */
	enum budget_utility utility;
};

static const struct trial trials[] = {
	{"a town", 6500, 64, 4, 150, 1, 1, budget_utility_cost},
	{"a town, costs in cents", 6500, 64, 4, 150, 100, 100, budget_utility_cost},
	{"a city", 130000, 100, 8, 150, 1, 1, budget_utility_cost},
	{"a city, costs in cents", 130000, 100, 8, 150, 100, 100, budget_utility_cost},
	{"a city, utility count", 130000, 100, 8, 150, 1, 1, budget_utility_count},
	{"a town, raised by a cent", 6500, 64, 4, 150, 100, 1, budget_utility_cost},
	{"20 voters, raised by a cent", 20, 64, 4, 50000, 100, 1, budget_utility_cost},
};

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t state;

static double random_share(void)
{
	state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = state;
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}

/* Of median 1: few are much larger than most, as costs and the popularity of projects are. */
static double random_size(double spread)
{
	double radius = sqrt(-2 * log(1 - random_share()));
	return exp(spread * radius * cos(6.283185307179586 * random_share()));
}

struct crowd {
	struct budget_project projects[PROJECTS_MAX];
	char names[PROJECTS_MAX][16];
	double upto[PROJECTS_MAX]; /* sums of popularity */
	uint64_t money;
};

static void crowd_make(struct crowd *crowd, const struct trial *trial)
{
	double sum = 0;
	state = 1;
	crowd->money = trial->voters * trial->per_person * trial->cents;
	for (uint32_t i = 0; i < trial->projects; i++) {
		uint64_t whole = trial->voters * trial->per_person;
		double cost = random_size(1) * 1.2 * (double)whole / trial->projects;
		cost = cost < (double)whole / 2 ? cost : (double)whole / 2;
		snprintf(crowd->names[i], sizeof crowd->names[i], "p%" PRIu32, i);
		crowd->projects[i] = (struct budget_project){
			crowd->names[i], ((uint64_t)cost / 10 * 10 + 10) * trial->cents};
		sum += random_size(0.8);
		crowd->upto[i] = sum;
	}
}

/* The projects that somebody approves of: popular ones more often. */
static uint32_t approve(const struct crowd *crowd, const struct trial *trial,
			struct budget_choice *choices)
{
	bool taken[PROJECTS_MAX] = {false};
	uint32_t count = 0, tries = (uint32_t)(random_share() * 2 * trial->approvals) + 1;
	for (uint32_t i = 0; i < tries; i++) {
		double at = random_share() * crowd->upto[trial->projects - 1];
		uint32_t project = 0;
		while (project + 1 < trial->projects && crowd->upto[project] < at)
			project++;
		if (!taken[project])
			choices[count++] = (struct budget_choice){project, 1};
		taken[project] = true;
	}
	return count;
}

static void measure(const struct trial *trial)
{
	static struct crowd crowd;
	struct budget_choice choices[PROJECTS_MAX];
	struct budget_outcome outcomes[budget_completions];
	crowd_make(&crowd, trial);
	struct budget *budget =
		budget_new(crowd.money, trial->unit, false, crowd.projects, trial->projects);
	for (uint32_t i = 0; i < trial->voters; i++) {
		uint32_t count = approve(&crowd, trial, choices);
		budget_add_paper(budget, 0, choices, count);
	}
	struct budget_how how = {.utility = trial->utility};
	for (uint32_t i = 0; i < 2; i++) {
		enum budget_completion completion = i ? budget_add1 : budget_none;
		double from = seconds();
		budget_equal_shares(budget, &how, 1u << completion, outcomes);
		const struct budget_outcome *outcome = &outcomes[completion];
		printf("| %s | %" PRIu32 " × %" PRIu32 " | %s | %" PRIu32 " | %" PRIu32
		       " | %.3f |\n",
		       trial->title, trial->voters, trial->projects, i ? "add1" : "none",
		       outcome->count, outcome->runs, seconds() - from);
		fflush(stdout);
		budget_outcome_free(&outcomes[completion]);
	}
	budget_free(budget);
}

/* What a server does when a budget ballot closes: all outcomes of 10,000 papers of three towns. */
static void measure_ballot(void)
{
	static struct crowd crowd;
	const struct trial trial = {"", 10000, 50, 8, 100, 100, 100, budget_utility_cost};
	static uint8_t options[50 * PAIR_BYTES], list[10000][50 * PAIR_BYTES];
	static struct voting_paper papers[10000];
	struct budget_choice choices[PROJECTS_MAX];
	crowd_make(&crowd, &trial);
	struct row_ballot ballot = {
		.id = {1},
		.method = ballot_method_budget,
		.options = {options, trial.projects},
		.budget = crowd.money,
		.towns = 3,
	};
	for (uint32_t i = 0; i < trial.projects; i++)
		pair_write(options + i * PAIR_BYTES, (struct pair){i + 1, crowd.projects[i].cost});
	struct sheet *sheet = sheet_new(&ballot);
	for (uint32_t i = 0; i < trial.voters; i++) {
		uint32_t count = approve(&crowd, &trial, choices);
		for (uint32_t j = 0; j < count; j++)
			pair_write(list[i] + j * PAIR_BYTES,
				   (struct pair){choices[j].project + 1, 1});
		papers[i] = (struct voting_paper){1 + i % 3, {list[i], count}};
		sheet_count_paper(sheet, papers[i].town, papers[i].choices, 1);
	}
	double from = seconds();
	struct voting_result *result = voting_result_new(
		&ballot, sheet, (struct voting_papers){papers, trial.voters}, (struct ids){0});
	printf("| a ballot closes, all %" PRIu32 " outcomes | %" PRIu32 " × %" PRIu32
	       " | all |  |  | %.3f |\n",
	       result->outcome_count, trial.voters, trial.projects, seconds() - from);
	voting_result_free(result);
	sheet_free(sheet);
}

int main(void)
{
	printf("| budget | voters × projects | completion | bought | runs | seconds |\n"
	       "|---|---|---|---|---|---|\n");
	measure_ballot();
	for (uint32_t i = 0; i < sizeof trials / sizeof *trials; i++)
		measure(&trials[i]);
	return 0;
}
