#include "client-cli/row_json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/replica.h"

json_t *row_json_text(struct text text)
{
	json_t *string = json_stringn(text.size ? text.at : "", text.size);
	return string ? string : json_string("");
}

static json_t *word_json(const struct words *words, uint64_t number)
{
	const char *name = words_name(words, number);
	return name ? json_string(name) : json_null();
}

json_t *row_json_set(const struct words *words, uint64_t set)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < words->count; i++)
		if (set >> words->words[i].number & 1u)
			json_array_append_new(list, json_string(words->words[i].name));
	return list;
}

void row_json_join(json_t *list, char *out, size_t out_size)
{
	size_t index, used = 0;
	json_t *entry;
	out[0] = '\0';
	json_array_foreach(list, index, entry)
	{
		int wrote = snprintf(out + used, out_size - used, "%s%s", used ? ", " : "",
				     json_string_value(entry));
		used = used + (size_t)wrote < out_size ? used + (size_t)wrote : out_size - 1;
	}
	json_decref(list);
}

static json_t *bytes_json(struct bytes bytes)
{
	static const char digits[] = "0123456789abcdef";
	char *hex = malloc(2 * (size_t)bytes.size + 1);
	if (!hex)
		abort();
	for (size_t i = 0; i < bytes.size; i++) {
		hex[2 * i] = digits[bytes.at[i] >> 4];
		hex[2 * i + 1] = digits[bytes.at[i] & 15];
	}
	json_t *string = json_stringn(hex, 2 * (size_t)bytes.size);
	free(hex);
	return string;
}

static json_t *lines_json(const struct lines *lines)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < lines->count; i++)
		json_array_append_new(list, row_json_text(lines->at[i]));
	return list;
}

static json_t *ids_json(struct ids ids)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < ids.count; i++)
		json_array_append_new(list, json_integer((json_int_t)ids_get(ids, i)));
	return list;
}

/* "choices": [{"idea": 12, "number": 3}] */
static json_t *pairs_json(const struct field *field, struct pairs pairs)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < pairs.count; i++) {
		struct pair pair = pairs_get(pairs, i);
		json_array_append_new(list, json_pack("{s:I,s:I}", field->of, (json_int_t)pair.id,
						      "number", (json_int_t)pair.number));
	}
	return list;
}

static json_t *field_json(const struct field *field, const void *from)
{
	const void *at = (const char *)from + field->offset;
	switch (field->type) {
	case field_type_id: {
		uint32_t number = *(const uint32_t *)at;
		return field->words ? word_json(field->words, number)
				    : json_integer((json_int_t)number);
	}
	case field_type_number:
		return json_integer((json_int_t) * (const uint64_t *)at);
	case field_type_word:
		return word_json(field->words, *(const uint32_t *)at);
	case field_type_set:
		return row_json_set(field->words, *(const uint64_t *)at);
	case field_type_flag:
		return json_boolean(*(const bool *)at);
	case field_type_line:
	case field_type_text:
		return row_json_text(*(const struct text *)at);
	case field_type_lines:
		return lines_json(at);
	case field_type_bytes:
		return bytes_json(*(const struct bytes *)at);
	case field_type_ids:
		return ids_json(*(const struct ids *)at);
	case field_type_pairs:
		return pairs_json(field, *(const struct pairs *)at);
	}
	return json_null();
}

json_t *row_json(const struct row *row)
{
	const struct shape *shape = row_shape(row->kind);
	union any_row fields;
	if (!shape || row->removed || !row_fields(row, &fields))
		return json_null();
	json_t *object = json_object();
	for (uint32_t i = 0; i < shape->field_count; i++)
		json_object_set_new(object, shape->fields[i].name,
				    field_json(&shape->fields[i], &fields));
	return object;
}

json_t *row_json_key(const struct row *row)
{
	const struct shape *shape = row_shape(row->kind);
	json_t *key = json_array();
	for (uint32_t i = 0; shape && i < shape->key_count; i++)
		json_array_append_new(key, shape->fields[i].words
						   ? word_json(shape->fields[i].words, row->key[i])
						   : json_integer((json_int_t)row->key[i]));
	return key;
}

json_t *row_json_all(const struct replica *replica)
{
	json_t *all = json_object();
	for (uint32_t kind = 1; kind < row_kinds_end; kind++) {
		const struct shape *shape = row_shape(kind);
		if (!shape || shape->row.sort != row_sort_logged ||
		    shape->row.audience == row_audience_server)
			continue;
		const struct row **rows;
		uint32_t count = replica_rows(replica, (enum row_kind)kind, &rows);
		json_t *list = json_array();
		for (uint32_t i = 0; i < count; i++)
			json_array_append_new(list, row_json(rows[i]));
		json_object_set_new(all, shape->name, list);
		free(rows);
	}
	return all;
}
