#include "client-cli/pb_file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "client-cli/spreadsheet.h"

static void *must_have(void *memory)
{
	if (!memory)
		abort();
	return memory;
}

/* Room for one more in a list that doubles; `room` follows from the count. */
static void *grow(void *list, size_t count, size_t size)
{
	if (count > 0 && (count < 16 || (count & (count - 1)) != 0))
		return list;
	return must_have(realloc(list, (count < 16 ? 16 : count * 2) * size));
}

void pb_file_set(char **text, const char *value)
{
	free(*text);
	*text = must_have(strdup(value));
}

struct pb_file *pb_file_new(enum pb_type type)
{
	struct pb_file *file = must_have(calloc(1, sizeof *file));
	file->type = type;
	char **const texts[] = {&file->description, &file->country, &file->unit,
				&file->instance,    &file->rule,    &file->date_begin,
				&file->date_end};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		pb_file_set(texts[i], "");
	return file;
}

void pb_file_free(struct pb_file *file)
{
	if (!file)
		return;
	for (uint32_t i = 0; i < file->project_count; i++) {
		free(file->projects[i].id);
		free(file->projects[i].name);
	}
	for (uint32_t i = 0; i < file->vote_count; i++) {
		free(file->votes[i].voter);
		free(file->votes[i].town);
	}
	free(file->description);
	free(file->country);
	free(file->unit);
	free(file->instance);
	free(file->rule);
	free(file->date_begin);
	free(file->date_end);
	free(file->projects);
	free(file->votes);
	free(file->choices);
	free(file);
}

struct pb_project *pb_file_add_project(struct pb_file *file, const char *id, const char *name,
				       uint64_t cost)
{
	file->projects = grow(file->projects, file->project_count, sizeof *file->projects);
	struct pb_project *project = &file->projects[file->project_count++];
	*project = (struct pb_project){
		.id = must_have(strdup(id)),
		.name = must_have(strdup(name)),
		.cost = cost,
		.votes_told = PB_UNTOLD,
		.score_told = PB_UNTOLD,
		.selected_told = PB_SELECTED_UNTOLD,
	};
	return project;
}

void pb_file_add_vote(struct pb_file *file, const char *voter, const char *town)
{
	file->votes = grow(file->votes, file->vote_count, sizeof *file->votes);
	file->votes[file->vote_count++] = (struct pb_vote){
		.voter = must_have(strdup(voter)),
		.town = must_have(strdup(town)),
		.first = file->choice_count,
	};
}

void pb_file_add_choice(struct pb_file *file, uint32_t project, uint64_t points)
{
	file->choices = grow(file->choices, file->choice_count, sizeof *file->choices);
	file->choices[file->choice_count++] = (struct pb_choice){project, points};
	file->votes[file->vote_count - 1].count++;
}

bool pb_file_is(const char *at, size_t size)
{
	if (size >= 3 && memcmp(at, SPREADSHEET_BOM, 3) == 0) {
		at += 3;
		size -= 3;
	}
	while (size > 0 && strchr(" \t\r\n\"", at[0]) != NULL && at[0] != '\0') {
		at++;
		size--;
	}
	return size >= 5 && strncasecmp(at, "META", 4) == 0 && strchr(" \t\r\n\";", at[4]) != NULL;
}

void pb_amount(char *out, size_t out_size, uint64_t amount, uint32_t decimals)
{
	uint64_t unit = 1;
	for (uint32_t i = 0; i < decimals; i++)
		unit *= 10;
	if (decimals == 0)
		snprintf(out, out_size, "%" PRIu64, amount);
	else
		snprintf(out, out_size, "%" PRIu64 ".%0*" PRIu64, amount / unit, (int)decimals,
			 amount % unit);
}

struct pb_tally *pb_file_tally(const struct pb_file *file)
{
	struct pb_tally *tally = must_have(calloc(file->project_count + 1u, sizeof *tally));
	bool pointed = file->type == pb_cumulative || file->type == pb_scoring;
	for (size_t i = 0; i < file->choice_count; i++) {
		struct pb_choice choice = file->choices[i];
		tally[choice.project].votes += !pointed || choice.points > 0;
		tally[choice.project].score += choice.points;
	}
	return tally;
}
