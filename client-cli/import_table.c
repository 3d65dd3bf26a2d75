/* A table of ideas (title, text, topic, town, author, hold, reason) becomes a file as `export`
 * writes it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/import_plan.h"
#include "protocol/text.h"

/* Whoever imports: a person of no town. */
#define SELF    1
#define PLENARY 1

struct table {
	const char *usual_town; /* of rows that name none */
	json_t *file;
	json_t *numbers; /* {"town": {name: number}, …} */
};

static json_t *new_row(struct table *table, const char *kind)
{
	json_t *list = json_object_get(table->file, kind), *row = json_object();
	json_object_set_new(row, "id", json_integer((json_int_t)json_array_size(list) + 1));
	json_array_append_new(list, row);
	return row;
}

/* The number of the row that stands for `key`, which is made on first sight; 0 for "". */
static json_int_t numbered(struct table *table, const char *kind, const char *key,
			   const char *label, const char *text)
{
	json_t *seen = json_object_get(table->numbers, kind);
	json_t *number = json_object_get(seen, key);
	if (!text[0])
		return 0;
	if (!number) {
		json_t *row = new_row(table, kind);
		json_object_set_new(row, label, json_string(text));
		number = json_object_get(row, "id");
		json_object_set(seen, key, number);
	}
	return json_integer_value(number);
}

/* What people call the columns, in English and German; first the name by which they are asked for.
 */
#define NAMES_MAX 5
static const char *const column_names[][NAMES_MAX] = {
	{"title", "titel"},
	{"text", "idea", "idee", "beitrag", "vorschlag"},
	{"topic", "thema"},
	{"town", "stadt", "gemeinde"},
	{"author", "name", "person", "autor", "autorin"},
	{"hold"},
	{"reason"},
};

static const json_t *value_of(const json_t *row, const char *column)
{
	for (size_t i = 0; i < sizeof column_names / sizeof column_names[0]; i++) {
		if (strcmp(column_names[i][0], column) != 0)
			continue;
		for (size_t j = 0; j < NAMES_MAX && column_names[i][j]; j++) {
			const json_t *value = json_object_get(row, column_names[i][j]);
			if (value)
				return value;
		}
	}
	return NULL;
}

/* Tidied; "" if there is none. Returns owned. */
static char *cell(const json_t *row, const char *column)
{
	const json_t *value = value_of(row, column);
	char *text = text_tidy(value ? json_string_value(value) : "", json_string_length(value));
	if (!text)
		abort(); /* JSON strings are UTF-8 */
	return text;
}

/* An author is known by name and town. Ideas of a town without a name belong to one person who is
 * called like the town. */
static json_int_t author_of(struct table *table, const char *author, const char *town,
			    json_int_t town_number)
{
	char *key = NULL;
	if (!town[0])
		return SELF;
	if (asprintf(&key, "%s\n%s", town, author) < 0)
		abort();
	json_int_t number = numbered(table, "person", key, "name", author[0] ? author : town);
	json_t *person = json_array_get(json_object_get(table->file, "person"), (size_t)number - 1);
	json_object_set_new(person, "town", json_integer(town_number));
	free(key);
	return number;
}

/* What the table says is held back is hidden again. */
static void add_hold(json_t *idea, const json_t *row)
{
	char *hold = cell(row, "hold"), *reason = cell(row, "reason");
	if (words_number(&words_hold, hold)) {
		json_object_set_new(idea, "hold", json_string(hold));
		json_object_set_new(idea, "reason", json_string(reason));
	}
	free(hold);
	free(reason);
}

static bool add_idea(struct table *table, const json_t *row, size_t line, char *reason,
		     size_t reason_size)
{
	char *title = cell(row, "title"), *text = cell(row, "text"), *topic = cell(row, "topic");
	char *town = cell(row, "town"), *author = cell(row, "author");
	if (!town[0] && author[0]) {
		free(town);
		town = strdup(table->usual_town);
	}
	bool good = town[0] || !author[0];
	if (!good)
		snprintf(reason, reason_size, "row %zu: %s needs a town; --town T is for all such",
			 line, author);
	if (good && (title[0] || text[0])) {
		json_int_t topic_number = numbered(table, "topic", topic, "title", topic);
		json_int_t town_number = numbered(table, "town", town, "name", town);
		json_int_t person = author_of(table, author, town, town_number);
		json_t *idea = new_row(table, "idea");
		json_object_set_new(idea, "board", json_integer(PLENARY));
		json_object_set_new(idea, "topic", json_integer(topic_number));
		json_object_set_new(idea, "author", json_integer(person));
		json_object_set_new(idea, "title", json_string(text[0] ? title : ""));
		json_object_set_new(idea, "text", json_string(text[0] ? text : title));
		add_hold(idea, row);
	}
	free(title);
	free(text);
	free(topic);
	free(town);
	free(author);
	return good;
}

json_t *import_plan_of_table(const json_t *rows, const char *town, char *reason, size_t reason_size)
{
	struct table table = {
		.usual_town = town,
		.file = json_pack("{s:[],s:[],s:[{s:i,s:s}],s:[{s:i,s:i}],s:[]}", "town", "topic",
				  "board", "id", PLENARY, "sort", "plenary", "person", "id", SELF,
				  "town", 0, "idea"),
		.numbers = json_pack("{s:{},s:{},s:{}}", "town", "topic", "person"),
	};
	size_t index;
	json_t *row;
	bool good = true;
	const json_t *first = json_array_get(rows, 0);
	if (first && !value_of(first, "text") && !value_of(first, "title")) {
		snprintf(reason, reason_size, "there is no column named text or title");
		good = false;
	}
	json_array_foreach(rows, index, row) good =
		good && add_idea(&table, row, index + 1, reason, reason_size);
	json_decref(table.numbers);
	if (good)
		return table.file;
	json_decref(table.file);
	return NULL;
}
