/* The state of a session by itself: lists of what is new, derived rows, drafts, and memory that is
 * given back at once. */
#include <stdlib.h>
#include <string.h>

#include "core_desk.h"
#include "server/core/arena.h"
#include "server/core/children.h"
#include "server/core/derive.h"
#include "server/core/draft.h"
#include "server/decide/audience.h"

#define KEY(...) ((const uint32_t[ROW_KEY_PARTS]){__VA_ARGS__})

static void put(struct state *state, uint64_t revision, enum row_kind kind, const void *row)
{
	struct buffer frame = {0};
	struct row_view view;
	codec_write_row(&frame, kind, revision, row);
	assert_true(codec_row_view(frame.at, frame.size, &view));
	derive_put(state, &view);
	buffer_free(&frame);
}

static void remove_row(struct state *state, uint64_t revision, enum row_kind kind, uint32_t id)
{
	struct buffer frame = {0};
	struct row_view view;
	codec_write_removed(&frame, kind, revision, KEY(id));
	assert_true(codec_row_view(frame.at, frame.size, &view));
	derive_put(state, &view);
	buffer_free(&frame);
}

static const struct row_idea idea_of_kai = {.id = {1},
					    .board = {1},
					    .author = {2},
					    .town = {1},
					    .audience = audience_everyone,
					    .stage = stage_idea,
					    .text = TEXT_OF("Bench")};

/* A town, an idea, a comment on it and two votes. */
static struct state *state_with_idea(void)
{
	struct state *state = state_new();
	const struct row_town town = {.id = {1}, .name = TEXT_OF("Ahausen")};
	const struct row_ballot ballot = {.id = {1},
					  .title = TEXT_OF("?"),
					  .method = ballot_method_opinion,
					  .state = ballot_state_open};
	const struct row_comment comment = {.id = {1},
					    .idea = {1},
					    .board = {1},
					    .author = {2},
					    .audience = audience_everyone,
					    .text = TEXT_OF("Yes")};
	put(state, 1, row_kind_town, &town);
	put(state, 1, row_kind_ballot, &ballot);
	put(state, 2, row_kind_idea, &idea_of_kai);
	put(state, 3, row_kind_comment, &comment);
	for (uint32_t person = 2; person <= 3; person++) {
		struct row_vote vote = {.ballot = {1},
					.idea = {1},
					.person = {person},
					.choice = choice_agree,
					.town = {1}};
		put(state, 4, row_kind_vote, &vote);
	}
	return state;
}

static struct row_tally tally_of(const struct state *state)
{
	struct row_tally tally;
	assert_true(state_get(state, row_kind_tally, KEY(1, 1, 1), &tally));
	return tally;
}

/* How many rows stand in a list behind a position, and how many of them as gone. */
static uint32_t behind(const struct row_list *list, uint64_t position, uint32_t *gone)
{
	uint32_t count = 0;
	*gone = 0;
	for (uint32_t i = list ? row_list_after(list, position) : 0; list && i < list->count; i++) {
		const struct state_row *row = list->slots[i].row;
		if (!row)
			continue;
		count++;
		*gone += !state_is_listed(row, list);
	}
	return count;
}

/* ---- derived rows ---- */

static void tallies_and_counts_have_their_ideas_audience(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct row_comment_count count;
	struct row_total total;
	struct row_idea idea = idea_of_kai;
	uint32_t gone;
	uint64_t before = state->position;
	idea.audience = audience_withheld;
	put(state, 5, row_kind_idea, &idea);
	assert_int_equal(tally_of(state).audience, audience_moderators); /* of two people */
	assert_true(state_get(state, row_kind_total, KEY(1, 1), &total));
	assert_int_equal(total.audience, audience_withheld);
	assert_int_equal(tally_of(state).agree, 2);
	assert_true(state_get(state, row_kind_comment_count, KEY(1), &count));
	assert_int_equal(count.audience, audience_withheld);
	assert_int_equal(count.comments, 1);
	assert_int_equal(behind(state->everyone, before, &gone), 3);
	assert_int_equal(gone, 3);
	assert_int_equal(behind(state_list(state, LIST_MODERATORS), before, &gone), 3);
	assert_int_equal(gone, 0);
	assert_int_equal(behind(state_list(state, LIST_OF_OWNER | 2), before, &gone), 3);
	idea.audience = audience_members;
	idea.board.n = 7;
	put(state, 6, row_kind_idea, &idea);
	assert_true(state_get(state, row_kind_total, KEY(1, 1), &total));
	assert_int_equal(total.audience, audience_members);
	assert_int_equal(tally_of(state).board.n, 7);
	assert_int_equal(behind(state_list(state, LIST_OF_BOARD | 7), before, &gone), 3);
	assert_int_equal(gone, 0);
	before = state->position;
	idea.audience = audience_everyone;
	put(state, 7, row_kind_idea, &idea);
	assert_int_equal(behind(state->everyone, before, &gone), 3);
	assert_int_equal(gone, 0);
	assert_int_equal(behind(state_list(state, LIST_OF_BOARD | 7), 0, &gone), 0);
	state_free(state);
}

static void an_edit_moves_no_tally(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct row_idea idea = idea_of_kai;
	uint64_t revision = state_find(state, row_kind_tally, KEY(1, 1, 1))->revision;
	idea.text = TEXT_OF("Another bench");
	put(state, 5, row_kind_idea, &idea);
	assert_int_equal(state_find(state, row_kind_tally, KEY(1, 1, 1))->revision, revision);
	state_free(state);
}

static void votes_on_an_idea_taken_back_stay_without_tally(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct row_vote vote = {
		.ballot = {1}, .idea = {1}, .person = {2}, .choice = choice_pass, .town = {1}};
	remove_row(state, 5, row_kind_idea, 1);
	assert_true(state_find(state, row_kind_tally, KEY(1, 1, 1))->removed);
	assert_true(state_find(state, row_kind_comment_count, KEY(1))->removed);
	put(state, 6, row_kind_vote, &vote);
	assert_true(state_find(state, row_kind_tally, KEY(1, 1, 1))->removed);
	assert_false(state_find(state, row_kind_vote, KEY(1, 1, 2))->removed);
	state_free(state);
}

/* Reading all logged rows anew gives the same derived rows as the history gave. */
static void loading_derives_the_same(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea(), *loaded = state_new();
	const struct row_person kai = {.id = {2},
				       .name = TEXT_OF("Kai"),
				       .town = {1},
				       .role = role_citizen,
				       .contributed = true};
	put(state, 5, row_kind_person, &kai);
	for (uint64_t revision = 1; revision <= 5; revision++) {
		uint32_t at = 0;
		for (struct row *row; (row = row_map_next(&state->rows, &at));) {
			struct row_view view;
			codec_row_view(row->bytes, row->size, &view);
			if (row->revision == revision &&
			    row_shapes[row->kind].row.sort == row_sort_logged)
				state_put(loaded, &view);
		}
	}
	derive_all(loaded, 5);
	assert_int_equal(loaded->rows.count, state->rows.count);
	uint32_t at = 0, derived = 0;
	for (struct row *row; (row = row_map_next(&state->rows, &at));) {
		const struct row *other = state_find(loaded, (enum row_kind)row->kind, row->key);
		struct row_view a, b;
		assert_non_null(other);
		codec_row_view(row->bytes, row->size, &a);
		codec_row_view(other->bytes, other->size, &b);
		assert_int_equal(a.fields.size, b.fields.size);
		assert_memory_equal(a.fields.at, b.fields.at, a.fields.size);
		if (row_shapes[row->kind].row.sort == row_sort_derived) {
			assert_int_equal(b.revision, 5);
			derived++;
		}
	}
	assert_int_equal(derived,
			 8); /* author, attendance, comment_count, total, tally, turnout, voted … */
	state_free(loaded);
	state_free(state);
}

/* ---- lists ---- */

static void the_tail_is_what_is_new(void **state_)
{
	(void)state_;
	struct state *state = state_new();
	uint32_t gone;
	struct row_topic topic = {.title = TEXT_OF("Topic")};
	for (uint32_t id = 1; id <= 100; id++) {
		topic.id.n = id;
		put(state, id, row_kind_topic, &topic);
	}
	for (uint64_t seq = 0; seq <= 100; seq++)
		assert_int_equal(behind(state->everyone, state_position_behind(seq), &gone),
				 100 - seq);
	/* Rows that change again and again leave gaps, which are closed now and then. */
	for (uint64_t revision = 101; revision <= 3000; revision++) {
		topic.id.n = 1 + (uint32_t)(revision % 7);
		put(state, revision, row_kind_topic, &topic);
	}
	assert_int_equal(behind(state->everyone, 0, &gone), 100);
	assert_int_equal(behind(state->everyone, state_position_behind(2993), &gone), 7);
	assert_true(state->everyone->count < 400);
	state_free(state);
}

static void rows_of_one_entry_are_told_apart(void **state_)
{
	(void)state_;
	struct state *state = state_new();
	uint32_t gone;
	struct row_topic topic = {.title = TEXT_OF("Topic")};
	uint64_t half = 0;
	for (uint32_t id = 1; id <= 1000; id++) {
		topic.id.n = id;
		put(state, 9, row_kind_topic, &topic);
		half = id == 500 ? state->position : half;
	}
	assert_int_equal(behind(state->everyone, half, &gone), 500);
	assert_int_equal(behind(state->everyone, state_position_behind(9), &gone), 0);
	assert_int_equal(behind(state->everyone, state_position_behind(8), &gone), 1000);
	state_free(state);
}

/* ---- drafts ---- */

static void a_draft_lies_over_the_state(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct arena arena = {0};
	struct draft draft;
	struct buffer frame = {0};
	struct row_idea idea = idea_of_kai;
	draft_begin(&draft, state);
	assert_int_equal(draft_next_id(&draft, row_kind_idea), 2);
	idea.id.n = 5;
	codec_write_row(&frame, row_kind_idea, 9, &idea);
	draft_put(&draft, &arena, (struct bytes){frame.at, (uint32_t)frame.size});
	assert_int_equal(draft_next_id(&draft, row_kind_idea), 6);
	assert_int_equal(draft_find(&draft, row_kind_idea, KEY(5))->revision, 9);
	assert_int_equal(draft_find(&draft, row_kind_idea, KEY(1))->revision, 2);
	assert_null(draft_find(&draft, row_kind_idea, KEY(6)));
	assert_null(state_find(state, row_kind_idea, KEY(5)));
	draft_end(&draft);
	buffer_free(&frame);
	arena_free(&arena);
	state_free(state);
}

/* Those that wait or are hidden are not counted when it is back either. */
static void an_idea_that_is_back_counts_what_is_seen(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct row_comment_count count;
	struct row_comment comment = {.idea = {1},
				      .board = {1},
				      .author = {2},
				      .audience = audience_withheld,
				      .hold = hold_waiting,
				      .text = TEXT_OF("And")};
	remove_row(state, 5, row_kind_idea, 1);
	for (uint32_t id = 2; id <= 4; id++) {
		comment.id.n = id;
		comment.hold = id == 4 ? hold_none : id == 3 ? hold_hidden : hold_waiting;
		put(state, 6, row_kind_comment, &comment);
	}
	assert_false(state_get(state, row_kind_comment_count, KEY(1), &count));
	put(state, 7, row_kind_idea, &idea_of_kai);
	assert_true(state_get(state, row_kind_comment_count, KEY(1), &count));
	assert_int_equal(count.comments, 2); /* the first and the last */
	state_free(state);
}

/* ---- kinship ---- */

static void note_comment(struct kinship *kinship, uint32_t idea, uint32_t id)
{
	union any_row row = {.comment = {.id = {id}, .idea = {idea}}};
	kinship_note(kinship, row_kind_comment, &row);
}

static void note_merged(struct kinship *kinship, uint32_t into, uint32_t id)
{
	union any_row row = {.idea = {.id = {id}, .merged_into = {into}}};
	kinship_note(kinship, row_kind_idea, &row);
}

static void assert_children(const struct kinship *kinship, enum row_kind kind, uint32_t idea,
			    const uint32_t *expected)
{
	uint32_t id = 0;
	do {
		id = kinship_next(kinship, kind, idea, id);
		assert_int_equal(id, *expected);
	} while (*expected++);
}

static void children_rise_and_are_there_once(void **state)
{
	(void)state;
	struct kinship kinship = {0};
	static const uint32_t order[] = {7, 3, 9, 3, 1, 9, 8, 2, 7};
	assert_int_equal(kinship_next(&kinship, row_kind_comment, 5, 0), 0);
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
		note_comment(&kinship, 5, order[i]);
	assert_int_equal(kinship.comments.of[5].count, 6);
	note_comment(&kinship, 70000, 4); /* far away */
	assert_children(&kinship, row_kind_comment, 5, (uint32_t[]){1, 2, 3, 7, 8, 9, 0});
	assert_children(&kinship, row_kind_comment, 70000, (uint32_t[]){4, 0});
	assert_children(&kinship, row_kind_comment, 6, (uint32_t[]){0});
	assert_children(&kinship, row_kind_comment, 999999, (uint32_t[]){0});
	assert_children(&kinship, row_kind_idea, 5, (uint32_t[]){0}); /* each kind by itself */
	assert_int_equal(kinship_next(&kinship, row_kind_comment, 5, 4), 7); /* from between */
	kinship_free(&kinship);
}

/* Merged here, then there, then here again: both know it, and its fields say where it is. */
static void a_merged_again_idea_is_known_to_both(void **state)
{
	(void)state;
	struct kinship kinship = {0};
	note_merged(&kinship, 1, 4);
	note_merged(&kinship, 0, 4); /* merged no more */
	note_merged(&kinship, 2, 4);
	note_merged(&kinship, 1, 4);
	note_merged(&kinship, 1, 3);
	assert_children(&kinship, row_kind_idea, 1, (uint32_t[]){3, 4, 0});
	assert_children(&kinship, row_kind_idea, 2, (uint32_t[]){4, 0});
	assert_children(&kinship, row_kind_idea, 0, (uint32_t[]){0});
	kinship_free(&kinship);
}

static void put_draft(struct draft *draft, struct arena *arena, enum row_kind kind, const void *row)
{
	struct buffer frame = {0};
	codec_write_row(&frame, kind, 9, row);
	uint8_t *bytes = arena_copy(arena, frame.at, frame.size);
	draft_put(draft, arena, (struct bytes){bytes, (uint32_t)frame.size});
	buffer_free(&frame);
}

static void a_drafts_children_lie_among_the_states(void **state_)
{
	(void)state_;
	struct state *state = state_with_idea();
	struct arena arena = {0};
	struct draft draft;
	struct row_comment comment = {.idea = {1},
				      .board = {1},
				      .author = {2},
				      .audience = audience_everyone,
				      .text = TEXT_OF("And")};
	struct row_idea idea = idea_of_kai;
	comment.id.n = 4;
	put(state, 5, row_kind_comment, &comment);
	comment.id.n = 6;
	put(state, 5, row_kind_comment, &comment);
	remove_row(state, 6, row_kind_comment, 4);
	draft_begin(&draft, state);
	for (uint32_t id = 7; id >= 5; id--) { /* 6 is in both */
		comment.id.n = id;
		put_draft(&draft, &arena, row_kind_comment, &comment);
	}
	idea.id.n = 2;
	idea.merged_into.n = 1;
	put_draft(&draft, &arena, row_kind_idea, &idea);
	struct view view = {.context = &draft, .find = draft_find, .next_child = draft_next_child};
	struct row_comment found = {.id = {0}};
	static const uint32_t expected[] = {1, 5, 6, 7}; /* 4 is gone */
	for (size_t i = 0; i < 4; i++) {
		assert_true(view_next_comment(&view, idea_of_kai.id, &found));
		assert_int_equal(found.id.n, expected[i]);
	}
	assert_false(view_next_comment(&view, idea_of_kai.id, &found));
	struct row_idea merged = {.id = {0}};
	assert_true(view_next_merged(&view, idea_of_kai.id, &merged));
	assert_int_equal(merged.id.n, 2);
	assert_false(view_next_merged(&view, idea_of_kai.id, &merged));
	idea.merged_into.n = 0; /* merged no more: known of old, told apart by its fields */
	put_draft(&draft, &arena, row_kind_idea, &idea);
	merged.id.n = 0;
	assert_false(view_next_merged(&view, idea_of_kai.id, &merged));
	assert_int_equal(kinship_next(&state->kinship, row_kind_comment, 1, 4), 6);
	draft_end(&draft);
	arena_free(&arena);
	state_free(state);
}

static void an_arena_gives_aligned_zeroed_memory(void **state_)
{
	(void)state_;
	struct arena arena = {0};
	for (size_t size = 1; size < 100000; size = size * 3 + 1) {
		uint8_t *taken = arena_take(&arena, size);
		assert_int_equal((uintptr_t)taken % 16, 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(taken[i], 0);
		memset(taken, 0xff, size);
	}
	assert_memory_equal(arena_copy(&arena, "copy", 4), "copy", 4);
	assert_non_null(arena_copy(&arena, NULL, 0));
	arena_free(&arena);
	assert_null(arena.blocks);
}

int core_state(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[SEE-1] tallies and counts have the audience of their idea, and follow it",
		      tallies_and_counts_have_their_ideas_audience),
		CLAIM("an edit that moves nothing else puts no derived row",
		      an_edit_moves_no_tally),
		CLAIM("votes on an idea taken back stay, without a tally",
		      votes_on_an_idea_taken_back_stay_without_tally),
		CLAIM("loading derives what the history had derived", loading_derives_the_same),
		CLAIM("the tail of a list is what is new, however often rows change",
		      the_tail_is_what_is_new),
		CLAIM("rows of one entry have an order of their own",
		      rows_of_one_entry_are_told_apart),
		CLAIM("a draft lies over the state and leaves it", a_draft_lies_over_the_state),
		CLAIM("an idea that is back counts the comments that are seen",
		      an_idea_that_is_back_counts_what_is_seen),
		CLAIM("what refers to an idea comes in rising order, each once",
		      children_rise_and_are_there_once),
		CLAIM("an idea merged into two, one after the other, is known to both",
		      a_merged_again_idea_is_known_to_both),
		CLAIM("a draft's comments and merged ideas lie among the state's",
		      a_drafts_children_lie_among_the_states),
		CLAIM("an arena gives aligned, zeroed memory",
		      an_arena_gives_aligned_zeroed_memory),
	};
	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
