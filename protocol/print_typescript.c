/* The protocol's records for the browser client, as TypeScript. */
#include <ctype.h>
#include <inttypes.h>

#include "print.h"

/* "idea_add" to "IdeaAdd". */
static void print_pascal(FILE *out, const char *name)
{
	bool upper = true;
	for (; *name; name++) {
		if (*name == '_')
			upper = true;
		else {
			fputc(upper ? toupper((unsigned char)*name) : *name, out);
			upper = false;
		}
	}
}

/* "ballot_method" to "ballotMethod". */
static void print_camel(FILE *out, const char *name)
{
	for (; *name; name++) {
		if (*name == '_' && name[1])
			fputc(toupper((unsigned char)*++name), out);
		else
			fputc(*name, out);
	}
}

static const struct {
	const char *name;
	uint64_t number;
} limits[] = {
	{"protocolVersion", PROTOCOL_VERSION},
	{"idMax", ID_MAX},
	{"numberMax", NUMBER_MAX},
	{"messageBytesMax", MESSAGE_BYTES_MAX},
	{"messageDepthMax", MESSAGE_DEPTH_MAX},
	{"commandsUnansweredMax", COMMANDS_UNANSWERED_MAX},
	{"tokenBytes", TOKEN_BYTES},
	{"cursorBytes", CURSOR_BYTES},
	{"codeCharacters", CODE_CHARACTERS},
	{"linesMax", LINES_MAX},
};

static void print_limits(FILE *out)
{
	fputs("export const limits = {\n\tprotocolName: \"" PROTOCOL_NAME "\",\n", out);
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		fprintf(out, "\t%s: %" PRIu64 ",\n", limits[i].name, limits[i].number);
	fputs("} as const;\n\n", out);
}

/* The index is the number; a number that is not in use reads "none". */
static void print_words(FILE *out, const struct words *words)
{
	fputs("export const ", out);
	print_camel(out, words->name);
	fputs("Words = [", out);
	unsigned last = words->words[words->count - 1].number;
	for (unsigned number = 0; number <= last; number++) {
		const char *name = words_name(words, number);
		fprintf(out, "%s\"%s\"", number ? ", " : "", name ? name : "none");
	}
	fputs("] as const;\nexport type ", out);
	print_pascal(out, words->name);
	fputs(" = (typeof ", out);
	print_camel(out, words->name);
	fputs("Words)[number];\n\n", out);
}

static const char fixed_types[] =
	"export type Field =\n"
	"\t| readonly [name: string, type: \"id\", of: string, required: boolean]\n"
	"\t| readonly [name: string, type: \"number\", max: number]\n"
	"\t| readonly [name: string, type: \"word\" | \"set\", words: readonly string[]]\n"
	"\t| readonly [name: string, type: \"flag\"]\n"
	"\t| readonly [\n"
	"\t\t\tname: string,\n"
	"\t\t\ttype: \"line\" | \"text\",\n"
	"\t\t\tgraphemesMin: number,\n"
	"\t\t\tgraphemesMax: number,\n"
	"\t\t\tbytesMax: number,\n"
	"\t  ]\n"
	"\t| readonly [name: string, type: \"lines\", countMax: number, graphemesMax: number, "
	"bytesMax: number]\n"
	"\t| readonly [name: string, type: \"bytes\", bytesMax: number]\n"
	"\t| readonly [name: string, type: \"ids\", of: string, countMax: number]\n"
	"\t| readonly [name: string, type: \"pairs\", of: string, countMax: number, max: "
	"number];\n\n"
	"/** A row's number, and a number that belongs to it. */\n"
	"export type Pair = readonly [id: number, number: number];\n\n"
	"export interface RowShape {\n"
	"\treadonly number: number;\n"
	"\treadonly sort: \"logged\" | \"derived\" | \"passing\";\n"
	"\treadonly audience: \"everyone\" | \"held\" | \"invited\" | \"seated\" | \"personal\" | "
	"\"owner\" "
	"| \"server\";\n"
	"\treadonly keys: readonly Field[];\n"
	"\treadonly fields: readonly Field[]; /* without the key's parts */\n"
	"}\n\n"
	"export interface CommandShape {\n"
	"\treadonly number: number;\n"
	"\treadonly who: \"visitor\" | \"person\" | \"participant\" | \"leader\" | \"steering\" |\n"
	"\t\t\"moderator\" | \"host\" | \"server\";\n"
	"\treadonly action: Action;\n"
	"\treadonly fields: readonly Field[];\n"
	"}\n\n"
	"export interface FrameShape {\n"
	"\treadonly number: number;\n"
	"\treadonly sender: \"client\" | \"server\";\n"
	"\treadonly fields: readonly Field[];\n"
	"}\n\n";

static void print_field_type(FILE *out, const struct field *field)
{
	switch (field->type) {
	case field_type_number:
	case field_type_id:
	case field_type_word:
		if (field->words)
			print_pascal(out, field->words->name);
		else
			fputs("number", out);
		break;
	case field_type_set:
		fputs("readonly ", out);
		print_pascal(out, field->words->name);
		fputs("[]", out);
		break;
	case field_type_flag:
		fputs("boolean", out);
		break;
	case field_type_line:
	case field_type_text:
		fputs("string", out);
		break;
	case field_type_lines:
		fputs("readonly string[]", out);
		break;
	case field_type_bytes:
		fputs("Uint8Array", out);
		break;
	case field_type_ids:
		fputs("readonly number[]", out);
		break;
	case field_type_pairs:
		fputs("readonly Pair[]", out);
		break;
	}
}

static void print_field_shape(FILE *out, const struct field *field)
{
	fprintf(out, "[\"%s\", ", field->name);
	switch (field->type) {
	case field_type_number:
		fprintf(out, "\"number\", %" PRIu64,
			field->max < NUMBER_MAX ? field->max : NUMBER_MAX);
		break;
	case field_type_id:
	case field_type_word:
	case field_type_set:
		if (field->words) {
			fputs(field->type == field_type_set ? "\"set\", " : "\"word\", ", out);
			print_camel(out, field->words->name);
			fputs("Words", out);
		} else {
			fprintf(out, "\"id\", \"%s\", %s", field->of,
				field->is_key || field->required ? "true" : "false");
		}
		break;
	case field_type_flag:
		fputs("\"flag\"", out);
		break;
	case field_type_line:
	case field_type_text:
		fprintf(out, "\"%s\", %" PRIu32 ", %" PRIu32 ", %" PRIu32,
			field->type == field_type_line ? "line" : "text", field->graphemes_min,
			field->graphemes_max, field->bytes_max);
		break;
	case field_type_lines:
		fprintf(out, "\"lines\", %" PRIu32 ", %" PRIu32 ", %" PRIu32, field->count_max,
			field->graphemes_max, field->bytes_max);
		break;
	case field_type_bytes:
		fprintf(out, "\"bytes\", %" PRIu32, field->bytes_max);
		break;
	case field_type_ids:
		fprintf(out, "\"ids\", \"%s\", %" PRIu32, field->of, field->count_max);
		break;
	case field_type_pairs:
		fprintf(out, "\"pairs\", \"%s\", %" PRIu32 ", %" PRIu64, field->of,
			field->count_max, field->max);
		break;
	}
	fputs("]", out);
}

static void print_field_shapes(FILE *out, const char *label, const struct shape *shape,
			       uint32_t first, uint32_t end)
{
	fprintf(out, "\t\t%s: [", label);
	for (uint32_t i = first; i < end; i++) {
		fputs("\n\t\t\t", out);
		print_field_shape(out, &shape->fields[i]);
		fputs(",", out);
	}
	fputs(first < end ? "\n\t\t],\n" : "],\n", out);
}

static void print_row_shape(FILE *out, const struct shape *shape)
{
	fprintf(out, "\t\tsort: \"%s\",\n\t\taudience: \"%s\",\n", row_sort_names[shape->row.sort],
		row_audience_names[shape->row.audience]);
	print_field_shapes(out, "keys", shape, 0, shape->key_count);
	print_field_shapes(out, "fields", shape, shape->key_count, shape->field_count);
}

static void print_command_shape(FILE *out, const struct shape *shape)
{
	fprintf(out, "\t\twho: \"%s\",\n\t\taction: \"%s\",\n",
		command_who_names[shape->command.who], action_name(shape->command.action));
	print_field_shapes(out, "fields", shape, 0, shape->field_count);
}

static void print_frame_shape(FILE *out, const struct shape *shape)
{
	fprintf(out, "\t\tsender: \"%s\",\n", frame_sender_names[shape->frame.sender]);
	print_field_shapes(out, "fields", shape, 0, shape->field_count);
}

struct family {
	const char *singular, *plural; /* "Row", "Rows" */
	const struct shape *shapes;
	uint32_t count;
	void (*print_shape)(FILE *out, const struct shape *shape);
};

static void print_interface(FILE *out, const struct family *family, const struct shape *shape)
{
	fprintf(out, "/** %s */\nexport interface ", shape->purpose);
	print_pascal(out, shape->name);
	fprintf(out, "%s {\n", family->singular);
	for (uint32_t i = 0; i < shape->field_count; i++) {
		fprintf(out, "\treadonly %s: ", shape->fields[i].name);
		print_field_type(out, &shape->fields[i]);
		fputs(";\n", out);
	}
	fputs("}\n\n", out);
}

static void print_family(FILE *out, const struct family *family)
{
	for (uint32_t i = 0; i < family->count; i++)
		if (family->shapes[i].name)
			print_interface(out, family, &family->shapes[i]);
	fprintf(out, "export interface %s {\n", family->plural);
	for (uint32_t i = 0; i < family->count; i++) {
		if (!family->shapes[i].name)
			continue;
		fprintf(out, "\t%s: ", family->shapes[i].name);
		print_pascal(out, family->shapes[i].name);
		fprintf(out, "%s;\n", family->singular);
	}
	fprintf(out, "}\nexport type %sKind = keyof %s;\n\nexport const ", family->singular,
		family->plural);
	fputc(tolower((unsigned char)family->singular[0]), out);
	fprintf(out, "%sShapes: { readonly [K in %sKind]: %sShape } = {\n", family->singular + 1,
		family->singular, family->singular);
	for (uint32_t i = 0; i < family->count; i++) {
		if (!family->shapes[i].name)
			continue;
		fprintf(out, "\t%s: {\n\t\tnumber: %u,\n", family->shapes[i].name, i);
		family->print_shape(out, &family->shapes[i]);
		fputs("\t},\n", out);
	}
	fputs("};\n\n", out);
}

void print_typescript(FILE *out)
{
	static const struct family families[] = {
		{"Row", "Rows", row_shapes, row_kinds_end, print_row_shape},
		{"Command", "Commands", command_shapes, command_kinds_end, print_command_shape},
		{"Frame", "Frames", frame_shapes, frame_kinds_end, print_frame_shape},
	};
	fputs("// Printed by `protocol-print typescript` from the .def files in protocol/; do not "
	      "edit.\n\n",
	      out);
	print_limits(out);
	for (uint32_t i = 0; i < words_sets_count; i++)
		print_words(out, words_sets[i]);
	fputs(fixed_types, out);
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		print_family(out, &families[i]);
	fputs("export const errorNumbers = {\n", out);
	for (size_t i = 0; i < printed_errors_count; i++)
		fprintf(out, "\t%s: %u,\n", printed_errors[i].name, printed_errors[i].number);
	fputs("} as const;\nexport type ErrorName = keyof typeof errorNumbers;\n", out);
}
