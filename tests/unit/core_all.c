/* All claims about the core, and that it said all that only it says. */
#include "core_desk.h"
#include "tests/unit/refusals.h"

static void each_refusal_and_closing_was_said(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals_of_core / sizeof refusals_of_core[0]; i++)
		if (!desk_has_refused(refusals_of_core[i]))
			fail_msg("the core never refused with %s", err_name(refusals_of_core[i]));
	for (size_t i = 0; i < sizeof closings_of_core / sizeof closings_of_core[0]; i++)
		if (!desk_has_refused(closings_of_core[i]))
			fail_msg("the core never closed with %s", err_name(closings_of_core[i]));
}

static int core_said(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every refusal and closing that only the core gives was given in these tests",
		      each_refusal_and_closing_was_said),
	};
	return cmocka_run_group_tests_name("said", tests, NULL, NULL);
}

int main(void)
{
	int failed = core_state() + core_hello() + core_commands() + core_numbers() + core_log() +
		     core_sight() + core_load() + core_late() + core_invited() + core_standing() +
		     core_order() + core_timers() + core_ballots() + core_derived() + core_keys() +
		     core_cipher();
	return failed + core_said();
}
