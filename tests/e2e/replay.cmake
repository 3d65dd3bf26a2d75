# Recorded votes, replayed: against a made data set always, against the real one where it is there.
if(TARGET bogend AND TARGET bogen AND TARGET bogen-swarm)
	foreach(name matrix killed real)
		add_test(NAME e2e-replay-${name}
			COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/replay_test.py ${name}
				--bogend $<TARGET_FILE:bogend> --bogen $<TARGET_FILE:bogen>
				--swarm $<TARGET_FILE:bogen-swarm>)
		set_tests_properties(e2e-replay-${name} PROPERTIES
			SKIP_RETURN_CODE 77 TIMEOUT 300 LABELS e2e)
	endforeach()
endif()
