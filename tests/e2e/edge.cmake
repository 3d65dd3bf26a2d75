# The edge with a core that only pretends, and one who does everything wrong.
add_executable(edge-echo edge_echo.c)
target_link_libraries(edge-echo PRIVATE edge Threads::Threads)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
add_test(NAME e2e-edge-attack
	COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_LIST_DIR}/edge_attack.py
		$<TARGET_FILE:edge-echo>)
set_tests_properties(e2e-edge-attack PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 300)
