#include "client-cli/paper_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "client-cli/ballot_words.h"
#include "client-cli/cli.h"

#define RESISTANCE_MAX 10u

static bool fail(char *reason, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static bool fail(char *reason, size_t size, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	vsnprintf(reason, size, format, values);
	va_end(values);
	return false;
}

const char *paper_pattern(const struct row_ballot *ballot)
{
	switch (ballot->method) {
	case ballot_method_dots:
		return "12=3 14=1";
	case ballot_method_resistance:
		return "12=0 14=7 passive=5";
	case ballot_method_yesno:
		return ballot_words_asks_itself(ballot) ? "yes, no or abstain" : "12=yes 14=no";
	case ballot_method_ranking:
		return "--order 12,14,9";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_opinion:
	case ballot_method_none:
		break;
	}
	return "12 14";
}

/* ---- values ---- */

static bool read_count(const char *text, uint64_t *value)
{
	size_t digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 9 || text[digits])
		return false;
	*value = strtoull(text, NULL, 10);
	return true;
}

static const struct {
	const char *word;
	uint64_t value;
} answers[] = {{"yes", 1},  {"no", 2},         {"abstain", 3}, {"ja", 1},
	       {"nein", 2}, {"enthaltung", 3}, {"enth.", 3}};

/* Also by its beginning: "y". */
static bool read_answer(const char *text, uint64_t *value)
{
	for (size_t i = 0; text[0] && i < sizeof answers / sizeof answers[0]; i++)
		if (strncasecmp(answers[i].word, text, strlen(text)) == 0) {
			*value = answers[i].value;
			return true;
		}
	return false;
}

/* 1 or yes, 0 or no. */
static bool read_approval(const char *text, uint64_t *value)
{
	if (read_count(text, value))
		return *value <= 1;
	if (!read_answer(text, value) || *value > 2)
		return false;
	*value = *value == 1;
	return true;
}

static bool read_value(enum ballot_method method, const char *text, uint64_t *value)
{
	switch (method) {
	case ballot_method_yesno:
		return read_answer(text, value);
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
		return read_approval(text, value);
	case ballot_method_resistance:
		return read_count(text, value) && *value <= RESISTANCE_MAX;
	case ballot_method_ranking:
		return read_count(text, value) && *value >= 1;
	case ballot_method_dots:
		return read_count(text, value);
	case ballot_method_opinion:
	case ballot_method_none:
		break;
	}
	return false;
}

static const char *values_of(enum ballot_method method)
{
	switch (method) {
	case ballot_method_yesno:
		return "yes, no or abstain";
	case ballot_method_dots:
		return "a number of points";
	case ballot_method_resistance:
		return "a resistance from 0 to 10";
	case ballot_method_ranking:
		return "a rank, 1 for the best";
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_opinion:
	case ballot_method_none:
		break;
	}
	return "1 or 0";
}

/* Whether a value says nothing. */
static bool is_nothing(enum ballot_method method, uint64_t value)
{
	return value == 0 && method != ballot_method_resistance && method != ballot_method_ranking;
}

/* ---- options ---- */

static bool is_any(const char *text, const char *const *words)
{
	while (*words && strcasecmp(text, *words) != 0)
		words++;
	return *words != NULL;
}

static bool is_nobodys(enum ballot_method method, const char *text)
{
	static const char *const passive[] = {"passive", "passiv", "nothing", "nichts", NULL};
	static const char *const question[] = {"question", "frage", NULL};
	if (strcmp(text, "0") == 0 || strcmp(text, "#0") == 0)
		return true;
	if (method == ballot_method_resistance)
		return is_any(text, passive);
	return method == ballot_method_yesno && is_any(text, question);
}

static bool read_option(enum ballot_method method, const char *text, uint32_t *option)
{
	*option = 0;
	return is_nobodys(method, text) || cli_number(text, option);
}

static bool add(struct paper *paper, uint32_t option, uint64_t value, char *reason, size_t size)
{
	if (paper->count == BALLOT_OPTIONS_MAX + 1)
		return fail(reason, size, "a paper has at most %u options", BALLOT_OPTIONS_MAX);
	paper->pairs[paper->count++] = (struct pair){option, value};
	return true;
}

static bool read_word(const struct row_ballot *ballot, const char *word, struct paper *paper,
		      char *reason, size_t size)
{
	char left[40];
	enum ballot_method method = ballot->method;
	const char *equals = strchr(word, '=');
	bool own_question = ballot_words_asks_itself(ballot);
	uint32_t option;
	uint64_t value = 1;
	if (!equals && method == ballot_method_yesno && read_answer(word, &value))
		return add(paper, 0, value, reason, size);
	size_t left_size = equals ? (size_t)(equals - word) : strlen(word);
	snprintf(left, sizeof left, "%.*s", (int)(left_size < 39 ? left_size : 39), word);
	bool named = read_option(method, left, &option);
	if (own_question && (!named || !equals))
		return fail(reason, size, "'%s' does not fit here; write yes, no or abstain", left);
	if (!named)
		return fail(reason, size, "'%s' is not the number of an option; write %s", left,
			    paper_pattern(ballot));
	bool picks = method == ballot_method_approval || method == ballot_method_choose ||
		     method == ballot_method_budget;
	if (!equals && !picks)
		return fail(reason, size, "what about %s? write %s=VALUE: %s", left, left,
			    values_of(method));
	if (!equals || read_value(method, equals + 1, &value))
		return is_nothing(method, value) || add(paper, option, value, reason, size);
	if (own_question && option == 0)
		return fail(reason, size, "'%s' does not fit here; write yes, no or abstain",
			    equals + 1);
	return fail(reason, size, "'%s' does not fit here; write %s=VALUE: %s", equals + 1, left,
		    values_of(method));
}

/* "12,14,9": ranks 1, 2, 3. */
static bool read_order(const char *order, struct paper *paper, char *reason, size_t size)
{
	uint64_t rank = 1;
	for (const char *at = order; *at; rank++) {
		char left[40];
		uint32_t option;
		size_t length = strcspn(at, ",");
		snprintf(left, sizeof left, "%.*s", (int)(length < 39 ? length : 39), at);
		if (!cli_number(left, &option))
			return fail(reason, size,
				    "--order %s: write the numbers from the best on, as 12,14,9",
				    order);
		if (!add(paper, option, rank, reason, size))
			return false;
		at += length;
		at += *at == ',';
	}
	return true;
}

static int by_option(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

bool paper_read(const struct row_ballot *ballot, const char *const *words, uint32_t count,
		const char *order, struct paper *paper, char *reason, size_t reason_size)
{
	paper->count = 0;
	if (order && ballot->method != ballot_method_ranking)
		return fail(reason, reason_size, "--order is for rankings; write %s",
			    paper_pattern(ballot));
	if (order && !read_order(order, paper, reason, reason_size))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (!read_word(ballot, words[i], paper, reason, reason_size))
			return false;
	qsort(paper->pairs, paper->count, sizeof paper->pairs[0], by_option);
	return true;
}

/* ---- to and from the wire, for people ---- */

struct pairs paper_pairs(struct paper *paper)
{
	for (uint32_t i = 0; i < paper->count; i++)
		pair_write(paper->bytes + (size_t)i * PAIR_BYTES, paper->pairs[i]);
	return (struct pairs){paper->bytes, paper->count};
}

void paper_from(struct paper *paper, struct pairs pairs)
{
	paper->count = 0;
	while (paper->count < pairs.count && paper->count <= BALLOT_OPTIONS_MAX) {
		paper->pairs[paper->count] = pairs_get(pairs, paper->count);
		paper->count++;
	}
	qsort(paper->pairs, paper->count, sizeof paper->pairs[0], by_option);
}

bool paper_same(const struct paper *a, const struct paper *b)
{
	if (a->count != b->count)
		return false;
	for (uint32_t i = 0; i < a->count; i++)
		if (a->pairs[i].id != b->pairs[i].id || a->pairs[i].number != b->pairs[i].number)
			return false;
	return true;
}

void paper_value_show(enum ballot_method method, uint64_t value, char *out, size_t out_size)
{
	unsigned long long number = value;
	switch (method) {
	case ballot_method_yesno:
		snprintf(out, out_size, "%s",
			 value >= 1 && value <= 3 ? answers[value - 1].word : "?");
		break;
	case ballot_method_dots:
		snprintf(out, out_size, "%llu point%s", number, value == 1 ? "" : "s");
		break;
	case ballot_method_resistance:
		snprintf(out, out_size, "resistance %llu", number);
		break;
	case ballot_method_ranking:
		snprintf(out, out_size, "rank %llu", number);
		break;
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_opinion:
	case ballot_method_none:
		snprintf(out, out_size, "chosen");
		break;
	}
}
