# The command-line client seen from outside, against the real server.
if(NOT TARGET bogend OR NOT TARGET bogen)
	return()
endif()
foreach(name session table errors terminal transfer kill invite order boards floor bring_back paper budget ballots ballots_people ballots_secret rule)
	add_test(NAME e2e-cli-${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/cli_${name}.sh)
	set_tests_properties(e2e-cli-${name} PROPERTIES TIMEOUT 400 ENVIRONMENT
		"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")
endforeach()
# Every method from add to results.
set_tests_properties(e2e-cli-ballots PROPERTIES TIMEOUT 300)
# Twelve whole sessions, each twice.
set_tests_properties(e2e-cli-bring_back PROPERTIES TIMEOUT 600)
