#include "client-cli/rule.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

const char *const rule_names[rules_end] = {"people", "towns", "every-town"};

const char *const rule_sentences[rules_end] = {
	"one person, one vote: the share of those who answered that agree",
	"towns are equal: the mean of the towns' shares",
	"carried in every town: the geometric mean of (agree + 1) / (answers + 2) over all towns",
};

bool rule_read(const char *name, enum town_rule *rule)
{
	for (int i = 0; i < rules_end; i++)
		if (strcmp(rule_names[i], name) == 0) {
			*rule = (enum town_rule)i;
			return true;
		}
	return false;
}

uint64_t counts_answers(struct counts counts)
{
	return counts.agree + counts.disagree + counts.pass;
}

static double share(struct counts counts)
{
	uint64_t answers = counts_answers(counts);
	return answers ? (double)counts.agree / (double)answers : 0;
}

static double score_people(const struct counts *towns, uint32_t town_count, struct counts all)
{
	for (uint32_t i = 0; i < town_count; i++) {
		all.agree += towns[i].agree;
		all.disagree += towns[i].disagree;
		all.pass += towns[i].pass;
	}
	return share(all);
}

static double score_towns(const struct counts *towns, uint32_t town_count)
{
	double sum = 0;
	uint32_t answered = 0;
	for (uint32_t i = 0; i < town_count; i++) {
		sum += share(towns[i]);
		answered += counts_answers(towns[i]) > 0;
	}
	return answered ? sum / answered : 0;
}

static double score_every_town(const struct counts *towns, uint32_t town_count)
{
	double sum = 0; /* of logarithms: a product of many small factors would vanish */
	uint64_t answers = 0;
	for (uint32_t i = 0; i < town_count; i++) {
		uint64_t here = counts_answers(towns[i]);
		answers += here;
		sum += log((double)(towns[i].agree + 1) / (double)(here + 2));
	}
	return answers ? exp(sum / town_count) : 0;
}

double rule_score(enum town_rule rule, const struct counts *towns, uint32_t town_count,
		  struct counts elsewhere)
{
	switch (rule) {
	case town_rule_people:
		return score_people(towns, town_count, elsewhere);
	case town_rule_towns:
		return score_towns(towns, town_count);
	case town_rule_every_town:
		return score_every_town(towns, town_count);
	case rules_end:
		break;
	}
	return 0;
}

double rule_least_share(const struct counts *towns, uint32_t town_count)
{
	double least = 1;
	uint64_t answers = 0;
	for (uint32_t i = 0; i < town_count; i++) {
		if (counts_answers(towns[i]) == 0)
			continue;
		answers += counts_answers(towns[i]);
		least = fmin(least, share(towns[i]));
	}
	return answers ? least : 0;
}

uint32_t rule_carried(const struct counts *towns, uint32_t town_count)
{
	uint32_t carried = 0;
	for (uint32_t i = 0; i < town_count; i++)
		carried += 2 * towns[i].agree > counts_answers(towns[i]);
	return carried;
}

bool rule_equal(double a, double b)
{
	return fabs(a - b) < 1e-12;
}

void rule_ranks(const double *scores, uint32_t count, uint32_t *ranks)
{
	for (uint32_t i = 0; i < count; i++)
		ranks[i] = i > 0 && rule_equal(scores[i], scores[i - 1]) ? ranks[i - 1] : i + 1;
}
