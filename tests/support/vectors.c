#include "vectors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

json_t *vectors_load(const char *file)
{
	char path[512];
	json_error_t error;
	snprintf(path, sizeof path, "%s/%s", VECTORS_FOLDER, file);
	json_t *vectors = json_load_file(path, JSON_ALLOW_NUL, &error);
	if (!json_is_array(vectors) || json_array_size(vectors) == 0) {
		fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
		exit(1);
	}
	return vectors;
}

static unsigned digit(char character)
{
	return (unsigned)(character <= '9' ? character - '0' : character - 'a' + 10);
}

void vectors_hex(const char *hex, struct buffer *out)
{
	for (size_t i = 0; hex[i] && hex[i + 1]; i += 2) {
		uint8_t byte = (uint8_t)(digit(hex[i]) << 4 | digit(hex[i + 1]));
		buffer_append(out, &byte, 1);
	}
}

static const json_t *member(const json_t *vector, const char *name)
{
	const json_t *value = json_object_get(vector, name);
	if (!value) {
		fprintf(stderr, "a vector without \"%s\"\n", name);
		exit(1);
	}
	return value;
}

const char *vectors_string(const json_t *vector, const char *name)
{
	return json_string_value(member(vector, name));
}

uint64_t vectors_number(const json_t *vector, const char *name)
{
	return (uint64_t)json_integer_value(member(vector, name));
}

/* ---- records to JSON ---- */

static json_t *text_json(const struct text *text)
{
	return json_stringn(text->size ? text->at : "", text->size);
}

static json_t *lines_json(const struct lines *lines)
{
	json_t *array = json_array();
	for (uint32_t i = 0; i < lines->count; i++)
		json_array_append_new(array, text_json(&lines->at[i]));
	return array;
}

static json_t *bytes_json(const struct bytes *bytes)
{
	struct buffer hex = {0};
	for (uint32_t i = 0; i < bytes->size; i++) {
		char digits[3];
		snprintf(digits, sizeof digits, "%02x", bytes->at[i]);
		buffer_append(&hex, digits, 2);
	}
	json_t *string = json_stringn(hex.size ? (const char *)hex.at : "", hex.size);
	buffer_free(&hex);
	return string;
}

static json_t *ids_json(struct ids ids)
{
	json_t *array = json_array();
	for (uint32_t i = 0; i < ids.count; i++)
		json_array_append_new(array, json_integer(ids_get(ids, i)));
	return array;
}

static json_t *pairs_json(const char *of, struct pairs pairs)
{
	json_t *array = json_array();
	for (uint32_t i = 0; i < pairs.count; i++) {
		struct pair pair = pairs_get(pairs, i);
		json_array_append_new(array, json_pack("{sI sI}", of, (json_int_t)pair.id, "number",
						       (json_int_t)pair.number));
	}
	return array;
}

static json_t *set_json(const struct words *words, uint64_t bits)
{
	json_t *array = json_array();
	for (uint32_t i = 0; i < words->count; i++)
		if (bits >> words->words[i].number & 1)
			json_array_append_new(array, json_string(words->words[i].name));
	return array;
}

static json_t *field_json(const struct field *field, const void *at)
{
	switch (field->type) {
	case field_type_number:
		return json_integer((json_int_t) * (const uint64_t *)at);
	case field_type_id:
		return json_integer(*(const uint32_t *)at);
	case field_type_word: {
		const char *word = words_name(field->words, *(const unsigned *)at);
		return json_string(word ? word : "none");
	}
	case field_type_set:
		return set_json(field->words, *(const uint64_t *)at);
	case field_type_flag:
		return json_boolean(*(const bool *)at);
	case field_type_line:
	case field_type_text:
		return text_json(at);
	case field_type_lines:
		return lines_json(at);
	case field_type_bytes:
		return bytes_json(at);
	case field_type_ids:
		return ids_json(*(const struct ids *)at);
	case field_type_pairs:
		return pairs_json(field->of, *(const struct pairs *)at);
	}
	return NULL;
}

static void add_fields(json_t *object, const struct shape *shape, uint32_t first,
		       const void *record)
{
	for (uint32_t i = first; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		json_object_set_new(object, field->name,
				    field_json(field, (const char *)record + field->offset));
	}
}

static json_t *row_json(const struct row_view *view, struct buffer *encoded)
{
	const struct shape *shape = row_shape(view->kind);
	union any_row row;
	json_t *key = json_array(), *fields = json_null();
	for (uint32_t i = 0; i < shape->key_count; i++)
		json_array_append_new(key, json_integer(view->key[i]));
	if (codec_row_fields(view->whole.at, view->whole.size, view->kind, &row)) {
		fields = json_object();
		add_fields(fields, shape, shape->key_count, &row);
		codec_write_row(encoded, view->kind, view->revision, &row);
	} else {
		codec_write_removed(encoded, view->kind, view->revision, view->key);
	}
	return json_pack("{ss ss sI so so}", "frame", "row", "kind", shape->name, "revision",
			 (json_int_t)view->revision, "key", key, "fields", fields);
}

static json_t *command_json(struct codec_reader *reader, const struct frame *frame,
			    struct buffer *encoded)
{
	union any_command command;
	const char *field;
	json_int_t number = (json_int_t)frame->command.number;
	enum err err = codec_reader_command(reader, &command, &field);
	if (err)
		return json_pack("{ss sI ss ss}", "frame", "command", "number", number, "error",
				 err_name(err), "field", field);
	const struct shape *shape = command_shape(frame->command.kind);
	json_t *arguments = json_object();
	add_fields(arguments, shape, 0, &command);
	codec_write_command(encoded, frame->command.number, (enum command_kind)frame->command.kind,
			    &command);
	return json_pack("{ss sI ss so}", "frame", "command", "number", number, "kind", shape->name,
			 "arguments", arguments);
}

static json_t *frame_json(struct codec_reader *reader, const struct frame *frame,
			  struct buffer *encoded)
{
	const struct shape *shape = frame_shape(frame->kind);
	struct row_view row;
	if (frame->kind == frame_kind_command)
		return command_json(reader, frame, encoded);
	if (frame->kind == frame_kind_row)
		return codec_reader_row(reader, &row) ? row_json(&row, encoded) : NULL;
	json_t *object = json_pack("{ss}", "frame", shape->name);
	add_fields(object, shape, 0, &frame->hello);
	codec_write_frame(encoded, frame->kind, &frame->hello);
	return object;
}

json_t *vectors_decode(const uint8_t *at, size_t size, const char **reason, struct buffer *encoded)
{
	struct codec_reader *reader = codec_reader_new();
	struct buffer unused = {0};
	json_t *frames = json_array();
	struct frame frame;
	enum codec_next next;
	*reason = codec_reader_start(reader, at, size);
	while (!*reason && (next = codec_reader_next(reader, &frame)) != codec_next_end) {
		json_t *object = NULL;
		if (next == codec_next_malformed)
			*reason = codec_reader_reason(reader);
		if (next == codec_next_frame)
			object = frame_json(reader, &frame, encoded ? encoded : &unused);
		if (object)
			json_array_append_new(frames, object);
	}
	codec_reader_free(reader);
	buffer_free(&unused);
	if (*reason) {
		json_decref(frames);
		return NULL;
	}
	return frames;
}
