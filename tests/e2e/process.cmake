# Whole processes, held with the command-line client alone.
if(NOT TARGET bogend OR NOT TARGET bogen)
	return()
endif()
foreach(name saalebogen esslingen merseburg trier hamm consensus)
	add_test(NAME e2e-process-${name} COMMAND ${CMAKE_CURRENT_LIST_DIR}/process_${name}.sh)
	set_tests_properties(e2e-process-${name} PROPERTIES TIMEOUT 400 ENVIRONMENT
		"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")
endforeach()
# The moderators' guides, line by line.
add_test(NAME e2e-guide-commands COMMAND ${CMAKE_CURRENT_LIST_DIR}/guide_commands.sh)
set_tests_properties(e2e-guide-commands PROPERTIES TIMEOUT 400 ENVIRONMENT
	"LC_ALL=C.UTF-8;BOGEND=$<TARGET_FILE:bogend>;BOGEN=$<TARGET_FILE:bogen>")
