/* Writes files of pabulib.org. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/pb_file.h"

static const char *const types[] = {
	[pb_approval] = "approval", [pb_choose_1] = "choose-1", [pb_cumulative] = "cumulative",
	[pb_scoring] = "scoring",   [pb_ordinal] = "ordinal",
};

/* In quotes if it needs them; on one line, because not every reader knows cells of several. */
static void write_cell(FILE *to, const char *text)
{
	bool quoted = strpbrk(text, ";\"\r\n") != NULL;
	if (quoted)
		fputc('"', to);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', to);
		fputc(*text == '\n' || *text == '\r' ? ' ' : *text, to);
	}
	if (quoted)
		fputc('"', to);
}

static void write_amount(FILE *to, uint64_t amount, uint32_t decimals)
{
	char text[40];
	pb_amount(text, sizeof text, amount, decimals);
	fputs(text, to);
}

static void write_fact(FILE *to, const char *key, const char *value)
{
	if (!value[0])
		return;
	fprintf(to, "%s;", key);
	write_cell(to, value);
	fputc('\n', to);
}

static void write_meta(const struct pb_file *file, FILE *to)
{
	fputs("META\nkey;value\n", to);
	write_fact(to, "description", file->description);
	write_fact(to, "country", file->country);
	write_fact(to, "unit", file->unit);
	write_fact(to, "instance", file->instance);
	fprintf(to, "num_projects;%" PRIu32 "\nnum_votes;%" PRIu32 "\nbudget;", file->project_count,
		file->vote_count);
	write_amount(to, file->budget, file->decimals);
	fprintf(to, "\nvote_type;%s\n", types[file->type]);
	write_fact(to, "rule", file->rule);
	write_fact(to, "date_begin", file->date_begin);
	write_fact(to, "date_end", file->date_end);
	if (file->max_length > 0)
		fprintf(to, "max_length;%" PRIu32 "\n", file->max_length);
}

static bool has_points(const struct pb_file *file)
{
	return file->type == pb_cumulative || file->type == pb_scoring;
}

static bool has_selected(const struct pb_file *file)
{
	for (uint32_t i = 0; i < file->project_count; i++)
		if (file->projects[i].selected_told == PB_SELECTED_UNTOLD)
			return false;
	return file->project_count > 0;
}

static void write_projects(const struct pb_file *file, FILE *to)
{
	struct pb_tally *tally = pb_file_tally(file);
	bool scored = file->type == pb_ordinal || has_points(file), selected = has_selected(file);
	fprintf(to, "PROJECTS\nproject_id;cost;votes;%sname%s\n", scored ? "score;" : "",
		selected ? ";selected" : "");
	for (uint32_t i = 0; i < file->project_count; i++) {
		const struct pb_project *project = &file->projects[i];
		write_cell(to, project->id);
		fputc(';', to);
		write_amount(to, project->cost, file->decimals);
		fprintf(to, ";%" PRIu64 ";", tally[i].votes);
		if (scored) {
			write_amount(to, tally[i].score, file->point_decimals);
			fputc(';', to);
		}
		write_cell(to, project->name);
		if (selected)
			fprintf(to, ";%" PRIu32, project->selected_told);
		fputc('\n', to);
	}
	free(tally);
}

static bool has_towns(const struct pb_file *file)
{
	for (uint32_t i = 0; i < file->vote_count; i++)
		if (file->votes[i].town[0])
			return true;
	return false;
}

static void write_votes(const struct pb_file *file, FILE *to)
{
	bool towns = has_towns(file);
	fprintf(to, "VOTES\nvoter_id;vote%s%s\n", has_points(file) ? ";points" : "",
		towns ? ";neighborhood" : "");
	for (uint32_t i = 0; i < file->vote_count; i++) {
		const struct pb_vote *vote = &file->votes[i];
		const struct pb_choice *choices = file->choices + vote->first;
		if (vote->voter[0])
			write_cell(to, vote->voter);
		else /* a line of empty cells would be none */
			fprintf(to, "%" PRIu32, i + 1);
		for (uint32_t j = 0; j < vote->count; j++) {
			fputc(j == 0 ? ';' : ',', to);
			write_cell(to, file->projects[choices[j].project].id);
		}
		if (vote->count == 0)
			fputc(';', to);
		if (has_points(file) && vote->count == 0)
			fputc(';', to);
		for (uint32_t j = 0; has_points(file) && j < vote->count; j++) {
			fputc(j == 0 ? ';' : ',', to);
			write_amount(to, choices[j].points, file->point_decimals);
		}
		if (towns) {
			fputc(';', to);
			write_cell(to, vote->town);
		}
		fputc('\n', to);
	}
}

void pb_file_write(const struct pb_file *file, FILE *to)
{
	write_meta(file, to);
	write_projects(file, to);
	write_votes(file, to);
}
