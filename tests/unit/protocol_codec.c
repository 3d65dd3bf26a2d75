/* What the vectors do not show of the codec: cursors, rows taken apart without a reader, damage. */
#include "testing.h"

#include <stdlib.h>
#include <string.h>

#include "protocol/codec.h"

static void cursor_goes_both_ways(void **state)
{
	(void)state;
	const struct cursor cursors[] = {{0, 0, 0},
					 {1, 2, 3},
					 {UINT64_MAX, UINT64_MAX, UINT32_MAX},
					 {UINT64_C(0x0123456789ABCDEF), 42, 1}};
	for (size_t i = 0; i < sizeof cursors / sizeof cursors[0]; i++) {
		uint8_t bytes[CURSOR_BYTES];
		struct cursor read;
		codec_cursor_write(&cursors[i], bytes);
		assert_true(codec_cursor_read((struct bytes){bytes, CURSOR_BYTES}, &read));
		assert_true(read.epoch == cursors[i].epoch && read.seq == cursors[i].seq &&
			    read.derivations == cursors[i].derivations);
	}
}

static void cursor_of_another_size_is_none(void **state)
{
	(void)state;
	uint8_t bytes[CURSOR_BYTES + 1] = {0};
	struct cursor cursor;
	for (uint32_t size = 0; size <= CURSOR_BYTES + 1; size++)
		assert_int_equal(codec_cursor_read((struct bytes){bytes, size}, &cursor),
				 size == CURSOR_BYTES);
}

/* An idea with every field set. */
static void write_idea(struct buffer *out)
{
	struct row_idea idea = {.id = {300},
				.board = {1},
				.author = {2},
				.audience = audience_everyone,
				.stage = stage_idea,
				.title = {"Radweg", 6},
				.text = {"Ein Radweg", 10},
				.created_ms = TIME_MS_MAX};
	codec_write_row(out, row_kind_idea, 70000, &idea);
}

/* A ballot with lists of both sorts. */
static void write_ballot(struct buffer *out)
{
	uint8_t options[2 * PAIR_BYTES], voters[2 * ID_BYTES];
	pair_write(options, (struct pair){4, MONEY_MAX});
	pair_write(options + PAIR_BYTES, (struct pair){300, 1});
	id_write(voters, 1);
	id_write(voters + ID_BYTES, 70000);
	struct row_ballot ballot = {.id = {2},
				    .title = {"?", 1},
				    .method = ballot_method_budget,
				    .state = ballot_state_open,
				    .options = {options, 2},
				    .voters = {voters, 2}};
	codec_write_row(out, row_kind_ballot, 70000, &ballot);
}

static void row_view_takes_out_kind_revision_and_key(void **state)
{
	(void)state;
	struct buffer frame = {0};
	struct row_view view;
	write_idea(&frame);
	assert_true(codec_row_view(frame.at, frame.size, &view));
	assert_int_equal(view.kind, row_kind_idea);
	assert_int_equal(view.revision, 70000);
	assert_int_equal(view.key[0], 300);
	assert_int_equal(view.key[1], 0);
	assert_false(view.removed);
	assert_ptr_equal(view.whole.at, frame.at);
	assert_ptr_equal(view.fields.at + view.fields.size, frame.at + frame.size);
	buffer_free(&frame);
}

static void fields_of_another_kind_are_refused(void **state)
{
	(void)state;
	struct buffer frame = {0};
	union any_row row;
	write_idea(&frame);
	assert_true(codec_row_fields(frame.at, frame.size, row_kind_idea, &row));
	assert_false(codec_row_fields(frame.at, frame.size, row_kind_comment, &row));
	buffer_clear(&frame);
	codec_write_removed(&frame, row_kind_idea, 1, (const uint32_t[ROW_KEY_PARTS]){1});
	assert_false(codec_row_fields(frame.at, frame.size, row_kind_idea, &row));
	buffer_free(&frame);
}

/* A database may hand back anything: every cut and every changed byte is either refused or read
 * within its bounds, which the sanitizers watch. */
static void damage(const struct buffer *frame, enum row_kind kind)
{
	union any_row row;
	struct row_view view;
	for (size_t size = 0; size < frame->size; size++) {
		uint8_t *cut = malloc(size + !size);
		memcpy(cut, frame->at, size);
		assert_int_equal(codec_frame_size(cut, size), 0);
		assert_false(codec_row_fields(cut, size, kind, &row));
		free(cut);
	}
	uint8_t *spoiled = malloc(frame->size);
	for (size_t at = 0; at < frame->size; at++) {
		for (uint32_t value = 0; value < 256; value++) {
			memcpy(spoiled, frame->at, frame->size);
			spoiled[at] = (uint8_t)value;
			size_t size = codec_frame_size(spoiled, frame->size);
			assert_true(size <= frame->size);
			if (size > 0 && codec_row_view(spoiled, size, &view))
				codec_row_fields(spoiled, size, kind, &row);
		}
	}
	free(spoiled);
}

static void damaged_rows_stay_within_their_bytes(void **state)
{
	(void)state;
	struct buffer frame = {0};
	write_idea(&frame);
	damage(&frame, row_kind_idea);
	buffer_clear(&frame);
	write_ballot(&frame);
	damage(&frame, row_kind_ballot);
	buffer_free(&frame);
}

static void frame_size_is_that_of_the_first(void **state)
{
	(void)state;
	struct buffer frames = {0};
	write_idea(&frames);
	size_t first = frames.size;
	write_idea(&frames);
	assert_int_equal(codec_frame_size(frames.at, frames.size), first);
	buffer_free(&frames);
}

static void reader_goes_on_after_a_bad_message(void **state)
{
	(void)state;
	struct codec_reader *reader = codec_reader_new();
	struct frame frame;
	const uint8_t bad[] = {0x92, 3, 0xff}, good[] = {0x92, 3, 5};
	for (int i = 0; i < 3; i++) {
		assert_non_null(codec_reader_start(reader, bad, sizeof bad));
		assert_int_equal(codec_reader_next(reader, &frame), codec_next_end);
		assert_null(codec_reader_start(reader, good, sizeof good));
		assert_int_equal(codec_reader_next(reader, &frame), codec_next_frame);
		assert_int_equal(frame.ping.client_ms, 5);
		assert_ptr_equal(frame.whole.at, good);
		assert_int_equal(frame.whole.size, sizeof good);
		assert_int_equal(codec_reader_next(reader, &frame), codec_next_end);
	}
	codec_reader_free(reader);
}

static void nothing_follows_a_malformed_frame(void **state)
{
	(void)state;
	struct codec_reader *reader = codec_reader_new();
	struct frame frame;
	const uint8_t message[] = {0x92, 3, 0xc0, 0x92, 3, 5};
	assert_null(codec_reader_start(reader, message, sizeof message));
	assert_int_equal(codec_reader_next(reader, &frame), codec_next_malformed);
	assert_string_equal(codec_reader_reason(reader), "client_ms");
	assert_int_equal(codec_reader_next(reader, &frame), codec_next_end);
	codec_reader_free(reader);
}

static void largest_message_is_read(void **state)
{
	(void)state;
	struct codec_reader *reader = codec_reader_new();
	struct buffer message = {0};
	struct frame frame;
	const uint8_t ping[] = {0x92, 3, 0xcf, 0, 0, 1, 0, 0, 0, 0, 0};
	while (message.size + sizeof ping <= MESSAGE_BYTES_MAX)
		buffer_append(&message, ping, sizeof ping);
	while (message.size < MESSAGE_BYTES_MAX)
		buffer_append(&message, (const uint8_t[]){0x90 | 1, 0x7f}, 2);
	message.size = MESSAGE_BYTES_MAX;
	message.at[message.size - 1] = 0x90; /* a frame without a number, at the very end */
	assert_null(codec_reader_start(reader, message.at, message.size));
	uint32_t frames = 0;
	while (codec_reader_next(reader, &frame) == codec_next_frame)
		frames++;
	assert_int_equal(frames, MESSAGE_BYTES_MAX / sizeof ping);
	buffer_free(&message);
	codec_reader_free(reader);
}

/* ---- the tables ---- */

static void shapes_are_whole(const struct shape *shapes, uint32_t end)
{
	for (uint32_t number = 0; number < end; number++) {
		const struct shape *shape = &shapes[number];
		if (!shape->name)
			continue;
		assert_int_equal(shape->number, number);
		assert_true(strlen(shape->purpose) > 5);
		assert_true(shape->key_count <= ROW_KEY_PARTS);
		for (uint32_t i = 0; i < shape->field_count; i++) {
			const struct field *field = &shape->fields[i];
			assert_ptr_equal(shape_field(shape, field->name), field);
			assert_int_equal(field->is_key, i < shape->key_count);
			assert_true(field->offset < shape->size);
		}
	}
	assert_null(shapes[0].name);
}

static void tables_are_whole(void **state)
{
	(void)state;
	shapes_are_whole(row_shapes, row_kinds_end);
	shapes_are_whole(command_shapes, command_kinds_end);
	shapes_are_whole(frame_shapes, frame_kinds_end);
	assert_null(row_shape(0));
	assert_null(row_shape(row_kinds_end));
	assert_null(command_shape(UINT64_MAX));
	assert_null(frame_shape(255));
	assert_null(shape_field(row_shape(row_kind_idea), "no such field"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("[ROW-7] a cursor is read as it was written", cursor_goes_both_ways),
		CLAIM("[ROW-7] a cursor of another size is none", cursor_of_another_size_is_none),
		CLAIM("[WIRE-5] a row's kind, revision and key are taken out, its fields stay "
		      "encoded",
		      row_view_takes_out_kind_revision_and_key),
		CLAIM("fields are decoded only into the struct of their kind",
		      fields_of_another_kind_are_refused),
		CLAIM("a damaged row is never read beyond its bytes",
		      damaged_rows_stay_within_their_bytes),
		CLAIM("frames back to back are told apart by their sizes",
		      frame_size_is_that_of_the_first),
		CLAIM("a reader goes on with the next message after a bad one",
		      reader_goes_on_after_a_bad_message),
		CLAIM("nothing is read behind a malformed frame",
		      nothing_follows_a_malformed_frame),
		CLAIM("[WIRE-2] a message of 65,536 bytes is read", largest_message_is_read),
		CLAIM("rows, commands and frames have whole tables", tables_are_whole),
	};
	return cmocka_run_group_tests_name("codec", tests, NULL, NULL);
}
