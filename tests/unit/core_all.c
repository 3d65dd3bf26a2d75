/* All claims about the core, and that it said all that only it says. */
#include "core_desk.h"

int main(void)
{
	return core_state() + core_hello() + core_commands() + core_numbers() + core_log() +
	       core_sight() + core_load() + core_late() + core_invited() + core_standing() +
	       core_order() + core_timers() + core_derived();
}
