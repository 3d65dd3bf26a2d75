# Method files, as somebody meets them who writes one.
if(TARGET bogend)
	find_package(Python3 REQUIRED COMPONENTS Interpreter)
	add_test(NAME e2e-methods-check
		COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_LIST_DIR}/methods_check.py
			$<TARGET_FILE:bogend> ${PROJECT_SOURCE_DIR}/methods)
	set_tests_properties(e2e-methods-check PROPERTIES
		ENVIRONMENT "LC_ALL=C.UTF-8" SKIP_RETURN_CODE 77 TIMEOUT 300)
endif()
