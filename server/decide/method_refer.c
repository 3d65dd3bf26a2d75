/* Finds items by their keys in a method that is still being read: those behind have none yet. */
#include "server/decide/method_refer.h"

#include <string.h>

static const char *const names[] = {[keyed_phase] = "phase",
				    [keyed_sort] = "sort",
				    [keyed_topic] = "topic",
				    [keyed_board] = "board",
				    [keyed_ballot] = "ballot"};

static uint32_t count_of(const struct method *method, enum keyed kind)
{
	switch (kind) {
	case keyed_phase:
		return method->phase_count;
	case keyed_sort:
		return method->sort_count;
	case keyed_topic:
		return method->topic_count;
	case keyed_board:
		return method->board_count;
	case keyed_ballot:
		return method->ballot_count;
	}
	return 0;
}

static const char *key_at(const struct method *method, enum keyed kind, uint32_t index)
{
	switch (kind) {
	case keyed_phase:
		return method->phases[index].key;
	case keyed_sort:
		return method->sorts[index].key;
	case keyed_topic:
		return method->topics[index].key;
	case keyed_board:
		return method->boards[index].key;
	case keyed_ballot:
		return method->ballots[index].key;
	}
	return NULL;
}

uint32_t refer_find(const struct method *method, enum keyed kind, const char *key)
{
	uint32_t count = count_of(method, kind);
	for (uint32_t i = 0; i < count; i++) {
		const char *other = key_at(method, kind, i);
		if (other != NULL && strcmp(other, key) == 0)
			return i + 1;
	}
	return 0;
}

bool refer_read(const struct place *place, json_t *object, const struct method *method,
		enum keyed kind, uint32_t *out)
{
	struct place inner = place_at(place, names[kind]);
	json_t *value = json_object_get(object, names[kind]);
	if (value == NULL)
		return true;
	const char *key = json_is_string(value) ? json_string_value(value) : "";
	*out = refer_find(method, kind, key);
	return *out != 0 || place_wrong(&inner, "no %s has the key \"%.40s\"", names[kind], key);
}

bool refer_read_key(const struct place *place, json_t *object, const struct method *method,
		    enum keyed kind, uint32_t number, char **out)
{
	struct place inner = place_at(place, "key");
	if (!json_read_key(&inner, json_object_get(object, "key"), out))
		return false;
	return refer_find(method, kind, *out) == number ||
	       place_wrong(&inner, "\"%s\" stands here twice", *out);
}
