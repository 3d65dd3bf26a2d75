/* The rules that a client keeps: [ROW-1] to [ROW-6] and [HELLO-4], of the replica in C. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/replica.h"

#define KEY(...) ((const uint32_t[ROW_KEY_PARTS]){__VA_ARGS__})

static void hold_frame(struct replica *replica, const struct buffer *frame)
{
	struct row_view view;
	assert_true(codec_row_view(frame->at, frame->size, &view));
	replica_hold(replica, &view);
}

static void hold_town(struct replica *replica, uint64_t revision, uint32_t id, const char *name)
{
	struct buffer frame = {0};
	struct row_town town = {.id = {id}, .name = {name, (uint32_t)strlen(name)}};
	codec_write_row(&frame, row_kind_town, revision, &town);
	hold_frame(replica, &frame);
	/* The replica copies: what it was given may go. */
	memset(frame.at, 0xAA, frame.size);
	buffer_free(&frame);
}

static void hold_removed(struct replica *replica, uint64_t revision, uint32_t id)
{
	struct buffer frame = {0};
	codec_write_removed(&frame, row_kind_town, revision, KEY(id));
	hold_frame(replica, &frame);
	buffer_free(&frame);
}

static void hold_presence(struct replica *replica, uint32_t town, uint64_t here)
{
	struct buffer frame = {0};
	struct row_presence presence = {.id = {town}, .here = here};
	codec_write_row(&frame, row_kind_presence, 0, &presence);
	hold_frame(replica, &frame);
	buffer_free(&frame);
}

static uint32_t put(struct replica *replica, uint64_t seq)
{
	uint8_t bytes[CURSOR_BYTES];
	codec_cursor_write(&(struct cursor){7, seq, 1}, bytes);
	return replica_put(replica, (struct bytes){bytes, CURSOR_BYTES}, seq);
}

/* The town's name; "" if it is removed, NULL if it is not known at all. */
static const char *name_of(const struct replica *replica, uint32_t id)
{
	static char name[32];
	struct row_town town;
	if (!replica_row(replica, row_kind_town, KEY(id)))
		return NULL;
	name[0] = '\0';
	if (replica_get(replica, row_kind_town, KEY(id), &town)) {
		memcpy(name, town.name.at, town.name.size);
		name[town.name.size] = '\0';
	}
	return name;
}

static uint64_t here_of(const struct replica *replica, uint32_t town)
{
	struct row_presence presence = {.here = UINT64_MAX};
	replica_get(replica, row_kind_presence, KEY(town), &presence);
	return presence.here;
}

/* ---- [ROW-2] ---- */

static void higher_revision_replaces(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 3, 1, "old");
	put(replica, 3);
	hold_town(replica, 4, 1, "new");
	assert_int_equal(put(replica, 4), 1);
	assert_string_equal(name_of(replica, 1), "new");
	replica_free(replica);
}

static void lower_revision_is_ignored(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 4, 1, "new");
	hold_town(replica, 3, 1, "old");
	assert_int_equal(put(replica, 4), 1);
	hold_town(replica, 2, 1, "older");
	hold_removed(replica, 3, 1);
	assert_int_equal(put(replica, 5), 0);
	assert_string_equal(name_of(replica, 1), "new");
	replica_free(replica);
}

static void fields_win_at_the_same_revision(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_removed(replica, 3, 1);
	hold_town(replica, 3, 1, "there");
	assert_int_equal(put(replica, 3), 2);
	assert_string_equal(name_of(replica, 1), "there");
	hold_removed(replica, 3, 1);
	hold_town(replica, 3, 1, "other");
	assert_int_equal(put(replica, 3), 0);
	assert_string_equal(name_of(replica, 1), "there");
	replica_free(replica);
}

static void removal_is_kept(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 3, 1, "there");
	put(replica, 3);
	hold_removed(replica, 5, 1);
	assert_int_equal(put(replica, 5), 1);
	assert_string_equal(name_of(replica, 1), "");
	hold_town(replica, 4, 1, "late");
	put(replica, 6);
	assert_string_equal(name_of(replica, 1), "");
	replica_free(replica);
}

/* ---- orders ---- */

struct piece {
	uint64_t revision;
	uint32_t id;
	const char *name; /* NULL: removed */
};

static void hold_piece(struct replica *replica, const struct piece *piece)
{
	if (piece->name)
		hold_town(replica, piece->revision, piece->id, piece->name);
	else
		hold_removed(replica, piece->revision, piece->id);
}

static const struct piece pieces[] = {
	{2, 1, "first"}, {5, 1, "later"}, {3, 2, "seen"}, {6, 2, NULL},
	{4, 3, NULL},    {4, 3, "kept"},  {9, 4, "next"},
};
#define PIECES (sizeof pieces / sizeof pieces[0])

static uint64_t digest_in_order(const size_t order[PIECES], size_t twice)
{
	struct replica *replica = replica_new();
	for (size_t i = 0; i < PIECES; i++)
		hold_piece(replica, &pieces[order[i]]);
	hold_piece(replica, &pieces[twice]);
	put(replica, 6);
	assert_string_equal(name_of(replica, 1), "later");
	assert_string_equal(name_of(replica, 2), "");
	assert_string_equal(name_of(replica, 3), "kept");
	assert_null(name_of(replica, 4));
	uint64_t digest = replica_digest(replica, false);
	put(replica, 9);
	assert_string_equal(name_of(replica, 4), "next");
	replica_free(replica);
	return digest;
}

/* Heap's algorithm: every permutation once. */
static void every_order(size_t order[PIECES], size_t count, uint64_t expected, uint32_t *seen)
{
	if (count == 1) {
		assert_true(digest_in_order(order, *seen % PIECES) == expected);
		++*seen;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		every_order(order, count - 1, expected, seen);
		size_t with = count % 2 ? 0 : i, held = order[with];
		order[with] = order[count - 1];
		order[count - 1] = held;
	}
}

static void order_makes_no_difference(void **state)
{
	(void)state;
	size_t order[PIECES];
	uint32_t seen = 0;
	for (size_t i = 0; i < PIECES; i++)
		order[i] = i;
	every_order(order, PIECES, digest_in_order(order, 0), &seen);
	assert_int_equal(seen, 5040);
}

/* Pieces of several updates, each cut anywhere, with rows that come again: after each `update` the
 * newest of each row up to it stands. */
static void any_stream_ends_in_the_newest(void **state)
{
	(void)state;
	uint64_t random = 42;
	for (uint32_t round = 0; round < 200; round++) {
		struct replica *replica = replica_new();
		uint64_t newest[9] = {0}, closed[9] = {0};
		for (uint64_t seq = 1; seq <= 40; seq++) {
			random = random * 6364136223846793005u + 1442695040888963407u;
			uint32_t id = 1 + (uint32_t)(random >> 33) % 8;
			if (seq > newest[id])
				newest[id] = seq;
			hold_town(replica, seq, id, "t");
			if (random >> 60 == 0) { /* one that is older comes again */
				uint32_t again = 1 + (uint32_t)(random >> 40) % 8;
				if (newest[again])
					hold_town(replica, newest[again], again, "t");
			}
			if (random >> 62)
				continue;
			put(replica, seq);
			memcpy(closed, newest, sizeof closed);
			for (uint32_t at = 1; at <= 8; at++) {
				const struct row *row =
					replica_row(replica, row_kind_town, KEY(at));
				assert_int_equal(row ? row->revision : 0, closed[at]);
			}
		}
		replica_free(replica);
	}
}

/* ---- [ROW-3] ---- */

static void passing_rows_are_put_at_once(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_presence(replica, 1, 5);
	assert_int_equal(here_of(replica, 1), 5);
	hold_presence(replica, 1, 4);
	assert_int_equal(here_of(replica, 1), 4);
	replica_free(replica);
}

static void passing_rows_are_no_part_of_a_digest(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 1, 1, "A");
	put(replica, 1);
	uint64_t before = replica_digest(replica, false);
	hold_presence(replica, 1, 5);
	assert_true(replica_digest(replica, false) == before);
	replica_free(replica);
}

static void welcome_drops_passing_rows(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_presence(replica, 1, 5);
	replica_welcome(replica, false, 1);
	assert_int_equal(here_of(replica, 1), UINT64_MAX);
	replica_free(replica);
}

/* ---- [ROW-4] ---- */

static void rows_wait_for_their_update(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 2, 1, "A");
	assert_null(name_of(replica, 1));
	hold_town(replica, 3, 2, "B");
	assert_int_equal(put(replica, 2), 1);
	assert_string_equal(name_of(replica, 1), "A");
	assert_null(name_of(replica, 2));
	assert_int_equal(replica_seq(replica), 2);
	assert_int_equal(put(replica, 3), 1);
	assert_string_equal(name_of(replica, 2), "B");
	replica_free(replica);
}

static void update_keeps_the_cursor(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	struct cursor cursor;
	assert_int_equal(replica_cursor(replica).size, 0);
	put(replica, 12);
	assert_true(codec_cursor_read(replica_cursor(replica), &cursor));
	assert_int_equal(cursor.seq, 12);
	replica_welcome(replica, true, 5);
	assert_int_equal(replica_cursor(replica).size, CURSOR_BYTES);
	replica_free(replica);
}

static void any_welcome_drops_held_rows(void **state)
{
	(void)state;
	for (int resumed = 0; resumed < 2; resumed++) {
		struct replica *replica = replica_new();
		hold_town(replica, 2, 1, "A");
		replica_welcome(replica, resumed, 1);
		assert_int_equal(put(replica, 2), 0);
		assert_null(name_of(replica, 1));
		replica_free(replica);
	}
}

/* ---- [HELLO-4] ---- */

static void welcome_without_resumed_drops_all(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 2, 1, "A");
	put(replica, 2);
	replica_welcome(replica, false, 1);
	assert_null(name_of(replica, 1));
	assert_int_equal(replica_cursor(replica).size, 0);
	assert_int_equal(replica_seq(replica), 0);
	hold_town(replica, 1, 1, "of another history");
	put(replica, 1);
	assert_string_equal(name_of(replica, 1), "of another history");
	replica_free(replica);
}

static void welcome_with_resumed_keeps_all(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	hold_town(replica, 2, 1, "A");
	put(replica, 2);
	replica_welcome(replica, true, 1);
	assert_string_equal(name_of(replica, 1), "A");
	assert_int_equal(replica_seq(replica), 2);
	replica_free(replica);
}

static void scope_belongs_to_the_cursor(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	replica_welcome(replica, false, 11);
	assert_int_equal(replica_scope(replica), 0);
	put(replica, 2);
	assert_int_equal(replica_scope(replica), 11);
	replica_welcome(replica, true, 22);
	assert_int_equal(replica_scope(replica), 11);
	put(replica, 3);
	assert_int_equal(replica_scope(replica), 22);
	replica_free(replica);
}

/* ---- what others are told ---- */

struct heard {
	uint32_t count;
	uint32_t ids[8];
};

static void hear(void *context, const struct row *row)
{
	struct heard *heard = context;
	heard->ids[heard->count++] = row->key[0];
}

static void watchers_hear_of_each_changed_row(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	struct heard heard = {0};
	replica_watch(replica, hear, &heard);
	hold_town(replica, 3, 2, "B");
	hold_town(replica, 2, 1, "A");
	hold_town(replica, 2, 2, "of old");
	assert_int_equal(heard.count, 0);
	put(replica, 3);
	assert_int_equal(heard.count, 2);
	assert_int_equal(heard.ids[0], 2);
	assert_int_equal(heard.ids[1], 1);
	hold_presence(replica, 7, 1);
	assert_int_equal(heard.ids[2], 7);
	replica_free(replica);
}

static void rows_come_ordered_without_removed_ones(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	const struct row **rows;
	for (uint32_t id = 300; id > 0; id--)
		hold_town(replica, id, id, "t");
	hold_removed(replica, 400, 7);
	hold_presence(replica, 1, 1);
	put(replica, 400);
	uint32_t count = replica_rows(replica, row_kind_town, &rows);
	assert_int_equal(count, 299);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(rows[i]->key[0], i < 6 ? i + 1 : i + 2);
	free(rows);
	replica_free(replica);
}

static void digest_sees_fields_and_revisions(void **state)
{
	(void)state;
	uint64_t digests[4];
	for (uint32_t i = 0; i < 4; i++) {
		struct replica *replica = replica_new();
		hold_town(replica, i == 1 ? 3 : 2, i == 3 ? 2 : 1, i == 2 ? "B" : "A");
		put(replica, 3);
		digests[i] = replica_digest(replica, true);
		for (uint32_t k = 0; k < i; k++)
			assert_true(digests[k] != digests[i]);
		replica_free(replica);
	}
}

static void digest_of_derived_rows_leaves_out_revisions(void **state)
{
	(void)state;
	uint64_t digests[2];
	for (uint32_t i = 0; i < 2; i++) {
		struct replica *replica = replica_new();
		struct buffer frame = {0};
		struct row_author author = {.id = {1}, .name = {"Kai", 3}, .town = {1}};
		codec_write_row(&frame, row_kind_author, 5 + i, &author);
		hold_frame(replica, &frame);
		put(replica, 9);
		digests[i] = replica_digest(replica, true);
		buffer_free(&frame);
		replica_free(replica);
	}
	assert_true(digests[0] == digests[1] && digests[0] != 0);
}

static void public_digest_leaves_out_what_is_personal(void **state)
{
	(void)state;
	struct replica *replica = replica_new();
	struct buffer frame = {0};
	struct row_vote vote = {.ballot = {1}, .idea = {1}, .person = {1}, .choice = choice_agree};
	hold_town(replica, 1, 1, "A");
	put(replica, 1);
	uint64_t before = replica_digest(replica, true);
	codec_write_row(&frame, row_kind_vote, 2, &vote);
	hold_frame(replica, &frame);
	put(replica, 2);
	assert_true(replica_digest(replica, true) == before);
	assert_true(replica_digest(replica, false) != before);
	buffer_free(&frame);
	replica_free(replica);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[ROW-2] a higher revision replaces", higher_revision_replaces),
		CLAIM("[ROW-2] a lower revision is ignored", lower_revision_is_ignored),
		CLAIM("[ROW-2] at the same revision a row with fields replaces a removed one, and "
		      "not "
		      "the other way round",
		      fields_win_at_the_same_revision),
		CLAIM("[ROW-2] a removed row keeps its revision", removal_is_kept),
		CLAIM("[ROW-2] [ROW-5] pieces in all 5,040 orders, one of them twice, give one "
		      "state",
		      order_makes_no_difference),
		CLAIM("[ROW-5] [ROW-6] whatever the cuts, each update leaves the newest rows up to "
		      "it",
		      any_stream_ends_in_the_newest),
		CLAIM("[ROW-3] passing rows are put at once, a later one replaces an earlier",
		      passing_rows_are_put_at_once),
		CLAIM("[ROW-3] passing rows are no part of a comparison",
		      passing_rows_are_no_part_of_a_digest),
		CLAIM("[ROW-3] a welcome that does not resume drops passing rows",
		      welcome_drops_passing_rows),
		CLAIM("[ROW-4] rows wait for an update that reaches their revision",
		      rows_wait_for_their_update),
		CLAIM("[ROW-4] the update's cursor is kept, also over a welcome that resumes",
		      update_keeps_the_cursor),
		CLAIM("[ROW-4] a welcome, resumed or not, drops held rows",
		      any_welcome_drops_held_rows),
		CLAIM("[HELLO-4] a welcome without resumed drops rows and cursor",
		      welcome_without_resumed_drops_all),
		CLAIM("[HELLO-4] a welcome with resumed keeps rows and cursor",
		      welcome_with_resumed_keeps_all),
		CLAIM("[HELLO-4] with a cursor goes the scope of the last welcome before its "
		      "update",
		      scope_belongs_to_the_cursor),
		CLAIM("who watches hears of each row that a put changed, in the order they came",
		      watchers_hear_of_each_changed_row),
		CLAIM("rows of a kind come ordered by key, without removed ones",
		      rows_come_ordered_without_removed_ones),
		CLAIM("two replicas that differ in a field, a key or a revision have other digests",
		      digest_sees_fields_and_revisions),
		CLAIM("a derived row's revision is no part of the digest",
		      digest_of_derived_rows_leaves_out_revisions),
		CLAIM("a public digest leaves out what not everyone is sent",
		      public_digest_leaves_out_what_is_personal),
	};
	return cmocka_run_group_tests_name("replica", tests, NULL, NULL);
}
