/* The rules by which towns weigh in a result, as people type and read them. What they reckon is in
 * server/voting. */
#ifndef BOGEN_CLI_RULE_H
#define BOGEN_CLI_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "protocol/records.h"

/* "people", "towns", "every-town". */
const char *rule_name(enum rule rule);
bool rule_read(const char *name, enum rule *rule);

/* The rule that was announced with the ballot: "people" where its row says nothing. */
enum rule rule_announced(const struct row_ballot *ballot);
/* The rule that counts: the announced, but people where the rules of towns decide nothing, as at
 * the closing of a confidential ballot of which some town may not be told. */
enum rule rule_deciding(const struct row_ballot *ballot);

/* What the rule means in such a ballot, in a sentence for people. */
const char *rule_sentence(enum rule rule);
/* What a score of the method is by this rule: "the share of those who answered that agree". */
void rule_measure(enum ballot_method method, enum rule rule, char *out, size_t out_size);

#endif
