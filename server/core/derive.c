#include "derive.h"

#include <stdlib.h>

#include "server/decide/view.h" /* ROW_KEY */

/* A row before and after a change; `has_…` is false where it was not there or is removed. Texts of
 * `old` are gone by the time it is looked at. */
struct step {
	uint64_t revision;
	const uint32_t *key;
	bool has_old, has_new;
	const union any_row *old, *now;
};

/* ---- people ---- */

static void count_attendance(struct state *state, uint64_t revision, struct town_id town, int by)
{
	struct row_attendance attendance = {.id = town};
	if (town.n == 0)
		return;
	state_get(state, row_kind_attendance, ROW_KEY(town.n), &attendance);
	attendance.persons += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_attendance, revision, ROW_KEY(town.n), &attendance);
}

static int attends(bool has, const union any_row *row)
{
	return has && !row->person.left;
}

/* A person keeps the town they joined for. */
static void derive_person(struct state *state, const struct step *step)
{
	struct town_id town = step->has_new ? step->now->person.town : step->old->person.town;
	count_attendance(state, step->revision, town,
			 attends(step->has_new, step->now) - attends(step->has_old, step->old));
	if (!step->has_new || !step->now->person.contributed)
		return;
	const struct row_person *person = &step->now->person;
	struct row_author author = {.id = person->id, .name = person->name, .town = person->town};
	state_put_derived(state, row_kind_author, step->revision, ROW_KEY(person->id.n), &author);
}

/* ---- comments ---- */

static void put_comment_count(struct state *state, uint64_t revision, const struct row_idea *idea,
			      int by)
{
	struct row_comment_count count = {0};
	state_get(state, row_kind_comment_count, ROW_KEY(idea->id.n), &count);
	count.id = idea->id;
	count.board = idea->board;
	count.author = idea->author;
	count.audience = idea->audience;
	count.comments += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_comment_count, revision, ROW_KEY(idea->id.n), &count);
}

static void derive_comment(struct state *state, const struct step *step)
{
	const union any_row *row = step->has_new ? step->now : step->old;
	int by = (int)step->has_new - (int)step->has_old;
	struct row_idea idea;
	if (by != 0 && state_get(state, row_kind_idea, ROW_KEY(row->comment.idea.n), &idea))
		put_comment_count(state, step->revision, &idea, by);
}

/* ---- votes ---- */

static uint64_t *tally_count(struct row_tally *tally, enum choice choice)
{
	switch (choice) {
	case choice_agree:
		return &tally->agree;
	case choice_disagree:
		return &tally->disagree;
	default:
		return &tally->pass;
	}
}

static void count_vote(struct state *state, uint64_t revision, const struct row_vote *vote, int by)
{
	const uint32_t *key = ROW_KEY(vote->ballot.n, vote->idea.n, vote->town.n);
	struct row_tally tally = {0};
	struct row_idea idea;
	/* An idea that was taken back has no tally; the votes stay their owners'. */
	if (!state_get(state, row_kind_idea, ROW_KEY(vote->idea.n), &idea)) {
		state_put_derived(state, row_kind_tally, revision, key, NULL);
		return;
	}
	state_get(state, row_kind_tally, key, &tally);
	tally.ballot = vote->ballot;
	tally.idea = vote->idea;
	tally.town = vote->town;
	tally.board = idea.board;
	tally.author = idea.author;
	tally.audience = idea.audience;
	*tally_count(&tally, vote->choice) += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_tally, revision, key, &tally);
}

static void derive_vote(struct state *state, const struct step *step)
{
	if (step->has_old)
		count_vote(state, step->revision, &step->old->vote, -1);
	if (step->has_new)
		count_vote(state, step->revision, &step->now->vote, 1);
}

/* ---- ideas ---- */

/* What is derived from an idea is seen by whoever sees the idea. */
static bool same_audience(const struct row_idea *a, const struct row_idea *b)
{
	return a->audience == b->audience && a->board.n == b->board.n && a->author.n == b->author.n;
}

static void move_tally(struct state *state, uint64_t revision, const uint32_t *key,
		       const struct row_idea *idea)
{
	struct row_tally tally;
	if (!state_get(state, row_kind_tally, key, &tally))
		return;
	if (idea) {
		tally.board = idea->board;
		tally.author = idea->author;
		tally.audience = idea->audience;
	}
	state_put_derived(state, row_kind_tally, revision, key, idea ? &tally : NULL);
}

static void derive_idea(struct state *state, const struct step *step)
{
	const struct row_idea *idea = step->has_new ? &step->now->idea : NULL;
	uint32_t id = step->key[0];
	if (idea && step->has_old && same_audience(&step->old->idea, idea))
		return;
	if (idea)
		put_comment_count(state, step->revision, idea, 0);
	else
		state_put_derived(state, row_kind_comment_count, step->revision, ROW_KEY(id), NULL);
	for (uint32_t ballot = 1; step->has_old && ballot <= state->id_max[row_kind_ballot];
	     ballot++)
		for (uint32_t town = 0; town <= state->id_max[row_kind_town]; town++)
			move_tally(state, step->revision, ROW_KEY(ballot, id, town), idea);
}

/* ---- all ---- */

typedef void derive_fn(struct state *state, const struct step *step);

static derive_fn *const derivations[row_kinds_end] = {
	[row_kind_person] = derive_person,
	[row_kind_idea] = derive_idea,
	[row_kind_comment] = derive_comment,
	[row_kind_vote] = derive_vote,
};

void derive_put(struct state *state, const struct row_view *row)
{
	derive_fn *derivation = derivations[row->kind];
	if (!derivation) {
		state_put(state, row);
		return;
	}
	union any_row old, now;
	struct step step = {.revision = row->revision, .key = row->key, .old = &old, .now = &now};
	step.has_old = state_get(state, row->kind, row->key, &old);
	state_put(state, row);
	step.has_new = codec_row_fields(row->whole.at, row->whole.size, row->kind, &now);
	derivation(state, &step);
}

static int compare_kind_and_key(const void *a, const void *b)
{
	const struct row *row_a = *(const struct row *const *)a;
	const struct row *row_b = *(const struct row *const *)b;
	return row_compare((enum row_kind)row_a->kind, row_a->key, (enum row_kind)row_b->kind,
			   row_b->key);
}

/* In the order of their keys, so that a session is the same whenever it is loaded. */
void derive_all(struct state *state, uint64_t seq)
{
	uint32_t count = 0, at = 0;
	struct row **rows = malloc((state->rows.count + 1) * sizeof *rows);
	if (!rows)
		abort();
	for (struct row *row; (row = row_map_next(&state->rows, &at));)
		if (derivations[row->kind])
			rows[count++] = row;
	qsort(rows, count, sizeof *rows, compare_kind_and_key);
	for (uint32_t i = 0; i < count; i++) {
		union any_row now;
		struct step step = {.revision = seq, .key = rows[i]->key, .now = &now};
		step.has_new = row_fields(rows[i], &now);
		if (step.has_new || rows[i]->kind == row_kind_idea)
			derivations[rows[i]->kind](state, &step);
	}
	free(rows);
}
