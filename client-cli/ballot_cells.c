#include "client-cli/ballot_cells.h"

#include <stdlib.h>
#include <string.h>

#include "client-cli/ballot_words.h"
#include "client-cli/find.h"

struct row_town *ballot_cells_towns(const struct replica *replica, uint32_t *count)
{
	struct find_all all;
	struct row_town town;
	find_all_start(&all, replica, row_kind_town);
	struct row_town *towns = calloc(all.count + 1, sizeof *towns);
	if (!towns)
		abort();
	*count = 0;
	while (find_all_next(&all, &town))
		towns[(*count)++] = town;
	return towns;
}

/* ---- reading ---- */

static uint64_t papers_of(const struct replica *replica, uint32_t ballot, uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot, town};
	struct row_turnout turnout;
	return replica_get(replica, row_kind_turnout, key, &turnout) ? turnout.papers : 0;
}

static struct town_cell town_cell(const struct replica *replica, uint32_t ballot, uint32_t option,
				  uint32_t town)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot, option, town};
	struct row_tally row;
	if (!replica_get(replica, row_kind_tally, key, &row))
		return (struct town_cell){.known = papers_of(replica, ballot, town) == 0};
	return (struct town_cell){{row.agree, row.disagree, row.pass, row.answers, row.sum}, true};
}

void ballot_cells_read(const struct replica *replica, const struct row_ballot *ballot,
		       uint32_t option, const struct row_town *towns, uint32_t town_count,
		       struct option_cells *cells)
{
	const uint32_t key[ROW_KEY_PARTS] = {ballot->id.n, option};
	struct row_total row;
	uint64_t answers = 0;
	bool open = ballot->state == ballot_state_open;
	cells->all = (struct cell){0};
	cells->known = ballot->id.n && !(open && ballot_words_hidden(ballot));
	if (replica_get(replica, row_kind_total, key, &row))
		cells->all = (struct cell){row.agree, row.disagree, row.pass, row.answers, row.sum};
	for (uint32_t i = 0; i <= town_count; i++) {
		cells->towns[i] = town_cell(replica, ballot->id.n, option,
					    i < town_count ? towns[i].id.n : 0);
		answers += cells->towns[i].cell.answers;
	}
	/* If all answers are accounted for, a town without a tally has said nothing; else its tally
	 * is kept back. In a confidential ballot the papers of such towns stand under no town. */
	bool accounted = answers == cells->all.answers && ballot->secrecy != secrecy_confidential;
	cells->towns_known = cells->known;
	for (uint32_t i = 0; i <= town_count; i++) {
		cells->towns[i].known = cells->known && (accounted || cells->towns[i].known);
		cells->towns_known = cells->towns_known && cells->towns[i].known;
	}
}

/* ---- as JSON ---- */

static json_t *number(uint64_t value)
{
	return json_integer((json_int_t)value);
}

json_t *ballot_cells_json(const struct row_ballot *ballot, struct cell cell, bool known)
{
	if (!known)
		return json_null();
	switch (ballot->method) {
	case ballot_method_yesno:
		return json_pack("{s:o,s:o,s:o}", "yes", number(cell.agree), "no",
				 number(cell.disagree), "abstain", number(cell.pass));
	case ballot_method_dots:
		return json_pack("{s:o,s:o}", "points", number(cell.sum), "givers",
				 number(cell.agree));
	case ballot_method_resistance:
		return json_pack("{s:o,s:o,s:o}", "resistance", number(cell.sum), "answers",
				 number(cell.answers), "acceptance",
				 cell.answers ? json_real(1 - (double)cell.sum /
								      (10.0 * (double)cell.answers))
					      : json_null());
	case ballot_method_ranking:
		return json_pack("{s:f,s:o}", "borda", (double)cell.sum / 2, "ranked",
				 number(cell.agree));
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
		return json_pack("{s:o}", "approvals", number(cell.agree));
	case ballot_method_opinion:
	case ballot_method_none:
		break;
	}
	return json_pack("{s:o,s:o,s:o}", "agree", number(cell.agree), "disagree",
			 number(cell.disagree), "pass", number(cell.pass));
}

json_t *ballot_cells_towns_json(const struct row_ballot *ballot, const struct row_town *towns,
				uint32_t town_count, const struct option_cells *cells)
{
	json_t *object = json_object();
	for (uint32_t i = 0; i < town_count; i++) {
		char *name = strndup(towns[i].name.at, towns[i].name.size);
		json_object_set_new(
			object, name ? name : "",
			ballot_cells_json(ballot, cells->towns[i].cell, cells->towns[i].known));
		free(name);
	}
	const struct town_cell *elsewhere = &cells->towns[town_count];
	if (!elsewhere->known || elsewhere->cell.answers > 0)
		json_object_set_new(object, "",
				    ballot_cells_json(ballot, elsewhere->cell, elsewhere->known));
	return object;
}
