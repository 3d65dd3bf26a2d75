#include "client-cli/rule.h"

#include <stdio.h>
#include <string.h>

static const struct {
	enum rule rule;
	const char *name, *sentence;
} rules[] = {
	{rule_people, "people", "one person, one vote"},
	{rule_towns, "towns", "towns are equal, however many people of each have voted"},
	{rule_every_town, "every-town", "first is what is carried in every town"},
};
#define RULE_COUNT (sizeof rules / sizeof rules[0])

const char *rule_name(enum rule rule)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (rules[i].rule == rule)
			return rules[i].name;
	return "";
}

const char *rule_sentence(enum rule rule)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (rules[i].rule == rule)
			return rules[i].sentence;
	return "";
}

bool rule_read(const char *name, enum rule *rule)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (strcmp(rules[i].name, name) == 0) {
			*rule = rules[i].rule;
			return true;
		}
	return false;
}

enum rule rule_announced(const struct row_ballot *ballot)
{
	return ballot->rule == rule_none ? rule_people : ballot->rule;
}

enum rule rule_deciding(const struct row_ballot *ballot)
{
	bool towns_decide = ballot->state != ballot_state_closed || ballot->towns > 0;
	return towns_decide ? rule_announced(ballot) : rule_people;
}

/* Of all people together, or of one town's. */
static const char *share(enum ballot_method method)
{
	switch (method) {
	case ballot_method_opinion:
		return "the share of those who answered that agree";
	case ballot_method_yesno:
		return "the share of yes among yes and no";
	case ballot_method_dots:
		return "the share of the points that could be given";
	case ballot_method_resistance:
		return "acceptance, which is 1 less a tenth of the mean resistance";
	case ballot_method_ranking:
		return "the share of the Borda points that could be had";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_none:
		break;
	}
	return "the share of the papers that have it";
}

/* What a and n are in (a + 1) / (n + 2). */
static const char *town_counts(enum ballot_method method)
{
	switch (method) {
	case ballot_method_opinion:
		return "a of its n who answered agree";
	case ballot_method_yesno:
		return "a of its n yes and no are yes";
	case ballot_method_dots:
		return "a of its n papers give points to the option";
	case ballot_method_resistance:
		return "its n answers less a tenth of their resistance are a";
	case ballot_method_ranking:
		return "its share of the Borda points that could be had, times its n papers, is a";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_none:
		break;
	}
	return "a of its n papers have it";
}

void rule_measure(enum ballot_method method, enum rule rule, char *out, size_t out_size)
{
	const char *ranks =
		method == ballot_method_ranking ? "; ranks are by Schulze's method" : "";
	if (rule == rule_every_town)
		snprintf(out, out_size,
			 "the geometric mean of each town's (a + 1) / (n + 2), where %s%s",
			 town_counts(method), ranks);
	else if (rule == rule_towns)
		snprintf(out, out_size, "the mean of each town's own: %s%s", share(method), ranks);
	else
		snprintf(out, out_size, "%s%s", share(method), ranks);
}
