#include "codec.h"

#include <assert.h>
#include <msgpack.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "wire.h"

/* ---- scanning ---- */

const char *codec_scan(const uint8_t *at, size_t size)
{
	struct wire wire = {at, size};
	if (size == 0)
		return "empty";
	while (wire.left > 0) {
		bool is_array = (*wire.at & 0xf0) == 0x90 || *wire.at == 0xdc || *wire.at == 0xdd;
		if (!is_array)
			return "a frame that is not an array";
		const char *reason = wire_skip(&wire, MESSAGE_DEPTH_MAX);
		if (reason)
			return reason;
	}
	return NULL;
}

/* ---- decoding fields ---- */

/* How strictly fields are read: a command's or frame's come from outside, a row's were written by a
 * server that checked them and may know more words than we do. */
enum strictness { strict, lenient };

static enum err decode_text(const struct field *field, const msgpack_object *from,
			    enum strictness strictness, struct text *out)
{
	if (from->type != MSGPACK_OBJECT_STR)
		return err_argument_wrong;
	/* msgpack-c gives empty strings and binaries no address, which memcpy() and sums may not
	 * be given. */
	*out = (struct text){from->via.str.size ? from->via.str.ptr : "", from->via.str.size};
	if (strictness == lenient)
		return err_none;
	return text_check(out->at, out->size, field->type == field_type_text, field->graphemes_min,
			  field->graphemes_max, field->bytes_max);
}

static enum err decode_lines(const struct field *field, const msgpack_object *from,
			     enum strictness strictness, struct lines *out)
{
	if (from->type != MSGPACK_OBJECT_ARRAY || from->via.array.size > field->count_max)
		return err_argument_wrong;
	out->count = from->via.array.size;
	for (uint32_t i = 0; i < out->count; i++) {
		enum err err = decode_text(field, &from->via.array.ptr[i], strictness, &out->at[i]);
		if (err)
			return err;
	}
	return err_none;
}

static enum err decode_number(const struct field *field, uint64_t number,
			      enum strictness strictness, void *out)
{
	switch (field->type) {
	case field_type_id:
		if (number > ID_MAX || (strictness == strict && field->required && number == 0))
			return err_argument_wrong;
		*(uint32_t *)out = (uint32_t)number;
		return err_none;
	case field_type_word:
		if (number > 0 && !words_name(field->words, number)) {
			if (strictness == strict)
				return err_argument_wrong;
			number = 0;
		}
		if (number == 0 && strictness == strict && field->required)
			return err_argument_wrong;
		*(unsigned *)out = (unsigned)number;
		return err_none;
	default:
		if (field->type == field_type_number && number > field->max)
			return err_argument_wrong;
		*(uint64_t *)out = number;
		return err_none;
	}
}

/* Ids and pairs are bytes, of a fixed size each. */
static enum err decode_list(const struct field *field, const msgpack_object *from,
			    enum strictness strictness, void *out)
{
	uint32_t stride = field->type == field_type_ids ? ID_BYTES : PAIR_BYTES;
	if (from->type != MSGPACK_OBJECT_BIN || from->via.bin.size % stride != 0 ||
	    from->via.bin.size / stride > field->count_max)
		return err_argument_wrong;
	const uint8_t *at = (const uint8_t *)(from->via.bin.size ? from->via.bin.ptr : "");
	uint32_t count = from->via.bin.size / stride;
	if (field->type == field_type_ids) {
		*(struct ids *)out = (struct ids){at, count};
		return err_none;
	}
	struct pairs pairs = {at, count};
	for (uint32_t i = 0; strictness == strict && i < count; i++)
		if (pairs_get(pairs, i).number > field->max)
			return err_argument_wrong;
	*(struct pairs *)out = pairs;
	return err_none;
}

static enum err decode_field(const struct field *field, const msgpack_object *from,
			     enum strictness strictness, void *out)
{
	switch (field->type) {
	case field_type_number:
	case field_type_id:
	case field_type_word:
	case field_type_set:
		if (from->type != MSGPACK_OBJECT_POSITIVE_INTEGER)
			return err_argument_wrong;
		return decode_number(field, from->via.u64, strictness, out);
	case field_type_flag:
		if (from->type != MSGPACK_OBJECT_BOOLEAN)
			return err_argument_wrong;
		*(bool *)out = from->via.boolean;
		return err_none;
	case field_type_line:
	case field_type_text:
		return decode_text(field, from, strictness, out);
	case field_type_lines:
		return decode_lines(field, from, strictness, out);
	case field_type_bytes:
		if (from->type != MSGPACK_OBJECT_BIN || from->via.bin.size > field->bytes_max)
			return err_argument_wrong;
		*(struct bytes *)out = (struct bytes){
			(const uint8_t *)(from->via.bin.size ? from->via.bin.ptr : ""),
			from->via.bin.size};
		return err_none;
	case field_type_ids:
	case field_type_pairs:
		return decode_list(field, from, strictness, out);
	}
	return err_argument_wrong;
}

/* A field that the sender left out is 0 or empty, where that may be. */
static enum err decode_missing(const struct field *field, enum strictness strictness)
{
	if (strictness == lenient)
		return err_none;
	if (field->required)
		return err_argument_wrong;
	bool is_text = field->type == field_type_line || field->type == field_type_text;
	return is_text && field->graphemes_min > 0 ? err_text_missing : err_none;
}

/* Fills the fields from `field_first` on from the values from `value_first` on. */
static enum err decode_fields(const struct shape *shape, uint32_t field_first,
			      const msgpack_object_array *from, uint32_t value_first,
			      enum strictness strictness, void *out, const char **field_name)
{
	for (uint32_t i = field_first; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		uint32_t at = value_first + (i - field_first);
		enum err err = at < from->size ? decode_field(field, &from->ptr[at], strictness,
							      (char *)out + field->offset)
					       : decode_missing(field, strictness);
		if (err) {
			*field_name = field->name;
			return err;
		}
	}
	return err_none;
}

/* ---- reading a message ---- */

struct codec_reader {
	struct wire wire; /* what has not been read */
	msgpack_zone zone;
	msgpack_object object; /* the frame just read, unless it is a row */
	struct row_view row;
	bool row_fits;
	const char *reason;
};

struct codec_reader *codec_reader_new(void)
{
	struct codec_reader *reader = calloc(1, sizeof *reader);
	if (!reader || !msgpack_zone_init(&reader->zone, 2048))
		abort();
	return reader;
}

void codec_reader_free(struct codec_reader *reader)
{
	if (!reader)
		return;
	msgpack_zone_destroy(&reader->zone);
	free(reader);
}

const char *codec_reader_start(struct codec_reader *reader, const uint8_t *at, size_t size)
{
	reader->wire = (struct wire){at, size};
	reader->reason = size > MESSAGE_BYTES_MAX ? "too large" : codec_scan(at, size);
	if (reader->reason)
		reader->wire.left = 0;
	return reader->reason;
}

const char *codec_reader_reason(const struct codec_reader *reader)
{
	return reader->reason ? reader->reason : "";
}

static enum codec_next next_malformed(struct codec_reader *reader, const char *reason)
{
	reader->reason = reason;
	reader->wire.left = 0;
	return codec_next_malformed;
}

static bool unpack(msgpack_zone *zone, const uint8_t *at, size_t size, msgpack_object *object)
{
	size_t offset = 0;
	msgpack_unpack_return result =
		msgpack_unpack((const char *)at, size, &offset, zone, object);
	return result == MSGPACK_UNPACK_SUCCESS && object->type == MSGPACK_OBJECT_ARRAY;
}

static enum codec_next next_row(struct codec_reader *reader, struct frame *frame)
{
	frame->kind = frame_kind_row;
	reader->row_fits = codec_row_view(frame->whole.at, frame->whole.size, &reader->row);
	if (!reader->row_fits)
		reader->row = (struct row_view){.whole = frame->whole};
	frame->row.kind = reader->row.kind;
	frame->row.revision = reader->row.revision;
	return codec_next_frame;
}

enum codec_next codec_reader_next(struct codec_reader *reader, struct frame *frame)
{
	if (reader->wire.left == 0)
		return codec_next_end;
	struct wire whole = reader->wire, head = whole;
	uint32_t count;
	uint64_t kind;
	wire_skip(&reader->wire, MESSAGE_DEPTH_MAX);
	memset(frame, 0, sizeof *frame);
	frame->whole = (struct bytes){whole.at, (uint32_t)(whole.left - reader->wire.left)};
	if (!wire_take_array(&head, &count) || !wire_take_number(&head, &kind))
		return next_malformed(reader, "a frame without a number");
	if (kind == frame_kind_row)
		return next_row(reader, frame);
	const struct shape *shape = frame_shape(kind);
	if (!shape)
		return codec_next_unknown;
	msgpack_zone_clear(&reader->zone);
	if (!unpack(&reader->zone, frame->whole.at, frame->whole.size, &reader->object))
		return next_malformed(reader, "not an array");
	frame->kind = (enum frame_kind)kind;
	const char *field = "";
	if (decode_fields(shape, 0, &reader->object.via.array, 1, strict, &frame->hello, &field))
		return next_malformed(reader, field);
	return codec_next_frame;
}

enum err codec_reader_command(struct codec_reader *reader, union any_command *command,
			      const char **field)
{
	const msgpack_object_array *frame = &reader->object.via.array;
	uint32_t args_at = 1 + frame_shapes[frame_kind_command].field_count;
	*field = "";
	if (frame->size < args_at)
		return err_command_unknown;
	const struct shape *shape = command_shape(frame->ptr[args_at - 1].via.u64);
	if (!shape)
		return err_command_unknown;
	if (frame->size <= args_at || frame->ptr[args_at].type != MSGPACK_OBJECT_ARRAY)
		return err_argument_wrong;
	memset(command, 0, shape->size);
	return decode_fields(shape, 0, &frame->ptr[args_at].via.array, 0, strict, command, field);
}

bool codec_reader_row(struct codec_reader *reader, struct row_view *row)
{
	*row = reader->row;
	return reader->row_fits;
}

/* ---- rows ---- */

#define ROW_FRAME_VALUES 5u /* number, kind, revision, key, fields */

bool codec_row_view(const uint8_t *at, size_t size, struct row_view *row)
{
	struct wire wire = {at, size};
	uint32_t values, key_count;
	uint64_t number, kind, revision;
	if (!wire_take_array(&wire, &values) || values < ROW_FRAME_VALUES ||
	    !wire_take_number(&wire, &number) || number != frame_kind_row ||
	    !wire_take_number(&wire, &kind) || !wire_take_number(&wire, &revision) ||
	    !wire_take_array(&wire, &key_count))
		return false;
	const struct shape *shape = row_shape(kind);
	if (!shape || key_count != shape->key_count || revision > NUMBER_MAX)
		return false;
	*row = (struct row_view){
		.kind = (enum row_kind)kind, .revision = revision, .whole = {at, (uint32_t)size}};
	for (uint32_t i = 0; i < key_count; i++) {
		uint64_t part;
		if (!wire_take_number(&wire, &part) || part > UINT32_MAX)
			return false;
		row->key[i] = (uint32_t)part;
	}
	row->fields = (struct bytes){wire.at, (uint32_t)wire.left};
	row->removed = wire.left > 0 && *wire.at == 0xc0;
	/* What a newer peer puts behind the fields is none of them [WIRE-3]. */
	if (values > ROW_FRAME_VALUES)
		row->fields.size = (uint32_t)codec_frame_size(wire.at, wire.left);
	return row->fields.size > 0;
}

size_t codec_frame_size(const uint8_t *at, size_t size)
{
	struct wire wire = {at, size};
	return wire_skip(&wire, MESSAGE_DEPTH_MAX) ? 0 : size - wire.left;
}

bool codec_row_fields(const uint8_t *at, size_t size, enum row_kind kind, void *row)
{
	struct row_view view;
	if (!codec_row_view(at, size, &view) || view.removed || view.kind != kind)
		return false;
	const struct shape *shape = &row_shapes[kind];
	memset(row, 0, shape->size);
	for (uint32_t i = 0; i < shape->key_count; i++)
		*(uint32_t *)((char *)row + shape->fields[i].offset) = view.key[i];

	msgpack_zone zone;
	if (!msgpack_zone_init(&zone, 1000))
		abort();
	msgpack_object object;
	const char *field;
	bool ok =
		unpack(&zone, view.fields.at, view.fields.size, &object) &&
		!decode_fields(shape, shape->key_count, &object.via.array, 0, lenient, row, &field);
	msgpack_zone_destroy(&zone);
	return ok;
}

/* ---- writing ---- */

static int write_to_buffer(void *buffer, const char *from, size_t size)
{
	buffer_append(buffer, from, size);
	return 0;
}

static msgpack_packer packer_on(struct buffer *out)
{
	msgpack_packer packer;
	msgpack_packer_init(&packer, out, write_to_buffer);
	return packer;
}

static void write_text(msgpack_packer *packer, const struct text *text)
{
	msgpack_pack_str_with_body(packer, text->at, text->size);
}

static void write_field(msgpack_packer *packer, const struct field *field, const void *from)
{
	switch (field->type) {
	case field_type_number:
	case field_type_set:
		msgpack_pack_uint64(packer, *(const uint64_t *)from);
		break;
	case field_type_id:
		msgpack_pack_uint32(packer, *(const uint32_t *)from);
		break;
	case field_type_word:
		msgpack_pack_uint32(packer, *(const unsigned *)from);
		break;
	case field_type_flag:
		if (*(const bool *)from)
			msgpack_pack_true(packer);
		else
			msgpack_pack_false(packer);
		break;
	case field_type_line:
	case field_type_text:
		write_text(packer, from);
		break;
	case field_type_lines: {
		const struct lines *lines = from;
		msgpack_pack_array(packer, lines->count);
		for (uint32_t i = 0; i < lines->count; i++)
			write_text(packer, &lines->at[i]);
		break;
	}
	case field_type_bytes: {
		const struct bytes *bytes = from;
		msgpack_pack_bin_with_body(packer, bytes->at, bytes->size);
		break;
	}
	case field_type_ids: {
		const struct ids *ids = from;
		msgpack_pack_bin_with_body(packer, ids->at, ids->count * ID_BYTES);
		break;
	}
	case field_type_pairs: {
		const struct pairs *pairs = from;
		msgpack_pack_bin_with_body(packer, pairs->at, pairs->count * PAIR_BYTES);
		break;
	}
	}
}

static void write_fields(msgpack_packer *packer, const struct shape *shape, uint32_t first,
			 const void *from)
{
	for (uint32_t i = first; i < shape->field_count; i++)
		write_field(packer, &shape->fields[i],
			    (const char *)from + shape->fields[i].offset);
}

void codec_write_frame(struct buffer *out, enum frame_kind kind, const void *frame)
{
	assert(kind != frame_kind_command && kind != frame_kind_row);
	const struct shape *shape = &frame_shapes[kind];
	msgpack_packer packer = packer_on(out);
	msgpack_pack_array(&packer, 1u + shape->field_count);
	msgpack_pack_uint32(&packer, kind);
	write_fields(&packer, shape, 0, frame);
}

void codec_write_command(struct buffer *out, uint64_t number, enum command_kind kind,
			 const void *command)
{
	const struct shape *shape = &command_shapes[kind];
	msgpack_packer packer = packer_on(out);
	msgpack_pack_array(&packer, 4);
	msgpack_pack_uint32(&packer, frame_kind_command);
	msgpack_pack_uint64(&packer, number);
	msgpack_pack_uint32(&packer, kind);
	msgpack_pack_array(&packer, shape->field_count);
	write_fields(&packer, shape, 0, command);
}

static void write_row_head(msgpack_packer *packer, enum row_kind kind, uint64_t revision)
{
	msgpack_pack_array(packer, 5);
	msgpack_pack_uint32(packer, frame_kind_row);
	msgpack_pack_uint32(packer, kind);
	msgpack_pack_uint64(packer, revision);
	msgpack_pack_array(packer, row_shapes[kind].key_count);
}

void codec_write_row(struct buffer *out, enum row_kind kind, uint64_t revision, const void *row)
{
	const struct shape *shape = &row_shapes[kind];
	msgpack_packer packer = packer_on(out);
	write_row_head(&packer, kind, revision);
	for (uint32_t i = 0; i < shape->key_count; i++)
		write_field(&packer, &shape->fields[i],
			    (const char *)row + shape->fields[i].offset);
	msgpack_pack_array(&packer, (size_t)shape->field_count - shape->key_count);
	write_fields(&packer, shape, shape->key_count, row);
}

void codec_write_removed(struct buffer *out, enum row_kind kind, uint64_t revision,
			 const uint32_t key[ROW_KEY_PARTS])
{
	msgpack_packer packer = packer_on(out);
	write_row_head(&packer, kind, revision);
	for (uint32_t i = 0; i < row_shapes[kind].key_count; i++)
		msgpack_pack_uint32(&packer, key[i]);
	msgpack_pack_nil(&packer);
}

/* ---- cursors ---- */

static void write_big_endian(uint8_t *out, uint64_t number, size_t size)
{
	for (size_t i = 0; i < size; i++)
		out[i] = (uint8_t)(number >> (8 * (size - 1 - i)));
}

static uint64_t read_big_endian(const uint8_t *from, size_t size)
{
	uint64_t number = 0;
	for (size_t i = 0; i < size; i++)
		number = number << 8 | from[i];
	return number;
}

void codec_cursor_write(const struct cursor *cursor, uint8_t out[CURSOR_BYTES])
{
	write_big_endian(out, cursor->epoch, 8);
	write_big_endian(out + 8, cursor->seq, 8);
	write_big_endian(out + 16, cursor->derivations, 4);
}

bool codec_cursor_read(struct bytes from, struct cursor *cursor)
{
	if (from.size != CURSOR_BYTES)
		return false;
	cursor->epoch = read_big_endian(from.at, 8);
	cursor->seq = read_big_endian(from.at + 8, 8);
	cursor->derivations = (uint32_t)read_big_endian(from.at + 16, 4);
	return true;
}
