# Budgets counted offline; the outcomes of two cities where the data is there.
if(TARGET bogend AND TARGET bogen)
	add_test(NAME e2e-tally COMMAND ${CMAKE_CURRENT_LIST_DIR}/tally.sh)
	set_tests_properties(e2e-tally PROPERTIES TIMEOUT 120 ENVIRONMENT
		"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")
endif()
