#include "client-cli/rule.h"

#include <stddef.h>
#include <string.h>

static const struct {
	enum rule rule;
	const char *name, *sentence;
} rules[] = {
	{rule_people, "people", "one person, one vote"},
	{rule_towns, "towns", "towns are equal: the mean of the towns' shares"},
	{rule_every_town, "every-town",
	 "carried in every town: the geometric mean of (a + 1) / (n + 2) over all towns, a of n "
	 "who "
	 "answered being in favour"},
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

const char *rule_measure(enum ballot_method method)
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
		return "the share of the Borda points that could be had; ranks are by Schulze's "
		       "method";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_none:
		break;
	}
	return "the share of the papers that have it";
}
