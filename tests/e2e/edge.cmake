# The edge with a core that only pretends, and clients that do everything wrong, or right.
add_executable(edge-echo edge_echo.c)
target_link_libraries(edge-echo PRIVATE edge Threads::Threads)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(name attack serve)
	add_test(NAME e2e-edge-${name}
		COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_LIST_DIR}/edge_${name}.py
			$<TARGET_FILE:edge-echo>)
	set_tests_properties(e2e-edge-${name} PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 300)
endforeach()
