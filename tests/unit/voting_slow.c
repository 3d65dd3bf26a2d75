#include "voting_slow.h"

#include <math.h>
#include <stddef.h>

#define EVERYBODY UINT32_MAX /* instead of a town */

/* ---- what papers say ---- */

static bool is_in(const struct slow_paper *paper, uint32_t town)
{
	return town == EVERYBODY || paper->town == town;
}

static bool says(const struct slow_poll *poll, const struct slow_paper *paper, uint32_t option,
		 uint64_t *value)
{
	for (uint32_t i = 0; i < paper->count; i++)
		if (paper->choices[i].id == poll->options[option]) {
			*value = paper->choices[i].number;
			return true;
		}
	return false;
}

/* How many papers of the town give the option that value; 0: any. */
static uint32_t giving(const struct slow_poll *poll, uint32_t option, uint32_t town, uint64_t value)
{
	uint32_t count = 0;
	uint64_t said;
	for (uint32_t i = 0; i < poll->paper_count; i++)
		if (is_in(&poll->papers[i], town) && says(poll, &poll->papers[i], option, &said))
			count += value == 0 || said == value;
	return count;
}

static uint64_t sum_of(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	uint64_t sum = 0, said;
	for (uint32_t i = 0; i < poll->paper_count; i++)
		if (is_in(&poll->papers[i], town) && says(poll, &poll->papers[i], option, &said))
			sum += said;
	return sum;
}

static uint32_t papers_of(const struct slow_poll *poll, uint32_t town)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < poll->paper_count; i++)
		count += is_in(&poll->papers[i], town);
	return count;
}

static bool prefers(const struct slow_poll *poll, const struct slow_paper *paper, uint32_t option,
		    uint32_t other)
{
	uint64_t mine, theirs;
	if (!says(poll, paper, option, &mine))
		return false;
	return !says(poll, paper, other, &theirs) || mine < theirs;
}

static uint32_t preferring(const struct slow_poll *poll, uint32_t option, uint32_t other,
			   uint32_t town)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < poll->paper_count; i++)
		count += is_in(&poll->papers[i], town) &&
			 prefers(poll, &poll->papers[i], option, other);
	return count;
}

uint32_t slow_prefer(const struct slow_poll *poll, uint32_t option, uint32_t other)
{
	return preferring(poll, option, other, EVERYBODY);
}

/* Two for each option that it is before, one for each that it is beside. */
static uint64_t borda_twice(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	uint64_t points = 0;
	for (uint32_t i = 0; i < poll->paper_count; i++)
		for (uint32_t other = 0; other < poll->option_count; other++) {
			const struct slow_paper *paper = &poll->papers[i];
			if (other == option || !is_in(paper, town))
				continue;
			points += prefers(poll, paper, option, other)   ? 2
				  : prefers(poll, paper, other, option) ? 0
									: 1;
		}
	return points;
}

/* ---- shares ---- */

struct slow_share {
	long double agree, answers; /* in people */
};

static struct slow_share support(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	uint32_t papers = papers_of(poll, town), any = giving(poll, option, town, 0);
	switch (poll->ballot.method) {
	case ballot_method_opinion:
		return (struct slow_share){giving(poll, option, town, 1), any};
	case ballot_method_yesno: {
		uint32_t yes = giving(poll, option, town, 1), no = giving(poll, option, town, 2);
		return (struct slow_share){yes, yes + no};
	}
	case ballot_method_resistance:
		return (struct slow_share){any - (long double)sum_of(poll, option, town) / 10, any};
	case ballot_method_ranking:
		if (poll->option_count == 1)
			return (struct slow_share){0, papers};
		return (struct slow_share){(long double)borda_twice(poll, option, town) / 2 /
						   (poll->option_count - 1),
					   papers};
	default:
		return (struct slow_share){any, papers};
	}
}

static long double share_of(struct slow_share share)
{
	return share.answers > 0 ? share.agree / share.answers : 0;
}

/* What the option has in the rules people and towns. */
static long double worth(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	uint32_t papers = papers_of(poll, town);
	if (poll->ballot.method != ballot_method_dots)
		return share_of(support(poll, option, town));
	return papers ? (long double)sum_of(poll, option, town) / papers / poll->ballot.points : 0;
}

static bool has_answers(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	return support(poll, option, town).answers > 0;
}

static uint64_t billionths(long double share)
{
	return (uint64_t)llroundl(share * SCORE_ONE);
}

static uint32_t towns_answering(const struct slow_poll *poll, uint32_t option)
{
	uint32_t count = 0;
	for (uint32_t town = 1; town < SLOW_TOWNS; town++)
		count += has_answers(poll, option, town);
	return count;
}

static long double mean_of_towns(const struct slow_poll *poll, uint32_t option)
{
	long double sum = 0;
	uint32_t count = towns_answering(poll, option);
	for (uint32_t town = 1; town < SLOW_TOWNS; town++)
		if (has_answers(poll, option, town))
			sum += worth(poll, option, town);
	return count ? sum / count : 0;
}

static uint64_t score(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	long double product = 1;
	if (rule == rule_people)
		return billionths(worth(poll, option, EVERYBODY));
	if (towns_answering(poll, option) == 0)
		return 0;
	if (rule == rule_towns)
		return billionths(mean_of_towns(poll, option));
	/* Towns are numbered from 1, and only those of the ballot vote. */
	for (uint32_t town = 1; town <= poll->ballot.towns; town++) {
		struct slow_share share = support(poll, option, town);
		product *= (share.agree + 1) / (share.answers + 2);
	}
	return billionths(powl(product, 1.0L / poll->ballot.towns));
}

/* ---- Schulze ---- */

/* People, or billionths of towns. */
static uint64_t victory(const struct slow_poll *poll, uint32_t option, uint32_t other,
			enum rule rule, uint32_t town)
{
	if (rule != rule_towns)
		return preferring(poll, option, other, town);
	long double sum = 0;
	uint32_t towns = 0;
	for (uint32_t t = 1; t < SLOW_TOWNS; t++) {
		uint32_t papers = papers_of(poll, t);
		towns += papers > 0;
		if (papers > 0)
			sum += (long double)preferring(poll, option, other, t) / papers;
	}
	return towns ? billionths(sum / towns) : 0;
}

/* Whether victories of at least that strength lead from one to the other, through options that have
 * not been visited. */
static bool leads(const struct slow_poll *poll, uint64_t won[SLOW_OPTIONS_MAX][SLOW_OPTIONS_MAX],
		  uint32_t from, uint32_t to, uint64_t strength, uint32_t visited)
{
	if (from == to)
		return true;
	for (uint32_t via = 0; via < poll->option_count; via++)
		if (!(visited >> via & 1) && won[from][via] > won[via][from] &&
		    won[from][via] >= strength &&
		    leads(poll, won, via, to, strength, visited | 1u << via))
			return true;
	return false;
}

static uint64_t strongest(const struct slow_poll *poll,
			  uint64_t won[SLOW_OPTIONS_MAX][SLOW_OPTIONS_MAX], uint32_t from,
			  uint32_t to)
{
	uint64_t best = 0;
	for (uint32_t i = 0; i < poll->option_count; i++)
		for (uint32_t j = 0; j < poll->option_count; j++)
			if (i != j && won[i][j] > best &&
			    leads(poll, won, from, to, won[i][j], 1u << from))
				best = won[i][j];
	return best;
}

static uint32_t beaten_by(const struct slow_poll *poll, uint32_t option, enum rule rule,
			  uint32_t town)
{
	uint64_t won[SLOW_OPTIONS_MAX][SLOW_OPTIONS_MAX] = {{0}};
	uint32_t count = 0;
	for (uint32_t i = 0; i < poll->option_count; i++)
		for (uint32_t j = 0; j < poll->option_count; j++)
			won[i][j] = i == j ? 0 : victory(poll, i, j, rule, town);
	for (uint32_t other = 0; other < poll->option_count; other++)
		count += other != option &&
			 strongest(poll, won, other, option) > strongest(poll, won, option, other);
	return count;
}

/* ---- ranks ---- */

/* The higher the better. */
static uint64_t key(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	if (poll->ballot.method == ballot_method_ranking && rule != rule_every_town)
		return SLOW_OPTIONS_MAX - beaten_by(poll, option, rule, EVERYBODY);
	return score(poll, option, rule);
}

void slow_rank(struct slow_poll *poll)
{
	for (enum rule rule = rule_people; rule <= rule_every_town; rule++)
		for (uint32_t option = 0; option < poll->option_count; option++)
			poll->keys[rule][option] = key(poll, option, rule);
}

static uint32_t rank(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	uint32_t rank = 1;
	for (uint32_t other = 0; other < poll->option_count; other++)
		rank += poll->keys[rule][other] > poll->keys[rule][option];
	return rank;
}

/* ---- one town alone ---- */

static bool meets(const struct slow_poll *poll, long double share)
{
	const struct row_ballot *ballot = &poll->ballot;
	if (ballot->threshold_of == 0 || ballot->threshold * 2 == ballot->threshold_of)
		return share > 0.5L + 1e-15L;
	return share >= (long double)ballot->threshold / ballot->threshold_of - 1e-15L;
}

static uint64_t town_key(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	if (poll->ballot.method == ballot_method_ranking)
		return SLOW_OPTIONS_MAX - beaten_by(poll, option, rule_people, town);
	return billionths(worth(poll, option, town));
}

static bool carries(const struct slow_poll *poll, uint32_t option, uint32_t town)
{
	enum ballot_method method = poll->ballot.method;
	uint64_t places = poll->ballot.places;
	struct slow_share own = support(poll, option, town);
	if (method == ballot_method_yesno)
		return own.answers > 0 && meets(poll, share_of(own));
	if (method == ballot_method_resistance) {
		uint32_t passive = poll->option_count - 1;
		return own.answers > 0 && has_answers(poll, passive, town) &&
		       share_of(own) > share_of(support(poll, passive, town)) + 1e-15L;
	}
	if (method == ballot_method_ranking && places == 0)
		places = 1;
	if (method == ballot_method_opinion || places == 0)
		return 2 * own.agree > own.answers;
	uint32_t own_rank = 1;
	for (uint32_t other = 0; other < poll->option_count; other++)
		own_rank += town_key(poll, other, town) > town_key(poll, option, town);
	return giving(poll, option, town, 0) > 0 && own_rank <= places;
}

static uint32_t carried(const struct slow_poll *poll, uint32_t option)
{
	uint32_t count = 0;
	for (uint32_t town = 1; town < SLOW_TOWNS; town++)
		count += carries(poll, option, town);
	return count;
}

static uint64_t least(const struct slow_poll *poll, uint32_t option)
{
	long double least = 1;
	for (uint32_t town = 1; town < SLOW_TOWNS; town++)
		if (has_answers(poll, option, town))
			least = fminl(least, share_of(support(poll, option, town)));
	return towns_answering(poll, option) ? billionths(least) : 0;
}

/* ---- decisions ---- */

static enum decision yesno(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	struct slow_share all = support(poll, option, EVERYBODY);
	bool met = rule == rule_people  ? all.answers > 0 && meets(poll, share_of(all))
		   : rule == rule_towns ? towns_answering(poll, option) > 0 &&
						  meets(poll, mean_of_towns(poll, option))
					: carried(poll, option) == poll->ballot.towns;
	return met ? decision_carried : decision_lost;
}

static bool has_answers_under(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	return rule == rule_people ? has_answers(poll, option, EVERYBODY)
				   : towns_answering(poll, option) > 0;
}

static enum decision resistance(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	uint32_t passive = poll->option_count - 1;
	if (option == passive || !has_answers_under(poll, passive, rule))
		return decision_none;
	if (!has_answers_under(poll, option, rule))
		return decision_lost;
	uint64_t own = score(poll, option, rule), nothing = score(poll, passive, rule);
	return own > nothing ? decision_carried : own < nothing ? decision_lost : decision_tied;
}

static enum decision supported(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	bool has_papers = poll->ballot.method != ballot_method_opinion;
	uint32_t agree = giving(poll, option, EVERYBODY, has_papers ? 0 : 1);
	if (rule != rule_people)
		agree -= giving(poll, option, 0, has_papers ? 0 : 1);
	return poll->ballot.places == 0 ? decision_none
	       : agree > 0              ? decision_carried
					: decision_lost;
}

static enum decision let_through(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	return poll->ballot.method == ballot_method_yesno        ? yesno(poll, option, rule)
	       : poll->ballot.method == ballot_method_resistance ? resistance(poll, option, rule)
								 : supported(poll, option, rule);
}

static enum decision decision(const struct slow_poll *poll, uint32_t option, enum rule rule)
{
	enum decision own = let_through(poll, option, rule);
	uint32_t before = 0, beside = 0, own_rank = rank(poll, option, rule);
	if (rule != rule_people && poll->ballot.towns == 0)
		return decision_none;
	if (poll->paper_count < poll->ballot.quorum)
		return decision_lost;
	if (poll->ballot.places == 0 || own != decision_carried)
		return own;
	for (uint32_t other = 0; other < poll->option_count; other++) {
		if (let_through(poll, other, rule) != decision_carried)
			continue;
		before += rank(poll, other, rule) < own_rank;
		beside += rank(poll, other, rule) == own_rank;
	}
	return before + beside <= poll->ballot.places ? decision_carried
	       : before < poll->ballot.places         ? decision_tied
						      : decision_lost;
}

/* ---- the row ---- */

static void set_counts(const struct slow_poll *poll, uint32_t option, struct row_result *row)
{
	uint32_t any = giving(poll, option, EVERYBODY, 0);
	row->answers = poll->paper_count;
	switch (poll->ballot.method) {
	case ballot_method_opinion:
	case ballot_method_yesno:
		row->agree = giving(poll, option, EVERYBODY, 1);
		row->disagree = giving(poll, option, EVERYBODY, 2);
		row->pass = giving(poll, option, EVERYBODY, 3);
		row->answers = any;
		return;
	case ballot_method_resistance:
		row->answers = any;
		row->sum = sum_of(poll, option, EVERYBODY);
		return;
	case ballot_method_dots:
		row->sum = sum_of(poll, option, EVERYBODY);
		break;
	case ballot_method_ranking:
		row->sum = borda_twice(poll, option, EVERYBODY);
		break;
	default:
		break;
	}
	row->agree = any;
}

struct row_result slow_result(const struct slow_poll *poll, uint32_t option)
{
	struct row_result row = {.ballot = poll->ballot.id, .idea = {poll->options[option]}};
	set_counts(poll, option, &row);
	row.score_people = score(poll, option, rule_people);
	row.score_towns = score(poll, option, rule_towns);
	row.score_every_town = score(poll, option, rule_every_town);
	row.rank_people = rank(poll, option, rule_people);
	row.rank_towns = rank(poll, option, rule_towns);
	row.rank_every_town = rank(poll, option, rule_every_town);
	row.carried = carried(poll, option);
	row.least = least(poll, option);
	if (poll->ballot.method == ballot_method_budget)
		return row;
	row.decision_people = decision(poll, option, rule_people);
	row.decision_towns = decision(poll, option, rule_towns);
	row.decision_every_town = decision(poll, option, rule_every_town);
	return row;
}
