# The daemon seen from outside: how it starts, stops and fails.
if(NOT TARGET bogend)
	return()
endif()
foreach(name exit life)
	add_test(NAME e2e-daemon-${name}
		COMMAND ${CMAKE_CURRENT_LIST_DIR}/daemon_${name}.sh $<TARGET_FILE:bogend>)
	set_tests_properties(e2e-daemon-${name} PROPERTIES
		ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 120)
endforeach()

if(NOT BOGEN_SANITIZE)
	add_test(NAME e2e-run-as-promised
		COMMAND ${CMAKE_CURRENT_LIST_DIR}/daemon_run.sh ${PROJECT_SOURCE_DIR})
	set_tests_properties(e2e-run-as-promised PROPERTIES
		SKIP_RETURN_CODE 77 TIMEOUT 1200 RUN_SERIAL ON)
endif()

# The sanitizers' runtime would have to be preloaded first.
if(TARGET bogen AND NOT BOGEN_SANITIZE)
	add_library(daemon-fail-sync MODULE daemon_fail_sync.c)
	target_link_libraries(daemon-fail-sync PRIVATE ${CMAKE_DL_LIBS})
	add_test(NAME e2e-daemon-fatal
		COMMAND ${CMAKE_CURRENT_LIST_DIR}/daemon_fatal.sh $<TARGET_FILE:bogend>
			$<TARGET_FILE:bogen> $<TARGET_FILE:daemon-fail-sync>)
	set_tests_properties(e2e-daemon-fatal PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 120)
endif()
