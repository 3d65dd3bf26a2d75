/* The protocol's tables for readers, as Markdown. */
#include <inttypes.h>

#include "print.h"

static void print_type(FILE *out, const struct field *field)
{
	switch (field->type) {
	case field_type_number:
		fprintf(out, "number, at most %" PRIu64, field->max);
		break;
	case field_type_id:
		if (field->words)
			fprintf(out, "word of *%s*", field->words->name);
		else
			fprintf(out, "number of a %s%s", field->of,
				field->is_key || field->required ? "" : ", or 0");
		break;
	case field_type_word:
		fprintf(out, "word of *%s*", field->words->name);
		break;
	case field_type_set:
		fprintf(out, "set of *%s*", field->words->name);
		break;
	case field_type_flag:
		fputs("boolean", out);
		break;
	case field_type_line:
	case field_type_text:
		fprintf(out, "%s, %" PRIu32 " to %" PRIu32 " graphemes, at most %" PRIu32 " bytes",
			field->type == field_type_line ? "line" : "text", field->graphemes_min,
			field->graphemes_max, field->bytes_max);
		break;
	case field_type_lines:
		fprintf(out,
			"at most %" PRIu32 " lines, each 1 to %" PRIu32
			" graphemes and at most %" PRIu32 " bytes",
			field->count_max, field->graphemes_max, field->bytes_max);
		break;
	case field_type_bytes:
		fprintf(out, "at most %" PRIu32 " bytes", field->bytes_max);
		break;
	case field_type_ids:
		fprintf(out, "numbers of at most %" PRIu32 " %s rows", field->count_max, field->of);
		break;
	case field_type_pairs:
		fprintf(out,
			"numbers of at most %" PRIu32 " %s rows, each with a number 0 to %" PRIu64,
			field->count_max, field->of, field->max);
		break;
	}
}

static void print_fields(FILE *out, const struct shape *shape)
{
	fputs("\n| field | what it holds |\n|---|---|\n", out);
	for (uint32_t i = 0; i < shape->field_count; i++) {
		const struct field *field = &shape->fields[i];
		fprintf(out, "| %s`%s` | ", field->is_key ? "key: " : "", field->name);
		print_type(out, field);
		fputs(" |\n", out);
	}
}

static void print_words(FILE *out)
{
	fputs("\n## Words\n\n| set | words |\n|---|---|\n", out);
	for (uint32_t i = 0; i < words_sets_count; i++) {
		const struct words *words = words_sets[i];
		fprintf(out, "| *%s* |", words->name);
		for (uint32_t k = 0; k < words->count; k++)
			fprintf(out, " %u %s%s", words->words[k].number, words->words[k].name,
				k + 1 < words->count ? "," : "");
		fputs(" |\n", out);
	}
}

static void print_errors(FILE *out)
{
	fputs("\n## Errors\n\nBelow 100 the connection is closed with it, from 100 on a command is "
	      "refused. *Exit* is the command-line client's.\n\n"
	      "| number | code | exit | English | German |\n|---|---|---|---|---|\n",
	      out);
	for (size_t i = 0; i < printed_errors_count; i++) {
		const struct printed_error *error = &printed_errors[i];
		fprintf(out, "| %u | `%s` | %d | %s | %s |\n", error->number, error->name,
			error->exit, error->english, error->german);
	}
}

void print_tables(FILE *out)
{
	fputs("# Rows, commands, frames, words and errors\n\n"
	      "Printed by `protocol-print tables` from the .def files in this folder; "
	      "do not edit.\n\n## Rows\n",
	      out);
	for (uint32_t i = 0; i < row_kinds_end; i++) {
		const struct shape *shape = row_shape(i);
		if (!shape)
			continue;
		fprintf(out, "\n### %s (%u)\n\n%s. *%s*, audience *%s*.\n", shape->name,
			shape->number, shape->purpose, row_sort_names[shape->row.sort],
			row_audience_names[shape->row.audience]);
		print_fields(out, shape);
	}
	fputs("\n## Commands\n", out);
	for (uint32_t i = 0; i < command_kinds_end; i++) {
		const struct shape *shape = command_shape(i);
		if (!shape)
			continue;
		fprintf(out, "\n### %s (%u)\n\n%s. For: *%s*; action: *%s*.\n", shape->name,
			shape->number, shape->purpose, command_who_names[shape->command.who],
			action_name(shape->command.action));
		print_fields(out, shape);
	}
	fputs("\n## Frames\n", out);
	for (uint32_t i = 0; i < frame_kinds_end; i++) {
		const struct shape *shape = frame_shape(i);
		if (!shape)
			continue;
		fprintf(out, "\n### %s (%u)\n\n%s. From the *%s*.\n", shape->name, shape->number,
			shape->purpose, frame_sender_names[shape->frame.sender]);
		print_fields(out, shape);
	}
	print_words(out);
	print_errors(out);
}
