/* All claims about decisions, and that no refusal was left untried. */
#include "decide_hall.h"
#include "tests/unit/refusals.h"

#define REFUSALS_FROM 100

static bool is_of_core(unsigned number)
{
	for (size_t i = 0; i < sizeof refusals_of_core / sizeof refusals_of_core[0]; i++)
		if (refusals_of_core[i] == number)
			return true;
	return false;
}

static void every_refusal_was_provoked(void **state)
{
	(void)state;
	uint32_t missing = 0;
#define ERROR(code, number, exit, english, german)                                                 \
	if ((number) >= REFUSALS_FROM && !hall_has_refused(err_##code) && !is_of_core(number)) {   \
		print_error("no decision was refused with %s\n", #code);                           \
		missing++;                                                                         \
	}
#include "protocol/errors.def"
	assert_int_equal(missing, 0);
}

/* What each file claims; the last word has who counts the refusals. */
static int (*const families[])(void) = {
	decide_gates,       decide_closed,   decide_people, decide_ideas,   decide_frame,
	decide_votes,       decide_ballots,  decide_rounds, decide_casting, decide_secrecy,
	decide_invitations, decide_standing, decide_boards, decide_phases,  decide_order,
	decide_gather,      decide_seats,    decide_floor,  decide_undoing, decide_built_on,
	decide_undo_cost,   decide_names,
};

int main(void)
{
	const struct CMUnitTest last[] = {
		CLAIM("every refusal of errors.def was provoked, here or in the core's tests",
		      every_refusal_was_provoked),
	};
	int failed = 0;
	for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
		failed += families[i]();
	return failed + cmocka_run_group_tests_name("refusals", last, NULL, NULL);
}
