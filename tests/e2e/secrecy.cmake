# What is left of a confidential ballot, searched.
if(TARGET bogend AND TARGET bogen)
	find_package(Python3 REQUIRED COMPONENTS Interpreter)
	add_test(NAME e2e-secrecy-search
		COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_LIST_DIR}/secrecy_search.py
			$<TARGET_FILE:bogend> $<TARGET_FILE:bogen>)
	set_tests_properties(e2e-secrecy-search PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 300)
endif()
if(TARGET bogend)
	find_package(Python3 REQUIRED COMPONENTS Interpreter)
	add_test(NAME e2e-secrecy-verify
		COMMAND Python3::Interpreter -B ${CMAKE_CURRENT_LIST_DIR}/secrecy_verify.py
			$<TARGET_FILE:bogend>)
	set_tests_properties(e2e-secrecy-verify PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8" TIMEOUT 300)
endif()
