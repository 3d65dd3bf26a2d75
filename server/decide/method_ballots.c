/* Reads the ballots of a method's file. What is missing for a way of voting is said now, not when
 * the hall waits for the ballot to open; what it has no use for was meant for another. */
#include "server/decide/method_ballots.h"

#include <stdlib.h>
#include <string.h>

#include "server/decide/method_refer.h"

#define POINTS_MAX  1000
#define QUORUM_MAX  1000000
#define SHARE_MAX   1000000
#define BUDGET_MAX  4000000000
#define BIT(number) (UINT64_C(1) << (number))
#define ROLES_VOTING                                                                               \
	(BIT(role_citizen) | BIT(role_member) | BIT(role_steering) | BIT(role_moderator) |         \
	 BIT(role_helper))

/* ---- what each way of voting is asked ---- */

static const struct demand {
	const char *name;
	uint64_t methods; /* bits 1 << enum ballot_method: who has a use for it, */
	uint64_t needed;  /* and cannot do without */
} demands[] = {
	{"points", BIT(ballot_method_dots), BIT(ballot_method_dots)},
	{"heap", BIT(ballot_method_dots), 0},
	{"picks", BIT(ballot_method_choose) | BIT(ballot_method_budget), BIT(ballot_method_choose)},
	{"places",
	 BIT(ballot_method_approval) | BIT(ballot_method_dots) | BIT(ballot_method_resistance) |
		 BIT(ballot_method_ranking) | BIT(ballot_method_choose),
	 0},
	{"threshold", BIT(ballot_method_yesno), 0},
	{"quorum", ~BIT(ballot_method_opinion), 0},
	{"budget", BIT(ballot_method_budget), 0},
	{"budget_rule", BIT(ballot_method_budget), 0},
	{"utility", BIT(ballot_method_budget), 0},
};

static bool check_demands(const struct place *place, json_t *value, enum ballot_method method)
{
	const char *name = words_name(&words_ballot_method, method);
	for (size_t i = 0; i < sizeof demands / sizeof demands[0]; i++) {
		const struct demand *demand = &demands[i];
		struct place inner = place_at(place, demand->name);
		bool there = json_object_get(value, demand->name) != NULL;
		if (there && (demand->methods & BIT(method)) == 0)
			return place_wrong(&inner, "a ballot of method \"%s\" has no use for this",
					   name);
		if (!there && (demand->needed & BIT(method)) != 0)
			return place_wrong(place, "a ballot of method \"%s\" needs \"%s\"", name,
					   demand->name);
	}
	return true;
}

/* ---- words and numbers ---- */

/* Whom one's vote is told: of an opinion ballot the server keeps each answer by itself, as plain
 * ones. What is confidential is counted at the end only. */
static bool read_secrecy(const struct place *place, json_t *value, struct method_ballot *ballot)
{
	unsigned secrecy = 0;
	uint64_t choices = BIT(secrecy_plain);
	if (ballot->method != ballot_method_opinion)
		choices |= BIT(secrecy_named) | BIT(secrecy_confidential);
	if (!json_read_word_at(place, value, "secrecy", &words_secrecy, choices, &secrecy) ||
	    !json_read_flag_at(place, value, "hidden", &ballot->hidden))
		return false;
	ballot->secrecy = (enum secrecy)secrecy;
	if (ballot->secrecy != secrecy_confidential)
		return true;
	struct place inner = place_at(place, "hidden");
	if (json_is_false(json_object_get(value, "hidden")))
		return place_wrong(&inner, "a confidential ballot shows nothing before it closes");
	ballot->hidden = true;
	return true;
}

static uint64_t all_of(const struct words *words)
{
	uint64_t all = 0;
	for (uint32_t i = 0; i < words->count; i++)
		all |= BIT(words->words[i].number);
	return all;
}

static bool read_method(const struct place *place, json_t *value, struct method_ballot *ballot)
{
	unsigned method = 0, rule = 0, budget_rule = 0, utility = 0;
	if (!json_read_word_at(place, value, "method", &words_ballot_method,
			       all_of(&words_ballot_method), &method))
		return false;
	ballot->method = (enum ballot_method)method;
	if (!check_demands(place, value, ballot->method) || !read_secrecy(place, value, ballot) ||
	    !json_read_word_at(place, value, "budget_rule", &words_budget_rule,
			       all_of(&words_budget_rule), &budget_rule) ||
	    !json_read_word_at(place, value, "utility", &words_utility, all_of(&words_utility),
			       &utility) ||
	    !json_read_word_at(place, value, "rule", &words_rule, all_of(&words_rule), &rule))
		return false;
	ballot->budget_rule = (enum budget_rule)budget_rule;
	ballot->utility = (enum utility)utility;
	ballot->rule = (enum rule)rule;
	return true;
}

/* "2/3": how large the share of the yes has to be. */
static bool read_threshold(const struct place *place, json_t *value, struct method_ballot *ballot)
{
	struct place inner = place_at(place, "threshold");
	json_t *threshold = json_object_get(value, "threshold");
	if (threshold == NULL)
		return true;
	const char *text = json_is_string(threshold) ? json_string_value(threshold) : "";
	size_t above = strspn(text, "0123456789");
	size_t below = text[above] == '/' ? strspn(text + above + 1, "0123456789") : 0;
	if (above == 0 || above > 7 || below == 0 || below > 7 || text[above + 1 + below] != '\0' ||
	    text[0] == '0' || text[above + 1] == '0')
		return place_wrong(&inner, "a share such as \"2/3\" is needed");
	unsigned long share = strtoul(text, NULL, 10), of = strtoul(text + above + 1, NULL, 10);
	if (share > of || of > SHARE_MAX)
		return place_wrong(&inner, "a share is at most 1, and in parts of at most %d",
				   SHARE_MAX);
	ballot->threshold = (uint32_t)share;
	ballot->threshold_of = (uint32_t)of;
	return true;
}

static bool read_numbers(const struct place *place, json_t *value, struct method_ballot *ballot)
{
	struct place heap = place_at(place, "heap");
	return json_read_number_at(place, value, "points", 1, POINTS_MAX, &ballot->points) &&
	       json_read_number_at(place, value, "heap", 1, POINTS_MAX, &ballot->heap) &&
	       json_read_number_at(place, value, "picks", 1, BALLOT_OPTIONS_MAX, &ballot->picks) &&
	       json_read_number_at(place, value, "places", 1, BALLOT_OPTIONS_MAX,
				   &ballot->places) &&
	       json_read_number_at(place, value, "quorum", 1, QUORUM_MAX, &ballot->quorum) &&
	       json_read_number_at(place, value, "budget", 1, BUDGET_MAX, &ballot->budget) &&
	       read_threshold(place, value, ballot) &&
	       (ballot->heap <= ballot->points ||
		place_wrong(&heap, "there are no more than %u points", ballot->points));
}

/* ---- where, what about, and who ---- */

static enum board_sort sort_of_board(const struct method *method,
				     const struct method_ballot *ballot)
{
	if (ballot->each_town)
		return board_sort_town;
	return ballot->board ? method->boards[ballot->board - 1].sort : board_sort_plenary;
}

static bool read_board(const struct place *place, json_t *value, const struct method *method,
		       struct method_ballot *ballot)
{
	json_t *board = json_object_get(value, "board");
	if (json_is_string(board) && strcmp(json_string_value(board), "plenary") == 0)
		return true;
	ballot->each_town = json_is_string(board) && strcmp(json_string_value(board), "towns") == 0;
	return ballot->each_town || refer_read(place, value, method, keyed_board, &ballot->board);
}

/* The board gets there, and so do those who are to vote. */
static bool read_phase(const struct place *place, json_t *value, const struct method *method,
		       struct method_ballot *ballot)
{
	struct place inner = place_at(place, "phase");
	enum board_sort sort = sort_of_board(method, ballot);
	if (!refer_read(place, value, method, keyed_phase, &ballot->phase))
		return false;
	if (ballot->phase == 0 || method_phase_fits(&method->phases[ballot->phase - 1], sort))
		return true;
	return place_wrong(&inner, "the phase \"%s\" is not for boards of sort \"%s\"",
			   method->phases[ballot->phase - 1].key,
			   words_name(&words_board_sort, sort));
}

static bool read_voter(const struct place *place, json_t *value, const struct method *method,
		       struct method_ballot *ballot)
{
	const char *key = json_is_string(value) ? json_string_value(value) : "";
	if (strcmp(key, "members") == 0) {
		if (sort_of_board(method, ballot) == board_sort_plenary)
			return place_wrong(place, "everybody is a member of the plenary");
		if (ballot->of_members)
			return place_wrong(place, "\"%s\" stands here twice", key);
		ballot->of_members = true;
		return true;
	}
	uint32_t board = refer_find(method, keyed_board, key);
	if (board == 0)
		return place_wrong(place, "no board has the key \"%.40s\"", key);
	if ((ballot->voters & BIT(board)) != 0)
		return place_wrong(place, "\"%s\" stands here twice", key);
	ballot->voters |= BIT(board);
	return true;
}

static bool read_voters(const struct place *place, json_t *value, const struct method *method,
			struct method_ballot *ballot)
{
	struct place roles = place_at(place, "roles"), list = place_at(place, "voters");
	json_t *voters = json_object_get(value, "voters");
	if (!json_read_set_at(place, value, "roles", &words_role, "role", &ballot->roles))
		return false;
	if ((ballot->roles & ~ROLES_VOTING) != 0)
		return place_wrong(&roles, "viewers, observers and hosts have no vote");
	if (!json_check_list(&list, voters, 0, LINES_MAX))
		return false;
	for (size_t i = 0; i < json_array_size(voters); i++) {
		struct place inner = place_of_item(&list, i);
		if (!read_voter(&inner, json_array_get(voters, i), method, ballot))
			return false;
	}
	return true;
}

bool method_read_ballot(const struct place *place, json_t *value, const struct method *method,
			uint32_t number)
{
	static const char *const names[] = {"key", "title", "method", NULL};
	static const char *const optional[] = {
		"secrecy", "hidden", "board",       "phase",   "topic", "stages", "sort",
		"roles",   "voters", "points",      "heap",    "picks", "places", "threshold",
		"quorum",  "budget", "budget_rule", "utility", "rule",  NULL};
	struct method_ballot *ballot = &method->ballots[number - 1];
	return json_check_object(place, value, names, optional) &&
	       refer_read_key(place, value, method, keyed_ballot, number, &ballot->key) &&
	       json_read_texts_at(place, value, "title", &title_limits, ballot->title) &&
	       read_method(place, value, ballot) && read_numbers(place, value, ballot) &&
	       read_board(place, value, method, ballot) &&
	       read_phase(place, value, method, ballot) &&
	       refer_read(place, value, method, keyed_topic, &ballot->topic) &&
	       json_read_set_at(place, value, "stages", &words_stage, "stage", &ballot->stages) &&
	       refer_read(place, value, method, keyed_sort, &ballot->sort) &&
	       read_voters(place, value, method, ballot);
}
