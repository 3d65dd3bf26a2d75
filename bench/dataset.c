/* Reading the recorded opinions. libcsv is known here only. */
#include "dataset.h"

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "protocol/text.h"

#define COLUMNS_MAX    16u
#define PERSON_ID_MAX  10000000u
#define IDEA_GRAPHEMES 2000u /* idea_add.text in commands.def */
#define IDEA_BYTES     8000u

/* ---- CSV with named columns ---- */

struct table;
typedef void table_row_fn(struct table *table, char *const cells[]);

struct table {
	const char *const *names; /* the columns that are wanted */
	uint32_t name_count;
	table_row_fn *row;
	void *context;
	uint32_t
		column_of[COLUMNS_MAX]; /* by column of the file: index into names, or UINT32_MAX */
	char *cells[COLUMNS_MAX];       /* by name; owned */
	uint32_t column, line, found;
	uint64_t hash;
	char *reason;
	size_t reason_size;
	bool failed;
};

static void table_fail(struct table *table, const char *what)
{
	if (!table->failed)
		snprintf(table->reason, table->reason_size, "line %u: %s", table->line + 1, what);
	table->failed = true;
}

static void take_cell(void *at, size_t size, void *context)
{
	struct table *table = context;
	uint32_t column = table->column++;
	if (column >= COLUMNS_MAX)
		return;
	if (table->line == 0) {
		table->column_of[column] = UINT32_MAX;
		for (uint32_t i = 0; i < table->name_count; i++) {
			if (strlen(table->names[i]) == size &&
			    memcmp(table->names[i], at, size) == 0) {
				table->column_of[column] = i;
				table->found++;
			}
		}
		return;
	}
	uint32_t name = table->column_of[column];
	if (name == UINT32_MAX)
		return;
	free(table->cells[name]);
	table->cells[name] = strndup(at ? at : "", size);
	if (!table->cells[name])
		abort();
}

static void take_end(int ended_by, void *context)
{
	struct table *table = context;
	(void)ended_by;
	if (table->line == 0 && table->found != table->name_count)
		table_fail(table, "a column is missing");
	bool whole = table->line > 0;
	for (uint32_t i = 0; i < table->name_count; i++)
		whole = whole && table->cells[i];
	if (table->line > 0 && !whole)
		table_fail(table, "a cell is missing");
	if (!table->failed && whole)
		table->row(table, table->cells);
	for (uint32_t i = 0; i < table->name_count; i++) {
		free(table->cells[i]);
		table->cells[i] = NULL;
	}
	table->column = 0;
	table->line++;
}

static bool table_read(struct table *table, const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file) {
		snprintf(table->reason, table->reason_size, "%s: cannot be opened", path);
		return false;
	}
	struct csv_parser parser;
	for (uint32_t i = 0; i < COLUMNS_MAX; i++)
		table->column_of[i] = UINT32_MAX;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		abort();
	static char block[65536];
	size_t size;
	while ((size = fread(block, 1, sizeof block, file)) > 0) {
		for (size_t i = 0; i < size; i++)
			table->hash = (table->hash ^ (uint8_t)block[i]) * 1099511628211u;
		if (csv_parse(&parser, block, size, take_cell, take_end, table) != size)
			table_fail(table, csv_strerror(csv_error(&parser)));
	}
	if (csv_fini(&parser, take_cell, take_end, table) != 0)
		table_fail(table, csv_strerror(csv_error(&parser)));
	csv_free(&parser);
	fclose(file);
	if (table->failed) {
		char what[256];
		snprintf(what, sizeof what, "%.80s", table->reason);
		snprintf(table->reason, table->reason_size, "%s: %s", path, what);
	}
	return !table->failed;
}

static uint64_t number_of(struct table *table, const char *cell, uint64_t max)
{
	char *end;
	uint64_t number = strtoull(cell, &end, 10);
	if (!*cell || *cell == '-' || *end || number > max) {
		table_fail(table, "not the number it should be");
		return 0;
	}
	return number;
}

static void *grown(void *array, uint32_t count, size_t item)
{
	if (count & (count - 1))
		return array;
	void *more = realloc(array, (count ? (size_t)count * 2 : 1) * item);
	if (!more)
		abort();
	return more;
}

/* ---- the two files ---- */

/* Until all is read, `person` and `idea` hold the file's own numbers. */

struct reading {
	struct dataset *dataset;
	uint32_t *index_of; /* by the file's number: index + 1, 0 if there is none */
	uint32_t index_room;
};

/* The text as the server accepts it; sets *cut if something of it had to go. */
static char *acceptable_text(const char *at, bool *cut)
{
	char *text = text_tidy(at, strlen(at));
	if (!text)
		return NULL;
	size_t size = strlen(text);
	while (size &&
	       text_check(text, size, true, 1, IDEA_GRAPHEMES, IDEA_BYTES) == err_text_too_long) {
		*cut = true;
		do
			size--;
		while (size && (text[size] & 0xc0) == 0x80);
		text[size] = '\0';
	}
	if (text_check(text, size, true, 1, IDEA_GRAPHEMES, IDEA_BYTES) == err_none)
		return text;
	free(text);
	return NULL;
}

static void take_idea(struct table *table, char *const cells[])
{
	struct dataset *dataset = ((struct reading *)table->context)->dataset;
	bool cut = false;
	struct dataset_idea idea = {.time_ms = number_of(table, cells[0], UINT64_MAX),
				    .id = (uint32_t)number_of(table, cells[1], PERSON_ID_MAX),
				    .person = (uint32_t)number_of(table, cells[2], PERSON_ID_MAX),
				    .text = acceptable_text(cells[3], &cut)};
	if (!idea.text) {
		table_fail(table, "the idea's text cannot be used");
		return;
	}
	dataset->texts_cut += cut;
	dataset->ideas = grown(dataset->ideas, dataset->idea_count, sizeof idea);
	dataset->ideas[dataset->idea_count++] = idea;
}

static void take_vote(struct table *table, char *const cells[])
{
	struct dataset *dataset = ((struct reading *)table->context)->dataset;
	struct dataset_vote vote = {.time_ms = number_of(table, cells[0], UINT64_MAX),
				    .idea = (uint32_t)number_of(table, cells[1], PERSON_ID_MAX),
				    .person = (uint32_t)number_of(table, cells[2], PERSON_ID_MAX)};
	if (strcmp(cells[3], "1") == 0)
		vote.choice = choice_agree;
	else if (strcmp(cells[3], "-1") == 0)
		vote.choice = choice_disagree;
	else if (strcmp(cells[3], "0") == 0)
		vote.choice = choice_pass;
	else
		table_fail(table, "a vote is 1, -1 or 0");
	dataset->votes = grown(dataset->votes, dataset->vote_count, sizeof vote);
	dataset->votes[dataset->vote_count++] = vote;
}

/* ---- putting them together ---- */

static int by_idea_time(const void *a, const void *b)
{
	const struct dataset_idea *x = a, *y = b;
	if (x->time_ms != y->time_ms)
		return x->time_ms < y->time_ms ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* A merge sort, because equal times must stay in the order of the file: with a stable order a
 * replay ends in the recorded final votes. */
static void sort_votes(struct dataset_vote *votes, struct dataset_vote *spare, uint32_t count)
{
	if (count < 2)
		return;
	uint32_t half = count / 2;
	sort_votes(votes, spare, half);
	sort_votes(votes + half, spare, count - half);
	memcpy(spare, votes, half * sizeof *votes);
	uint32_t left = 0, right = half, to = 0;
	while (left < half && right < count)
		votes[to++] =
			votes[right].time_ms < spare[left].time_ms ? votes[right++] : spare[left++];
	while (left < half)
		votes[to++] = spare[left++];
}

static int by_person_id(const void *a, const void *b)
{
	const struct dataset_person *x = a, *y = b;
	if (x->votes != y->votes)
		return x->votes ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void add_person(struct reading *reading, uint32_t id, bool votes)
{
	struct dataset *dataset = reading->dataset;
	if (id >= reading->index_room) {
		uint32_t room = id + 1024;
		reading->index_of = realloc(reading->index_of, room * sizeof(uint32_t));
		if (!reading->index_of)
			abort();
		memset(reading->index_of + reading->index_room, 0,
		       (room - reading->index_room) * sizeof(uint32_t));
		reading->index_room = room;
	}
	if (reading->index_of[id])
		return;
	dataset->persons =
		grown(dataset->persons, dataset->person_count, sizeof(*dataset->persons));
	dataset->persons[dataset->person_count++] =
		(struct dataset_person){.id = id, .votes = votes};
	reading->index_of[id] = dataset->person_count;
	dataset->voter_count += votes;
}

static void number_persons(struct reading *reading)
{
	struct dataset *dataset = reading->dataset;
	for (uint32_t i = 0; i < dataset->vote_count; i++)
		add_person(reading, dataset->votes[i].person, true);
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		add_person(reading, dataset->ideas[i].person, false);
	qsort(dataset->persons, dataset->person_count, sizeof *dataset->persons, by_person_id);
	for (uint32_t i = 0; i < dataset->person_count; i++)
		reading->index_of[dataset->persons[i].id] = i;
	for (uint32_t i = 0; i < dataset->vote_count; i++)
		dataset->votes[i].person = reading->index_of[dataset->votes[i].person];
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		dataset->ideas[i].person = reading->index_of[dataset->ideas[i].person];
}

static bool number_ideas(struct dataset *dataset, char *reason, size_t reason_size)
{
	uint32_t top = 0;
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		top = dataset->ideas[i].id > top ? dataset->ideas[i].id : top;
	uint32_t *index_of = calloc((size_t)top + 1, sizeof *index_of);
	if (!index_of)
		abort();
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		index_of[dataset->ideas[i].id] = i + 1;
	bool all = true;
	for (uint32_t i = 0; i < dataset->vote_count && all; i++) {
		uint32_t id = dataset->votes[i].idea;
		all = id <= top && index_of[id];
		if (!all)
			snprintf(reason, reason_size,
				 "a vote is for comment %u, which is not there", id);
		else
			dataset->votes[i].idea = index_of[id] - 1;
	}
	free(index_of);
	return all;
}

bool dataset_read(struct dataset *dataset, const char *ideas_path, const char *votes_path,
		  uint32_t limit, char *reason, size_t reason_size)
{
	static const char *const idea_names[] = {"timestamp", "comment-id", "author-id",
						 "comment-body"};
	static const char *const vote_names[] = {"timestamp", "comment-id", "voter-id", "vote"};
	*dataset = (struct dataset){0};
	struct reading reading = {.dataset = dataset};
	struct table ideas = {.names = idea_names,
			      .name_count = 4,
			      .row = take_idea,
			      .context = &reading,
			      .hash = UINT64_C(14695981039346656037),
			      .reason = reason,
			      .reason_size = reason_size};
	struct table votes = ideas;
	votes.names = vote_names;
	votes.row = take_vote;
	bool ok = table_read(&ideas, ideas_path) && table_read(&votes, votes_path);
	dataset->hash = ideas.hash ^ votes.hash * 3;
	if (ok) {
		qsort(dataset->ideas, dataset->idea_count, sizeof *dataset->ideas, by_idea_time);
		struct dataset_vote *spare = malloc((dataset->vote_count + 1) * sizeof *spare);
		if (!spare)
			abort();
		sort_votes(dataset->votes, spare, dataset->vote_count);
		free(spare);
		number_persons(&reading);
		ok = number_ideas(dataset, reason, reason_size);
	}
	free(reading.index_of);
	if (ok && limit && limit < dataset->vote_count)
		dataset->vote_count = limit;
	return ok;
}

void dataset_free(struct dataset *dataset)
{
	for (uint32_t i = 0; i < dataset->idea_count; i++)
		free(dataset->ideas[i].text);
	free(dataset->ideas);
	free(dataset->votes);
	free(dataset->persons);
	*dataset = (struct dataset){0};
}
