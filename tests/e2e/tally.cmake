# Budgets counted offline, and what two cities bought.
if(TARGET bogend AND TARGET bogen)
	add_test(NAME e2e-tally COMMAND ${CMAKE_CURRENT_LIST_DIR}/tally.sh)
	set_tests_properties(e2e-tally PROPERTIES TIMEOUT 120 ENVIRONMENT
		"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")

	add_test(NAME e2e-budget-cities COMMAND ${CMAKE_CURRENT_LIST_DIR}/budget_cities.sh)
	set_tests_properties(e2e-budget-cities PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77 ENVIRONMENT
		"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")
endif()
