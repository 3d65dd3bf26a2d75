#include "client-cli/json_row.h"

#include <string.h>

struct reading {
	uint8_t *room;
	size_t used;
};

static bool read_number(const json_t *value, uint64_t max, uint64_t *number)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*number = (uint64_t)json_integer_value(value);
	return *number <= max;
}

static bool read_word(const struct words *words, const json_t *value, uint32_t *number)
{
	*number = 0;
	if (json_is_null(value))
		return true;
	if (json_is_string(value))
		*number = words_number(words, json_string_value(value));
	return *number != 0;
}

static bool read_set(const struct words *words, const json_t *value, uint64_t *set)
{
	size_t at;
	json_t *entry;
	uint32_t number;
	*set = 0;
	json_array_foreach(value, at, entry)
	{
		if (!json_is_string(entry) || !read_word(words, entry, &number))
			return false;
		*set |= UINT64_C(1) << number;
	}
	return json_is_array(value);
}

/* Room for what the next list needs; NULL if there is none left. */
static uint8_t *take_room(struct reading *reading, size_t size)
{
	uint8_t *at = reading->room + reading->used;
	if (size > JSON_ROW_ROOM_BYTES - reading->used)
		return NULL;
	reading->used += size;
	return at;
}

static int digit(char character)
{
	static const char digits[] = "0123456789abcdef";
	const char *found = character ? strchr(digits, character) : NULL;
	return found ? (int)(found - digits) : -1;
}

static bool read_bytes(struct reading *reading, const json_t *value, uint32_t size_max,
		       struct bytes *bytes)
{
	const char *hex = json_string_value(value);
	size_t size = json_string_length(value) / 2;
	uint8_t *at = hex && size <= size_max ? take_room(reading, size) : NULL;
	if (!at || json_string_length(value) % 2)
		return false;
	for (size_t i = 0; i < size; i++) {
		int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		at[i] = (uint8_t)(high << 4 | low);
	}
	*bytes = (struct bytes){at, (uint32_t)size};
	return true;
}

static bool read_ids(struct reading *reading, const struct field *field, const json_t *value,
		     struct ids *ids)
{
	size_t at, count = json_array_size(value);
	json_t *entry;
	uint8_t *list = count <= field->count_max ? take_room(reading, count * ID_BYTES) : NULL;
	if (!json_is_array(value) || !list)
		return false;
	json_array_foreach(value, at, entry)
	{
		uint64_t number;
		if (!read_number(entry, ID_MAX, &number))
			return false;
		id_write(list + at * ID_BYTES, (uint32_t)number);
	}
	*ids = (struct ids){list, (uint32_t)count};
	return true;
}

static bool read_pairs(struct reading *reading, const struct field *field, const json_t *value,
		       struct pairs *pairs)
{
	size_t at, count = json_array_size(value);
	json_t *entry;
	uint8_t *list = count <= field->count_max ? take_room(reading, count * PAIR_BYTES) : NULL;
	if (!json_is_array(value) || !list)
		return false;
	json_array_foreach(value, at, entry)
	{
		uint64_t id, number;
		if (!read_number(json_object_get(entry, field->of), ID_MAX, &id) ||
		    !read_number(json_object_get(entry, "number"), field->max, &number))
			return false;
		pair_write(list + at * PAIR_BYTES, (struct pair){(uint32_t)id, number});
	}
	*pairs = (struct pairs){list, (uint32_t)count};
	return true;
}

static bool read_field(struct reading *reading, const struct field *field, const json_t *value,
		       void *to)
{
	void *at = (char *)to + field->offset;
	uint64_t number = 0;
	uint32_t word = 0;
	switch (field->type) {
	case field_type_id:
		if (field->words ? !read_word(field->words, value, &word)
				 : !read_number(value, ID_MAX, &number))
			return false;
		*(uint32_t *)at = field->words ? word : (uint32_t)number;
		return true;
	case field_type_number:
		return read_number(value, field->max, at);
	case field_type_word:
		if (!read_word(field->words, value, &word))
			return false;
		*(uint32_t *)at = word;
		return true;
	case field_type_set:
		return read_set(field->words, value, at);
	case field_type_flag:
		*(bool *)at = json_is_true(value);
		return json_is_boolean(value);
	case field_type_line:
	case field_type_text:
		*(struct text *)at = (struct text){json_string_value(value),
						   (uint32_t)json_string_length(value)};
		return json_is_string(value);
	case field_type_bytes:
		return read_bytes(reading, value, field->bytes_max, at);
	case field_type_ids:
		return read_ids(reading, field, value, at);
	case field_type_pairs:
		return read_pairs(reading, field, value, at);
	case field_type_lines: /* commands only */
		break;
	}
	return false;
}

bool json_row(const json_t *object, enum row_kind kind, uint8_t *room, union any_row *row,
	      const char **wrong)
{
	const struct shape *shape = row_shape(kind);
	struct reading reading = {room, 0};
	memset(row, 0, sizeof *row);
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		const json_t *value = json_object_get(object, field->name);
		*wrong = field->name;
		if (value ? !read_field(&reading, field, value, row) : field->is_key)
			return false;
	}
	return json_is_object(object);
}
