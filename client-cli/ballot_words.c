#include "client-cli/ballot_words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "client-cli/money.h"

/* Adds to what stands in `out` already, as far as there is room. */
static void append(char *out, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void append(char *out, size_t size, const char *format, ...)
{
	size_t used = strlen(out);
	va_list values;
	va_start(values, format);
	vsnprintf(out + used, size - used, format, values);
	va_end(values);
}

/* ---- how one votes ---- */

void ballot_words_next(const struct row_ballot *ballot, char *out, size_t out_size)
{
	struct pairs options = ballot->options;
	uint32_t a = options.count > 0 ? pairs_get(options, 0).id : 12;
	uint32_t b = options.count > 1 ? pairs_get(options, 1).id : 14, number = ballot->id.n;
	bool one = options.count == 1;
	snprintf(out, out_size, "bogen cast %u ", number);
	switch (ballot->method) {
	case ballot_method_opinion:
		snprintf(out, out_size, "bogen vote ID agree, disagree or pass");
		break;
	case ballot_method_yesno:
		if (options.count == 0)
			append(out, out_size, "yes");
		else
			append(out, out_size, one ? "%u=yes" : "%u=yes %u=no", a, b);
		break;
	case ballot_method_dots:
		append(out, out_size, one ? "%u=1" : "%u=2 %u=1", a, b);
		break;
	case ballot_method_resistance:
		append(out, out_size, one ? "%u=7" : "%u=0 %u=7", a, b);
		append(out, out_size, " passive=5");
		break;
	case ballot_method_ranking:
		append(out, out_size, one ? "%u=1" : "%u=1 %u=2", a, b);
		break;
	case ballot_method_approval:
	case ballot_method_choose:
	case ballot_method_budget:
	case ballot_method_none:
		append(out, out_size, one || ballot->picks == 1 ? "%u" : "%u %u", a, b);
		break;
	}
}

void ballot_words_threshold(const struct row_ballot *ballot, char *out, size_t out_size)
{
	uint64_t share = ballot->threshold, of = ballot->threshold_of;
	if (of == 0 || share * 2 == of)
		snprintf(out, out_size, "more than half");
	else if (share == of)
		snprintf(out, out_size, "all");
	else
		snprintf(out, out_size, "at least %llu/%llu", (unsigned long long)share,
			 (unsigned long long)of);
}

bool ballot_words_asks_itself(const struct row_ballot *ballot)
{
	bool looks = ballot->topic.n || ballot->sort.n || ballot->stages;
	return ballot->method == ballot_method_yesno && ballot->options.count == 0 &&
	       !(looks && ballot->state == ballot_state_prepared);
}

void ballot_words_how(const struct row_ballot *ballot, char *out, size_t out_size)
{
	unsigned long long points = ballot->points, heap = ballot->heap, picks = ballot->picks;
	out[0] = '\0';
	switch (ballot->method) {
	case ballot_method_opinion:
		append(out, out_size, "Say to each idea: agree, disagree or pass.");
		break;
	case ballot_method_approval:
		append(out, out_size, "Approve as many options as you like.");
		break;
	case ballot_method_yesno:
		append(out, out_size, "Say yes, no or abstain%s.",
		       ballot_words_asks_itself(ballot) ? "" : " to each option");
		break;
	case ballot_method_dots:
		append(out, out_size, "You have %llu point%s", points, points == 1 ? "" : "s");
		if (heap)
			append(out, out_size, ", at most %llu on one option", heap);
		append(out, out_size, ".");
		break;
	case ballot_method_resistance:
		append(out, out_size,
		       "Give each option your resistance, from 0 (none) to 10 (it must not be); "
		       "deciding nothing is one of them. What you leave out is not counted as 0.");
		break;
	case ballot_method_ranking:
		append(out, out_size,
		       "Put the options in an order; several may share a rank, and what you leave "
		       "out is behind the rest.");
		break;
	case ballot_method_choose:
		append(out, out_size, "Choose %llu at most.", picks);
		break;
	case ballot_method_budget:
		append(out, out_size, "Approve the projects that you would pay for");
		if (picks)
			append(out, out_size, ", %llu at most", picks);
		append(out, out_size, ".");
		break;
	case ballot_method_none:
		break;
	}
}

/* "by Equal Shares, add1 until nothing more is affordable". */
static const char *budget_rule_sentence(enum budget_rule rule)
{
	switch (rule) {
	case budget_rule_greedy:
		return "most votes first, as long as the money lasts";
	case budget_rule_shares:
		return "by Equal Shares, money may be left";
	case budget_rule_none:
	case budget_rule_add1:
		return "by Equal Shares, shares raised by one unit as long as the result fits the "
		       "budget (add1)";
	case budget_rule_add1_exhaustive:
		return "by Equal Shares, shares raised by one unit until nothing more is "
		       "affordable "
		       "(add1-exhaustive)";
	case budget_rule_add1_votes:
		return "by Equal Shares with add1, then most votes first";
	}
	return "";
}

enum budget_rule ballot_words_budget_rule(const struct row_ballot *ballot)
{
	return ballot->budget_rule == budget_rule_none ? budget_rule_add1 : ballot->budget_rule;
}

static void append_budget(const struct row_ballot *ballot, char *out, size_t out_size)
{
	char money[MONEY_TEXT_BYTES];
	money_show(ballot->budget, money);
	if (ballot->rule == rule_every_town) {
		append(out, out_size, "The budget is %s and is spent %s. ", money,
		       "on what every town supports first, as long as the money lasts");
		return;
	}
	append(out, out_size, "The budget is %s and is spent %s; ", money,
	       budget_rule_sentence(ballot_words_budget_rule(ballot)));
	append(out, out_size, "a project is worth to a voter %s. ",
	       ballot->utility == utility_count ? "as much as any other" : "what it costs");
	if (ballot->weights.count)
		append(out, out_size, "Under the rule towns, each town disposes of its share. ");
}

void ballot_words_decides(const struct row_ballot *ballot, char *out, size_t out_size)
{
	char share[48];
	out[0] = '\0';
	if (ballot->method == ballot_method_yesno) {
		ballot_words_threshold(ballot, share, sizeof share);
		append(out, out_size, "Carried with %s of all yes and no. ", share);
	}
	if (ballot->method == ballot_method_resistance)
		append(out, out_size,
		       "The lowest resistance is the most acceptable; what is more "
		       "acceptable than deciding nothing can be carried out. ");
	if (ballot->method == ballot_method_budget)
		append_budget(ballot, out, out_size);
	if (ballot->places)
		append(out, out_size,
		       ballot->places == 1 ? "The first wins. " : "The first %llu win. ",
		       (unsigned long long)ballot->places);
	if (ballot->quorum)
		append(out, out_size, "Nothing is carried with fewer than %llu papers. ",
		       (unsigned long long)ballot->quorum);
	if (out[0])
		out[strlen(out) - 1] = '\0';
}

/* ---- secrecy ---- */

enum secrecy ballot_words_secrecy(const struct row_ballot *ballot)
{
	return ballot->secrecy == secrecy_none ? secrecy_plain : ballot->secrecy;
}

const char *ballot_words_promise(enum secrecy secrecy)
{
	switch (secrecy) {
	case secrecy_named:
		return "everybody sees who chose what";
	case secrecy_confidential:
		return "nothing is counted or shown before the closing; then the papers are "
		       "published without names, each under a check number that only its voter "
		       "knows, and nobody can tell any more whose is which";
	case secrecy_plain:
	case secrecy_none:
		break;
	}
	return "others see counts only";
}

const char *ballot_words_danger(enum secrecy secrecy)
{
	switch (secrecy) {
	case secrecy_named:
		return "It does not protect from pressure: all can see how you vote.";
	case secrecy_confidential:
		return "It does not protect from whoever rules over the running server's memory "
		       "while the ballot is open, from somebody who watches your screen, or from "
		       "pressure to show your check number.";
	case secrecy_plain:
	case secrecy_none:
		break;
	}
	return "It does not protect from the moderators, whose exports tell who chose what, from "
	       "the operator of the server, or from somebody who watches your screen.";
}

bool ballot_words_hidden(const struct row_ballot *ballot)
{
	return ballot->hidden || ballot->secrecy == secrecy_confidential;
}
