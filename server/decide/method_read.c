/* Reads the form of a method's file. Every name must be known, every text there in every language
 * and every reference lead somewhere: a method that was mistyped fails at start, not in the middle
 * of a workshop. */
#include "server/decide/method_read.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/decide/method_ballots.h"
#include "server/decide/method_json.h"
#include "server/decide/method_refer.h"

/* What the texts and numbers become in rows.def. */
static const struct text_limits prompt_limits = {true, 1, 1000, 4000};
static const struct text_limits purpose_limits = {false, 1, 400, 1600};
#define MINUTES_MAX    525600
#define SLOW_S_MAX     86400
#define IDEAS_MAX      1000
#define PLACES_MAX     10000
#define TABLE_SIZE_MIN 2
#define TABLE_SIZE_MAX 1000

/* So that the rows of a new session stay a small entry. */
#define PHASES_MAX  40
#define TOPICS_MAX  60
#define SORTS_MAX   24
#define BOARDS_MAX  24
#define BALLOTS_MAX 12

static bool read_audience(const struct place *place, json_t *object, enum audience *out)
{
	unsigned audience = 0;
	if (!json_read_word_at(place, object, "audience", &words_audience,
			       1u << audience_everyone | 1u << audience_members, &audience))
		return false;
	*out = (enum audience)audience;
	return true;
}

/* Where a board of the sort begins: the phase that the object names, else the first that fits. */
static bool read_start(const struct place *place, json_t *object, const struct method *method,
		       enum board_sort sort, uint32_t *out)
{
	const char *name = words_name(&words_board_sort, sort);
	if (!refer_read(place, object, method, keyed_phase, out))
		return false;
	if (*out != 0 && !method_phase_fits(&method->phases[*out - 1], sort)) {
		struct place inner = place_at(place, "phase");
		return place_wrong(&inner, "the phase \"%s\" is not for boards of sort \"%s\"",
				   method->phases[*out - 1].key, name);
	}
	for (uint32_t i = 0; *out == 0 && i < method->phase_count; i++)
		if (method_phase_fits(&method->phases[i], sort))
			*out = i + 1;
	return *out != 0 || place_wrong(place, "no phase is for boards of sort \"%s\"", name);
}

/* ---- phases ---- */

static bool read_words_of_phase(const struct place *place, json_t *value,
				struct method_phase *phase)
{
	unsigned ending = 0, hold = 0, tables = 0;
	if (!json_read_set_at(place, value, "allows", &words_action, "action", &phase->allows) ||
	    !json_read_set_at(place, value, "boards", &words_board_sort, "sort of board",
			      &phase->boards) ||
	    !json_read_word_at(place, value, "ending", &words_ending,
			       1u << ending_next | 1u << ending_lock, &ending) ||
	    !json_read_word_at(place, value, "hold", &words_hold,
			       1u << hold_waiting | 1u << hold_alone, &hold) ||
	    !json_read_word_at(place, value, "tables", &words_arrangement,
			       1u << arrangement_alike | 1u << arrangement_mixed |
				       1u << arrangement_choice,
			       &tables))
		return false;
	phase->ending = (enum ending)ending;
	phase->hold = (enum hold)hold;
	phase->tables = (enum arrangement)tables;
	return true;
}

static bool read_numbers_of_phase(const struct place *place, json_t *value,
				  struct method_phase *phase)
{
	return json_read_number_at(place, value, "minutes", 1, MINUTES_MAX, &phase->minutes) &&
	       json_read_number_at(place, value, "ideas_max", 1, IDEAS_MAX, &phase->ideas_max) &&
	       json_read_number_at(place, value, "slow_s", 1, SLOW_S_MAX, &phase->slow_s) &&
	       json_read_number_at(place, value, "table_size", TABLE_SIZE_MIN, TABLE_SIZE_MAX,
				   &phase->table_size) &&
	       json_read_flag_at(place, value, "reveal", &phase->reveal);
}

/* Tables have a size, and the phase is for them too. */
static bool check_tables(const struct place *place, const struct method_phase *phase)
{
	bool tables = phase->tables != arrangement_none;
	struct place inner = place_at(place, tables ? "tables" : "table_size");
	if (tables != (phase->table_size != 0))
		return place_wrong(&inner, "\"tables\" and \"table_size\" go together");
	inner = place_at(place, "boards");
	if (tables && !method_phase_fits(phase, board_sort_table))
		return place_wrong(&inner, "a phase with tables needs \"table\" among its boards");
	return true;
}

/* What is shown must have been written: in an earlier phase, silently, on such a board. */
static bool check_reveal(const struct place *place, const struct method *method, uint32_t number)
{
	const struct method_phase *phase = &method->phases[number - 1];
	struct place inner = place_at(place, "reveal");
	if (!phase->reveal)
		return true;
	for (uint32_t i = 0; i + 1 < number; i++) {
		const struct method_phase *before = &method->phases[i];
		bool same = before->boards == 0 || phase->boards == 0 ||
			    (before->boards & phase->boards) != 0;
		if (before->hold == hold_alone && same)
			return true;
	}
	return place_wrong(&inner, "no phase before, for such boards, has \"hold\": \"alone\"");
}

static bool read_phase(const struct place *place, json_t *value, const struct method *method,
		       uint32_t number)
{
	static const char *const names[] = {"key", "title", "prompt", "help", "allows", NULL};
	static const char *const optional[] = {"minutes", "boards",     "ending", "hold",
					       "reveal",  "ideas_max",  "slow_s", "sort",
					       "tables",  "table_size", NULL};
	struct method_phase *phase = &method->phases[number - 1];
	return json_check_object(place, value, names, optional) &&
	       refer_read_key(place, value, method, keyed_phase, number, &phase->key) &&
	       json_read_texts_at(place, value, "title", &title_limits, phase->title) &&
	       json_read_texts_at(place, value, "prompt", &prompt_limits, phase->prompt) &&
	       json_read_texts_at(place, value, "help", &prompt_limits, phase->help) &&
	       read_words_of_phase(place, value, phase) &&
	       read_numbers_of_phase(place, value, phase) &&
	       refer_read(place, value, method, keyed_sort, &phase->sort) &&
	       check_tables(place, phase) && check_reveal(place, method, number);
}

/* ---- sorts, topics, boards ---- */

static bool read_sort(const struct place *place, json_t *value, const struct method *method,
		      uint32_t number)
{
	static const char *const names[] = {"key", "title", NULL};
	static const char *const none[] = {NULL};
	struct method_sort *sort = &method->sorts[number - 1];
	return json_check_object(place, value, names, none) &&
	       refer_read_key(place, value, method, keyed_sort, number, &sort->key) &&
	       json_read_texts_at(place, value, "title", &title_limits, sort->title);
}

typedef char *const *titles_fn(const struct method *method, uint32_t index);

static char *const *topic_title(const struct method *method, uint32_t index)
{
	return method->topics[index].title;
}

static char *const *board_title(const struct method *method, uint32_t index)
{
	return method->boards[index].title;
}

/* People name topics and boards by their titles. */
static bool check_title(const struct place *place, const struct method *method, titles_fn *titles,
			uint32_t number)
{
	struct place inner = place_at(place, "title");
	for (uint32_t i = 0; i + 1 < number; i++)
		for (uint32_t k = 0; k < words_language.count; k++) {
			uint8_t language = words_language.words[k].number;
			const char *title = titles(method, number - 1)[language];
			if (strcmp(titles(method, i)[language], title) == 0)
				return place_wrong(&inner, "\"%.80s\" stands here twice", title);
		}
	return true;
}

static bool read_topic(const struct place *place, json_t *value, const struct method *method,
		       uint32_t number)
{
	static const char *const names[] = {"title", NULL};
	static const char *const optional[] = {"key", "phase", NULL};
	struct method_topic *topic = &method->topics[number - 1];
	return json_check_object(place, value, names, optional) &&
	       (json_object_get(value, "key") == NULL ||
		refer_read_key(place, value, method, keyed_topic, number, &topic->key)) &&
	       json_read_texts_at(place, value, "title", &title_limits, topic->title) &&
	       check_title(place, method, topic_title, number) &&
	       refer_read(place, value, method, keyed_phase, &topic->phase);
}

/* In ballots these words say something else. */
static bool check_board_key(const struct place *place, const char *key)
{
	static const char *const kept[] = {"plenary", "towns", "members"};
	struct place inner = place_at(place, "key");
	for (size_t i = 0; key != NULL && i < sizeof kept / sizeof kept[0]; i++)
		if (strcmp(key, kept[i]) == 0)
			return place_wrong(&inner, "\"%s\" cannot be the key of a board", key);
	return true;
}

static bool read_board(const struct place *place, json_t *value, const struct method *method,
		       uint32_t number)
{
	static const char *const names[] = {"sort", "title", "audience", NULL};
	static const char *const optional[] = {"key", "phase", "places", NULL};
	struct method_board *board = &method->boards[number - 1];
	unsigned sort = 0;
	if (!json_check_object(place, value, names, optional) ||
	    (json_object_get(value, "key") != NULL &&
	     !refer_read_key(place, value, method, keyed_board, number, &board->key)) ||
	    !json_read_word_at(place, value, "sort", &words_board_sort,
			       1u << board_sort_team | 1u << board_sort_steering, &sort))
		return false;
	board->sort = (enum board_sort)sort;
	return check_board_key(place, board->key) &&
	       json_read_texts_at(place, value, "title", &title_limits, board->title) &&
	       check_title(place, method, board_title, number) &&
	       read_audience(place, value, &board->audience) &&
	       read_start(place, value, method, board->sort, &board->phase) &&
	       json_read_number_at(place, value, "places", 1, PLACES_MAX, &board->places);
}

/* ---- the whole ---- */

typedef bool read_item_fn(const struct place *place, json_t *value, const struct method *method,
			  uint32_t number);

static bool read_items(const struct place *place, json_t *object, const char *name,
		       uint32_t count_min, uint32_t count_max, const struct method *method,
		       read_item_fn *read)
{
	struct place list = place_at(place, name);
	json_t *items = json_object_get(object, name);
	if (!json_check_list(&list, items, count_min, count_max))
		return false;
	for (uint32_t i = 0; i < json_array_size(items); i++) {
		struct place inner = place_of_item(&list, i);
		if (!read(&inner, json_array_get(items, i), method, i + 1))
			return false;
	}
	return true;
}

/* Room for the items of a list, all zero. */
static void *make_items(json_t *object, const char *name, size_t item_size, uint32_t *count)
{
	*count = (uint32_t)json_array_size(json_object_get(object, name));
	return must_have(calloc(*count + 1, item_size));
}

static void make_lists(json_t *value, struct method *method)
{
	method->sorts = make_items(value, "sorts", sizeof *method->sorts, &method->sort_count);
	method->phases = make_items(value, "phases", sizeof *method->phases, &method->phase_count);
	method->topics = make_items(value, "topics", sizeof *method->topics, &method->topic_count);
	method->boards = make_items(value, "boards", sizeof *method->boards, &method->board_count);
	method->ballots =
		make_items(value, "ballots", sizeof *method->ballots, &method->ballot_count);
}

static bool read_plenary(const struct place *place, json_t *value, struct method *method)
{
	static const char *const none[] = {NULL};
	static const char *const optional[] = {"phase", NULL};
	struct place inner = place_at(place, "plenary");
	if (value != NULL && !json_check_object(&inner, value, none, optional))
		return false;
	return read_start(&inner, value, method, board_sort_plenary, &method->plenary_phase);
}

static bool read_towns(const struct place *place, json_t *value, struct method *method)
{
	static const char *const names[] = {"audience", NULL};
	static const char *const optional[] = {"phase", NULL};
	struct place inner = place_at(place, "towns");
	return json_check_object(&inner, value, names, optional) &&
	       read_audience(&inner, value, &method->town_audience) &&
	       read_start(&inner, value, method, board_sort_town, &method->town_phase);
}

static bool read_whole(const struct place *place, json_t *value, struct method *method)
{
	static const char *const names[] = {"title", "purpose", "ballot", "towns", "phases", NULL};
	static const char *const optional[] = {"$schema", "plenary", "sorts", "boards",
					       "topics",  "ballots", NULL};
	if (!json_check_object(place, value, names, optional))
		return false;
	struct place inner = place_at(place, "$schema");
	json_t *schema = json_object_get(value, "$schema");
	if (schema != NULL && !json_is_string(schema))
		return place_wrong(&inner, "a text is needed");
	make_lists(value, method);
	return json_read_texts_at(place, value, "title", &title_limits, method->title) &&
	       json_read_texts_at(place, value, "purpose", &purpose_limits, method->purpose) &&
	       json_read_texts_at(place, value, "ballot", &title_limits, method->ballot) &&
	       read_items(place, value, "sorts", 0, SORTS_MAX, method, read_sort) &&
	       read_items(place, value, "phases", 1, PHASES_MAX, method, read_phase) &&
	       read_items(place, value, "topics", 0, TOPICS_MAX, method, read_topic) &&
	       read_plenary(place, json_object_get(value, "plenary"), method) &&
	       read_towns(place, json_object_get(value, "towns"), method) &&
	       read_items(place, value, "boards", 0, BOARDS_MAX, method, read_board) &&
	       read_items(place, value, "ballots", 0, BALLOTS_MAX, method, method_read_ballot);
}

/* Some editors put a byte order mark before a text, which is none of its characters. */
static void skip_byte_order_mark(FILE *file)
{
	char first[3];
	if (fread(first, 1, sizeof first, file) != sizeof first ||
	    memcmp(first, "\xEF\xBB\xBF", sizeof first) != 0)
		rewind(file);
}

bool method_read(const char *path, struct method *method, struct failure *failure)
{
	struct place place = {.file = path, .failure = failure};
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return place_wrong(&place, "%s", strerror(errno));
	skip_byte_order_mark(file);
	json_error_t error;
	json_t *value = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
	fclose(file);
	if (value == NULL)
		return place_wrong(&place, "line %d: %.140s", error.line, error.text);
	bool ok = read_whole(&place, value, method);
	json_decref(value);
	return ok;
}
