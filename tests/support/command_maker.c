#include "command_maker.h"

#include <stdlib.h>
#include <string.h>

#include "ballot_maker.h"

static uint32_t below(struct command_maker *maker, uint32_t end)
{
	return maker->below(maker->context, end);
}

static enum row_kind kind_named(const char *name)
{
	for (uint32_t kind = 1; kind < row_kinds_end; kind++)
		if (row_shapes[kind].name && strcmp(row_shapes[kind].name, name) == 0)
			return (enum row_kind)kind;
	return row_kind_none;
}

/* A row that is known; now and then one that may not be there. */
static uint32_t make_id(struct command_maker *maker, const struct field *field)
{
	const struct row **rows;
	uint32_t count = replica_rows(maker->known, kind_named(field->of), &rows);
	uint32_t id = 1 + below(maker, 6);
	if (!field->required && below(maker, 2))
		id = 0;
	else if (count > 0 && below(maker, 16))
		id = rows[below(maker, count)]->key[0];
	free(rows);
	return id;
}

static uint64_t make_number(struct command_maker *maker, const struct field *field)
{
	if (strcmp(field->name, "duration_ms") == 0)
		return below(maker, 3) ? 1000 + below(maker, 60000) : 0;
	return below(maker, 2) ? below(maker, 5) : 0;
}

static unsigned make_word(struct command_maker *maker, const struct field *field)
{
	return field->words->words[below(maker, field->words->count)].number;
}

/* Up to three rows, one after the other from any of those that are known. */
static struct ids make_ids(struct command_maker *maker, const struct field *field)
{
	const struct row **rows;
	uint32_t known = replica_rows(maker->known, kind_named(field->of), &rows);
	uint32_t count = below(maker, 4), first = known ? below(maker, known) : 0;
	struct ids ids = {maker->lists[maker->list_count], 0};
	uint8_t *list = maker->lists[maker->list_count++];
	for (; ids.count < count && ids.count < known; ids.count++)
		id_write(list + (size_t)ids.count * ID_BYTES,
			 rows[(first + ids.count) % known]->key[0]);
	free(rows);
	return ids;
}

static struct pairs make_pairs(struct command_maker *maker, const struct field *field)
{
	uint8_t *list = maker->lists[maker->list_count];
	struct ids ids = make_ids(maker, field);
	for (uint32_t i = ids.count; i-- > 0;)
		pair_write(list + (size_t)i * PAIR_BYTES,
			   (struct pair){ids_get(ids, i), below(maker, 12)});
	return (struct pairs){list, ids.count};
}

static void make_field(struct command_maker *maker, const struct field *field, void *out)
{
	static const char *const texts[] = {"Bench", "Tree", "A lamp at the bridge", "Pond"};
	const char *text = texts[below(maker, 4)];
	switch (field->type) {
	case field_type_id:
		*(uint32_t *)out = make_id(maker, field);
		break;
	case field_type_number:
		*(uint64_t *)out = make_number(maker, field);
		break;
	case field_type_word:
		*(unsigned *)out = make_word(maker, field);
		break;
	case field_type_set:
		*(uint64_t *)out = below(maker, 16);
		break;
	case field_type_flag:
		*(bool *)out = below(maker, 2);
		break;
	case field_type_line:
	case field_type_text:
		*(struct text *)out = (struct text){text, (uint32_t)strlen(text)};
		break;
	case field_type_lines:
		*(struct lines *)out = (struct lines){1, {{text, (uint32_t)strlen(text)}}};
		break;
	case field_type_bytes:
		for (uint32_t i = 0; i < TOKEN_BYTES; i++)
			maker->token[i] = (uint8_t)below(maker, 256);
		*(struct bytes *)out = (struct bytes){maker->token, TOKEN_BYTES};
		break;
	case field_type_ids:
		*(struct ids *)out = make_ids(maker, field);
		break;
	case field_type_pairs:
		*(struct pairs *)out = make_pairs(maker, field);
		break;
	}
}

/* Two ideas that happen to be linked are seldom found by chance. */
static void name_a_link(struct command_maker *maker, struct command_idea_unlink *command)
{
	const struct row **rows;
	uint32_t count = replica_rows(maker->known, row_kind_link, &rows);
	if (count > 0) {
		const struct row *link = rows[below(maker, count)];
		command->from.n = link->key[0];
		command->to.n = link->key[1];
		command->relation = (enum relation)link->key[2];
	}
	free(rows);
}

static void name_a_merged_one(struct command_maker *maker, struct command_idea_unmerge *command)
{
	const struct row **rows;
	uint32_t count = replica_rows(maker->known, row_kind_idea, &rows);
	for (uint32_t i = 0; i < count; i++) {
		struct row_idea idea;
		if (row_fields(rows[i], &idea) && idea.merged_into.n && below(maker, 2))
			command->idea = idea.id;
	}
	free(rows);
}

/* Who leads a board says in which phase they see it. */
static void name_the_phase(struct command_maker *maker, struct command_phase_go *command)
{
	struct row_board board;
	const uint32_t key[ROW_KEY_PARTS] = {command->board.n};
	if (below(maker, 8) && replica_get(maker->known, row_kind_board, key, &board))
		command->from = board.phase;
}

void command_make(struct command_maker *maker, enum command_kind kind, union any_command *out)
{
	const struct shape *shape = command_shape(kind);
	memset(out, 0, sizeof *out);
	maker->list_count = 0;
	for (uint32_t i = 0; i < shape->field_count; i++)
		make_field(maker, &shape->fields[i], (char *)out + shape->fields[i].offset);
	if (kind == command_kind_idea_unlink && below(maker, 2))
		name_a_link(maker, &out->idea_unlink);
	if (kind == command_kind_phase_go)
		name_the_phase(maker, &out->phase_go);
	if (kind == command_kind_idea_unmerge)
		name_a_merged_one(maker, &out->idea_unmerge);
	ballot_command_fit(maker, kind, out);
}
