#include "urns.h"

#include <stdlib.h>

#include "server/voting/recount.h"

/* ---- voting ---- */

/* The last confidential ballot that asks a question of its own. */
static bool find_urn(const struct client *client, struct row_ballot *urn)
{
	const struct row **rows;
	bool found = false;
	uint32_t count = replica_rows(client->replica, row_kind_ballot, &rows);
	for (uint32_t i = 0; i < count; i++) {
		struct row_ballot ballot;
		if (!row_fields(rows[i], &ballot) || ballot.secrecy != secrecy_confidential ||
		    ballot.method != ballot_method_yesno || ballot.options.count > 0)
			continue;
		*urn = ballot;
		urn->title = (struct text){0};
		found = true;
	}
	free(rows);
	return found;
}

static void prepare(struct urns_step *step)
{
	step->kind = command_kind_ballot_add;
	step->command.ballot_add = (struct command_ballot_add){.title = {"Shall we?", 9},
							       .method = ballot_method_yesno,
							       .secrecy = secrecy_confidential};
}

static void cast(struct client *client, const struct row_ballot *urn, struct urns_step *step)
{
	uint64_t *chance = &client->world->chance;
	pair_write(step->paper, (struct pair){0, 1 + chance_below(chance, 3)});
	for (uint32_t i = 0; i < CHECK_BYTES; i++)
		step->check[i] = (uint8_t)chance_below(chance, 256);
	step->kind = command_kind_cast;
	step->command.cast = (struct command_cast){.ballot = urn->id,
						   .choices = {step->paper, 1},
						   .check = {step->check, CHECK_BYTES},
						   .withdraw = chance_below(chance, 8) == 0};
}

bool urns_next_step(struct client *client, struct urns_step *step)
{
	struct row_ballot urn = {.state = ballot_state_closed};
	bool moderates = client->role == role_moderator;
	bool found = find_urn(client, &urn);
	if (found && urn.state == ballot_state_open &&
	    (!moderates || chance_below(&client->world->chance, 4) > 0)) {
		cast(client, &urn, step);
	} else if (!moderates) {
		return false;
	} else if (found && urn.state == ballot_state_open) {
		step->kind = command_kind_ballot_close;
		step->command.ballot_close = (struct command_ballot_close){.ballot = urn.id};
	} else if (found && urn.state == ballot_state_prepared) {
		step->kind = command_kind_ballot_open;
		step->command.ballot_open = (struct command_ballot_open){.ballot = urn.id};
	} else {
		prepare(step);
	}
	return true;
}

/* ---- what the log holds ---- */

#define BALLOTS_MAX 1024u

struct walk {
	const struct world *world;
	struct recount *recount;
	struct urns_account *account;
	uint32_t keys_wanted;
	int opened[BALLOTS_MAX]; /* by ballot: papers made public less sealed papers */
	bool closed[BALLOTS_MAX];
	const char *wrong;
};

static bool has_key(const struct world *world, uint32_t ballot)
{
	struct keys_memory keys = world->keys;
	return keys_memory_find(&keys, (struct session_id){1}, ballot) != NULL;
}

static void look_at_ballot(struct walk *walk, const struct row_ballot *ballot)
{
	bool confidential = ballot->secrecy == secrecy_confidential;
	bool wanted = confidential && ballot->state == ballot_state_open;
	walk->keys_wanted += wanted;
	walk->closed[ballot->id.n % BALLOTS_MAX] =
		confidential && ballot->state == ballot_state_closed;
	walk->account->sealed += walk->closed[ballot->id.n % BALLOTS_MAX];
	walk->account->voided += ballot->state == ballot_state_void;
	if (wanted && !has_key(walk->world, ballot->id.n))
		walk->wrong = "an open ballot has no key";
	if (ballot->state == ballot_state_void && walk->world->keys_lost == 0)
		walk->wrong = "a ballot is void although no key was lost";
}

static void look_at_paper(struct walk *walk, const struct row_paper *paper)
{
	if (paper->sealed.size > 0)
		walk->opened[paper->ballot.n % BALLOTS_MAX]--;
	if (paper->sealed.size > 0 && paper->choices.count > 0)
		walk->wrong = "a sealed paper has its choices beside it";
}

static bool look_at_row(void *context, const struct log_row *row)
{
	struct walk *walk = context;
	union any_row fields;
	if (!codec_row_fields(row->frame.at, row->frame.size, (enum row_kind)row->kind, &fields))
		return true; /* removed */
	recount_add(walk->recount, (enum row_kind)row->kind, &fields);
	if (row->kind == row_kind_ballot)
		look_at_ballot(walk, &fields.ballot);
	if (row->kind == row_kind_paper)
		look_at_paper(walk, &fields.paper);
	if (row->kind == row_kind_published)
		walk->opened[fields.published.ballot.n % BALLOTS_MAX]++;
	return true;
}

static void count_again(struct walk *walk)
{
	uint32_t count = recount_run(walk->recount);
	for (uint32_t i = 0; i < count; i++) {
		const struct recount_verdict *verdict = recount_verdict(walk->recount, i);
		walk->account->counted += verdict->finding == recount_same;
		if (!recount_holds(verdict))
			walk->wrong = "a closed ballot has other results when it is counted again";
	}
}

const char *urns_check(const struct world *world, struct urns_account *account)
{
	struct walk walk = {.world = world, .recount = recount_new(), .account = account};
	struct log_head head;
	struct failure failure;
	if (!world->log->ops->read(world->log, (struct session_id){1}, &head, look_at_row, &walk,
				   &failure))
		walk.wrong = "the log cannot be read";
	count_again(&walk);
	for (uint32_t i = 0; i < BALLOTS_MAX; i++)
		if (walk.closed[i] && walk.opened[i] != 0)
			walk.wrong = "not every sealed paper was made public, or more were";
	if (!walk.wrong && world->keys.files.count != walk.keys_wanted)
		walk.wrong = "a key has outlived its ballot";
	recount_free(walk.recount);
	return walk.wrong;
}
