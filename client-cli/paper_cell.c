/* What a cell or a word says of an option, in either language. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "client-cli/cli.h"
#include "client-cli/find.h"
#include "client-cli/paper_read.h"
#include "client-cli/paper_table.h"
#include "protocol/text.h"

/* ---- words for choices ---- */

struct synonym {
	const char *typed, *meant;
};

static const struct synonym picks[] = {
	{"x", "1"},  {"✓", "1"}, {"✔", "1"},    {"✗", "1"},
	{"ja", "1"}, {"j", "1"}, {"nein", "0"}, {"-", "0"},
};
static const struct synonym opinions[] = {
	{"dafür", "agree"},   {"dagegen", "disagree"}, {"enthaltung", "pass"}, {"ja", "agree"},
	{"nein", "disagree"}, {"yes", "agree"},        {"no", "disagree"},
};

static const char *meaning(const struct synonym *list, size_t count, const char *typed)
{
	for (size_t i = 0; i < count; i++)
		if (find_same(cli_text(list[i].typed), typed, false))
			return list[i].meant;
	return typed;
}

static const char *translate(enum ballot_method method, const char *typed)
{
	switch (method) {
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
		return meaning(picks, sizeof picks / sizeof picks[0], typed);
	case ballot_method_opinion:
		return meaning(opinions, sizeof opinions / sizeof opinions[0], typed);
	default:
		return typed;
	}
}

/* ---- opinions ---- */

static bool read_opinion(uint32_t option, const char *typed, struct paper *paper, char *reason,
			 size_t reason_size)
{
	const char *names[8];
	char hint[100];
	uint32_t count = words_choice.count < 8 ? words_choice.count : 8, index = 0;
	const char *meant = translate(ballot_method_opinion, typed);
	for (uint32_t i = 0; i < count; i++)
		names[i] = words_choice.words[i].name;
	if (options_match(meant, names, count, &index, hint, sizeof hint) != word_match_one) {
		snprintf(reason, reason_size, "'%s': write agree, disagree or pass", typed);
		return false;
	}
	if (paper->count > BALLOT_OPTIONS_MAX) {
		snprintf(reason, reason_size, "at most %u ideas at once", BALLOT_OPTIONS_MAX);
		return false;
	}
	paper->pairs[paper->count++] = (struct pair){option, words_choice.words[index].number};
	return true;
}

static bool read_opinion_word(const char *word, struct paper *paper, char *reason,
			      size_t reason_size)
{
	char left[24];
	const char *equals = strchr(word, '=');
	uint32_t option = 0;
	size_t size = equals ? (size_t)(equals - word) : 0;
	snprintf(left, sizeof left, "%.*s", (int)(size < 23 ? size : 23), word);
	if (!equals || !cli_number(left, &option)) {
		snprintf(reason, reason_size, "'%s': write ID=agree, ID=disagree or ID=pass", word);
		return false;
	}
	return read_opinion(option, equals + 1, paper, reason, reason_size);
}

/* ---- cells and words ---- */

bool paper_table_read_words(const struct row_ballot *ballot, const char *const *words,
			    uint32_t count, const char *order, struct paper *paper, char *reason,
			    size_t reason_size)
{
	if (ballot->method != ballot_method_opinion)
		return paper_read(ballot, words, count, order, paper, reason, reason_size);
	paper->count = 0;
	if (order) {
		snprintf(reason, reason_size, "--order is for rankings; write ID=agree");
		return false;
	}
	for (uint32_t i = 0; i < count; i++)
		if (!read_opinion_word(words[i], paper, reason, reason_size))
			return false;
	return true;
}

bool paper_table_read_cell(const struct row_ballot *ballot, uint32_t option, const char *cell,
			   struct paper *paper, char *reason, size_t reason_size)
{
	char *tidy = text_tidy(cell, strlen(cell)), *word = NULL;
	bool good = true;
	if (!tidy) {
		snprintf(reason, reason_size, "not valid UTF-8");
		return false;
	}
	if (!tidy[0]) {
		free(tidy);
		return true;
	}
	if (ballot->method == ballot_method_opinion) {
		good = read_opinion(option, tidy, paper, reason, reason_size);
	} else {
		struct paper one = {.count = 0};
		if (asprintf(&word, "%u=%s", option, translate(ballot->method, tidy)) < 0)
			abort();
		const char *words[] = {word};
		good = paper_read(ballot, words, 1, NULL, &one, reason, reason_size);
		for (uint32_t i = 0; good && i < one.count && paper->count <= BALLOT_OPTIONS_MAX;
		     i++)
			paper->pairs[paper->count++] = one.pairs[i];
	}
	free(word);
	free(tidy);
	return good;
}
