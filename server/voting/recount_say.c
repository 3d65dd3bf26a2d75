/* What a recount found, in words. */
#include "server/voting/recount.h"

#include <inttypes.h>
#include <stdio.h>

bool recount_holds(const struct recount_verdict *verdict)
{
	return verdict->finding == recount_same || verdict->finding == recount_nothing;
}

#define SUBJECT_MAX 80u

static void say_row(const struct recount_verdict *verdict, char out[SUBJECT_MAX])
{
	const char *rule = words_name(&words_rule, verdict->key[1]);
	const char *budget_rule = words_name(&words_budget_rule, verdict->key[2]);
	switch (verdict->kind) {
	case row_kind_result:
	case row_kind_score:
		snprintf(out, SUBJECT_MAX, "option %" PRIu32, verdict->key[1]);
		return;
	case row_kind_outcome:
		snprintf(out, SUBJECT_MAX, "outcome %s %s", rule ? rule : "?",
			 budget_rule ? budget_rule : "?");
		return;
	case row_kind_paper:
		snprintf(out, SUBJECT_MAX, "the paper of person %" PRIu32, verdict->key[1]);
		return;
	case row_kind_published:
		snprintf(out, SUBJECT_MAX, "paper %" PRIu32, verdict->key[1]);
		return;
	case row_kind_vote:
		snprintf(out, SUBJECT_MAX, "the vote of person %" PRIu32 " on #%" PRIu32,
			 verdict->key[2], verdict->key[1]);
		return;
	default:
		snprintf(out, SUBJECT_MAX, "the ballot");
		return;
	}
}

static void say_difference(const struct recount_verdict *verdict, const char *subject,
			   char out[RECOUNT_CLAUSE_MAX])
{
	const struct field *field = verdict->field;
	const char *frozen = field->words ? words_name(field->words, verdict->frozen) : NULL;
	const char *counted = field->words ? words_name(field->words, verdict->counted) : NULL;
	if (field->words)
		snprintf(out, RECOUNT_CLAUSE_MAX, "%s: %s is %s, counted %s", subject, field->name,
			 frozen ? frozen : "none", counted ? counted : "none");
	else
		snprintf(out, RECOUNT_CLAUSE_MAX, "%s: %s is %" PRIu64 ", counted %" PRIu64,
			 subject, field->name, verdict->frozen, verdict->counted);
}

void recount_say(const struct recount_verdict *verdict, char out[RECOUNT_CLAUSE_MAX])
{
	char subject[SUBJECT_MAX];
	say_row(verdict, subject);
	switch (verdict->finding) {
	case recount_same:
		snprintf(out, RECOUNT_CLAUSE_MAX, "the same");
		return;
	case recount_nothing:
		snprintf(out, RECOUNT_CLAUSE_MAX, "closed without results");
		return;
	case recount_unfit:
		snprintf(out, RECOUNT_CLAUSE_MAX, "%s does not fit the ballot (%s)", subject,
			 err_name(verdict->refusal));
		return;
	case recount_missing:
		snprintf(out, RECOUNT_CLAUSE_MAX, "%s: no row", subject);
		return;
	case recount_extra:
		snprintf(out, RECOUNT_CLAUSE_MAX, "%s: a row of which nothing was counted",
			 subject);
		return;
	case recount_differs:
		say_difference(verdict, subject, out);
		return;
	}
}
