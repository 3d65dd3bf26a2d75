/* The map of a replay, on disk. */
#include "map.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void map_init(struct map *map, const struct dataset *dataset, uint32_t towns)
{
	*map = (struct map){.seed = seed_random(), .data_hash = dataset->hash, .towns = towns};
	map->ideas = calloc((size_t)dataset->idea_count + 1, sizeof *map->ideas);
	map->persons = calloc((size_t)dataset->person_count + 1, sizeof *map->persons);
	if (!map->ideas || !map->persons)
		abort();
}

void map_free(struct map *map)
{
	free(map->ideas);
	free(map->persons);
	*map = (struct map){0};
}

/* JSON has no 64-bit numbers that every reader keeps; these travel as hexadecimal text. */
static json_t *hex(uint64_t number)
{
	char text[17];
	snprintf(text, sizeof text, "%016" PRIx64, number);
	return json_string(text);
}

static uint64_t unhex(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text ? strtoull(text, NULL, 16) : 0;
}

static uint32_t known(const json_t *object, uint32_t id)
{
	char name[16];
	snprintf(name, sizeof name, "%u", id);
	return (uint32_t)json_integer_value(json_object_get(object, name));
}

static void add_known(json_t *object, uint32_t id, uint32_t number)
{
	char name[16];
	snprintf(name, sizeof name, "%u", id);
	if (number)
		json_object_set_new(object, name, json_integer(number));
}

enum map_found map_load(struct map *map, const struct dataset *dataset, const char *path,
			char *reason, size_t reason_size)
{
	if (access(path, F_OK) != 0)
		return map_new;
	json_error_t error;
	json_t *root = json_load_file(path, 0, &error);
	const char *code = json_string_value(json_object_get(root, "code"));
	if (!root || !json_object_get(root, "seed_a") || !json_object_get(root, "seed_b")) {
		snprintf(reason, reason_size, "%s: %s", path, root ? "is no map" : error.text);
		json_decref(root);
		return map_unusable;
	}
	if (unhex(root, "data") != dataset->hash) {
		snprintf(reason, reason_size, "%s belongs to other ideas and votes", path);
		json_decref(root);
		return map_unusable;
	}
	map->seed = (struct seed){unhex(root, "seed_a"), unhex(root, "seed_b")};
	map->session = (uint32_t)json_integer_value(json_object_get(root, "session"));
	map->towns = (uint32_t)json_integer_value(json_object_get(root, "towns"));
	snprintf(map->code, sizeof map->code, "%s", code ? code : "");
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		map->ideas[i] = known(json_object_get(root, "ideas"), dataset->ideas[i].id);
	for (uint32_t i = 0; i < dataset->person_count; i++)
		map->persons[i] = known(json_object_get(root, "persons"), dataset->persons[i].id);
	json_decref(root);
	return map_read;
}

/* Syncs the folder too, or a power cut could undo the renaming. */
static bool sync_folder(const char *path)
{
	char copy[4096];
	snprintf(copy, sizeof copy, "%s", path);
	int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok;
}

static bool write_file(const char *path, const char *text)
{
	char new_path[4096];
	if (snprintf(new_path, sizeof new_path, "%s.new", path) >= (int)sizeof new_path)
		return false;
	int fd = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	size_t size = strlen(text), done = 0;
	while (done < size) {
		ssize_t wrote = write(fd, text + done, size - done);
		if (wrote <= 0)
			break;
		done += (size_t)wrote;
	}
	bool ok = done == size && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	return ok && rename(new_path, path) == 0 && sync_folder(path);
}

bool map_store(const struct map *map, const struct dataset *dataset, const char *path, char *reason,
	       size_t reason_size)
{
	json_t *ideas = json_object(), *persons = json_object();
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		add_known(ideas, dataset->ideas[i].id, map->ideas[i]);
	for (uint32_t i = 0; i < dataset->person_count; i++)
		add_known(persons, dataset->persons[i].id, map->persons[i]);
	json_t *root = json_pack("{s:i,s:s,s:i,s:o,s:o,s:o,s:o,s:o}", "session", (int)map->session,
				 "code", map->code, "towns", (int)map->towns, "seed_a",
				 hex(map->seed.a), "seed_b", hex(map->seed.b), "data",
				 hex(map->data_hash), "ideas", ideas, "persons", persons);
	char *text = json_dumps(root, JSON_INDENT(1));
	bool ok = text && write_file(path, text);
	if (!ok)
		snprintf(reason, reason_size, "%s: %s", path, strerror(errno));
	free(text);
	json_decref(root);
	return ok;
}
