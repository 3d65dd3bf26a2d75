#include "derive.h"

#include <stdlib.h>

#include "server/decide/view.h" /* ROW_KEY */

/* A row before and after a change; `has_…` is false where it was not there or is removed. What
 * `old` borrows is gone by the time it is looked at, but for a paper. */
struct step {
	uint64_t revision;
	const uint32_t *key;
	bool has_old, has_new;
	bool is_back; /* had been removed: others may name it already */
	const union any_row *old, *now;
};

/* ---- people ---- */

static void count_attendance(struct state *state, uint64_t revision, struct town_id town, int by)
{
	struct row_attendance attendance = {.id = town};
	state_get(state, row_kind_attendance, ROW_KEY(town.n), &attendance);
	attendance.persons += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_attendance, revision, ROW_KEY(town.n), &attendance);
}

/* Who takes part: who may write and vote. Who only listens, or was sent away, is not counted. */
static int attends(bool has, const union any_row *row)
{
	return has && !row->person.left && !row->person.kept_out &&
	       row->person.role != role_observer;
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

/* What waits or is hidden is not told by a number either. */
static int shows(bool has, const union any_row *row)
{
	return has && row->comment.hold == hold_none;
}

static void derive_comment(struct state *state, const struct step *step)
{
	const union any_row *row = step->has_new ? step->now : step->old;
	int by = shows(step->has_new, step->now) - shows(step->has_old, step->old);
	struct row_idea idea;
	if (by != 0 && state_get(state, row_kind_idea, ROW_KEY(row->comment.idea.n), &idea))
		put_comment_count(state, step->revision, &idea, by);
}

/* ---- votes ---- */

static void derive_ballot(struct state *state, const struct step *step)
{
	counting_ballot(state, step->key[0], step->has_new ? &step->now->ballot : NULL);
}

static void derive_vote(struct state *state, const struct step *step)
{
	counting_vote(state, step->revision, step->has_old ? &step->old->vote : NULL,
		      step->has_new ? &step->now->vote : NULL);
}

static void derive_paper(struct state *state, const struct step *step)
{
	counting_paper(state, step->revision, step->has_old ? &step->old->paper : NULL,
		       step->has_new ? &step->now->paper : NULL);
}

static void derive_published(struct state *state, const struct step *step)
{
	if (step->has_new)
		counting_published(state, &step->now->published);
}

/* ---- boards: who sits there, and how far they are ---- */

static bool has_seats(const struct row_board *board)
{
	return board->sort == board_sort_team || board->sort == board_sort_table;
}

static void put_seating(struct state *state, uint64_t revision, uint32_t board, uint32_t town,
			bool exists)
{
	struct row_seating seating = {.board = {board}, .town = {town}};
	state_put_derived(state, row_kind_seating, revision, ROW_KEY(board, town),
			  exists ? &seating : NULL);
}

static void derive_town(struct state *state, const struct step *step)
{
	for (uint32_t id = 1; step->has_new && id <= state->id_max[row_kind_board]; id++) {
		struct row_board board;
		struct row_seating present;
		if (state_get(state, row_kind_board, ROW_KEY(id), &board) && has_seats(&board) &&
		    !state_get(state, row_kind_seating, ROW_KEY(id, step->key[0]), &present))
			put_seating(state, step->revision, id, step->key[0], true);
	}
}

/* A team or table has a count for each town, and one for those of none, as long as it is there. Of
 * one that was removed it is not known what it was. */
static void derive_seatings(struct state *state, const struct step *step)
{
	if (step->has_new && (step->has_old || !has_seats(&step->now->board)))
		return;
	for (uint32_t town = 0; town <= state->id_max[row_kind_town]; town++)
		put_seating(state, step->revision, step->key[0], town, step->has_new);
}

static void derive_board(struct state *state, const struct step *step)
{
	struct row_progress progress = {.board = {step->key[0]}};
	bool moved =
		!step->has_old || !step->has_new || step->old->board.step != step->now->board.step;
	derive_seatings(state, step);
	if (!moved)
		return;
	state_get(state, row_kind_progress, step->key, &progress);
	progress.ready = 0;
	state_put_derived(state, row_kind_progress, step->revision, step->key,
			  step->has_new ? &progress : NULL);
}

static void count_seat(struct state *state, uint64_t revision, struct board_id board,
		       struct town_id town, int by)
{
	struct row_seating seating;
	if (!state_get(state, row_kind_seating, ROW_KEY(board.n, town.n), &seating))
		return;
	seating.persons += (uint64_t)(int64_t)by;
	state_put_derived(state, row_kind_seating, revision, ROW_KEY(board.n, town.n), &seating);
}

static void derive_seat(struct state *state, const struct step *step)
{
	static const struct row_seat nowhere = {.person = {0}};
	const struct row_seat *old = step->has_old ? &step->old->seat : &nowhere;
	const struct row_seat *now = step->has_new ? &step->now->seat : &nowhere;
	struct row_person person;
	if (!state_get(state, row_kind_person, ROW_KEY(step->key[0]), &person))
		return;
	if (old->team.n != now->team.n) {
		count_seat(state, step->revision, old->team, person.town, -1);
		count_seat(state, step->revision, now->team, person.town, 1);
	}
	if (old->table.n != now->table.n) {
		count_seat(state, step->revision, old->table, person.town, -1);
		count_seat(state, step->revision, now->table, person.town, 1);
	}
}

static void derive_ready(struct state *state, const struct step *step)
{
	struct row_board board;
	struct row_progress progress;
	if (!state_get(state, row_kind_board, ROW_KEY(step->key[0]), &board) ||
	    !state_get(state, row_kind_progress, ROW_KEY(step->key[0]), &progress))
		return;
	bool before = step->has_old && step->old->ready.step == board.step;
	bool after = step->has_new && step->now->ready.step == board.step;
	progress.ready += (uint64_t)(int64_t)(after - before);
	state_put_derived(state, row_kind_progress, step->revision, ROW_KEY(board.id.n), &progress);
}

static void count_idea(struct state *state, uint64_t revision, struct board_id board, int by,
		       int alone_by)
{
	struct row_progress progress;
	if ((by == 0 && alone_by == 0) ||
	    !state_get(state, row_kind_progress, ROW_KEY(board.n), &progress))
		return;
	progress.ideas += (uint64_t)(int64_t)by;
	progress.alone += (uint64_t)(int64_t)alone_by;
	state_put_derived(state, row_kind_progress, revision, ROW_KEY(board.n), &progress);
}

/* What everybody can see, each once: not what is held back, nor what has become part of another. */
static int counts(bool has, const union any_row *row)
{
	return has && row->idea.hold == hold_none && row->idea.merged_into.n == 0;
}

/* What is written in silence: nobody sees it, but everybody how much there is of it. */
static int counts_alone(bool has, const union any_row *row)
{
	return has && row->idea.hold == hold_alone && row->idea.merged_into.n == 0;
}

static void derive_progress_of_idea(struct state *state, const struct step *step)
{
	int before = counts(step->has_old, step->old), after = counts(step->has_new, step->now);
	int alone_before = counts_alone(step->has_old, step->old);
	int alone_after = counts_alone(step->has_new, step->now);
	if (step->has_old && step->has_new && step->old->idea.board.n == step->now->idea.board.n) {
		count_idea(state, step->revision, step->now->idea.board, after - before,
			   alone_after - alone_before);
		return;
	}
	if (step->has_old)
		count_idea(state, step->revision, step->old->idea.board, -before, -alone_before);
	if (step->has_new)
		count_idea(state, step->revision, step->now->idea.board, after, alone_after);
}

/* ---- ideas ---- */

/* What is derived from an idea is seen by whoever sees the idea. */
static bool same_audience(const struct row_idea *a, const struct row_idea *b)
{
	return a->audience == b->audience && a->board.n == b->board.n && a->author.n == b->author.n;
}

/* An idea that is back finds its comments: those that had stayed while it was away. */
static void count_comments_anew(struct state *state, uint64_t revision, const struct row_idea *idea)
{
	uint32_t id = 0;
	while ((id = kinship_next(&state->kinship, row_kind_comment, idea->id.n, id))) {
		struct row_comment comment;
		if (state_get(state, row_kind_comment, ROW_KEY(id), &comment) &&
		    comment.hold == hold_none)
			put_comment_count(state, revision, idea, 1);
	}
}

static void derive_idea(struct state *state, const struct step *step)
{
	const struct row_idea *idea = step->has_new ? &step->now->idea : NULL;
	uint32_t id = step->key[0];
	derive_progress_of_idea(state, step);
	if (step->is_back)
		count_comments_anew(state, step->revision, idea);
	if (idea && step->has_old && same_audience(&step->old->idea, idea))
		return;
	if (idea)
		put_comment_count(state, step->revision, idea, 0);
	else
		state_put_derived(state, row_kind_comment_count, step->revision, ROW_KEY(id), NULL);
	if (!state->counting.loading)
		counting_idea(state, step->revision, id);
}

/* ---- all ---- */

typedef void derive_fn(struct state *state, const struct step *step);

static derive_fn *const derivations[row_kinds_end] = {
	[row_kind_town] = derive_town,           [row_kind_board] = derive_board,
	[row_kind_person] = derive_person,       [row_kind_idea] = derive_idea,
	[row_kind_comment] = derive_comment,     [row_kind_vote] = derive_vote,
	[row_kind_seat] = derive_seat,           [row_kind_ready] = derive_ready,
	[row_kind_ballot] = derive_ballot,       [row_kind_paper] = derive_paper,
	[row_kind_published] = derive_published,
};

void derive_put(struct state *state, const struct row_view *row)
{
	derive_fn *derivation = derivations[row->kind];
	if (!derivation) {
		state_put(state, row);
		return;
	}
	union any_row old, now;
	struct buffer kept = {0};
	struct step step = {.revision = row->revision, .key = row->key, .old = &old, .now = &now};
	const struct row *present = state_find(state, row->kind, row->key);
	bool known = present != NULL;
	if (present && row->kind == row_kind_paper) {
		buffer_append(&kept, present->bytes, present->size);
		step.has_old = codec_row_fields(kept.at, kept.size, row->kind, &old);
	} else {
		step.has_old = present && row_fields(present, &old);
	}
	state_put(state, row);
	step.has_new = codec_row_fields(row->whole.at, row->whole.size, row->kind, &now);
	step.is_back = known && !step.has_old && step.has_new;
	derivation(state, &step);
	buffer_free(&kept);
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
	state->counting.loading = true;
	for (uint32_t i = 0; i < count; i++) {
		union any_row now;
		struct step step = {.revision = seq, .key = rows[i]->key, .now = &now};
		step.has_new = row_fields(rows[i], &now);
		bool was_there = rows[i]->kind == row_kind_idea || rows[i]->kind == row_kind_board;
		if (step.has_new || was_there)
			derivations[rows[i]->kind](state, &step);
	}
	free(rows);
	state->counting.loading = false;
	counting_show_all(state, seq);
}
