# Claims about the core, all in one program.
unit_test(core_all core subscribers log log-memory method)
target_sources(test-core-all PRIVATE core_ballots.c core_cipher.c core_commands.c core_derived.c core_desk.c core_guest.c
	core_hall.c core_hello.c core_invited.c core_keys.c core_late.c core_load.c core_log.c core_numbers.c
	core_order.c core_sight.c core_standing.c core_state.c core_timers.c
	../support/ballot_maker.c ../support/choices.c ../support/command_maker.c ../support/keys_memory.c)
target_compile_definitions(test-core-all PRIVATE
	TEST_METHODS_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}/methods")
