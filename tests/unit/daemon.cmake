# The daemon's own parts: settings, addresses, methods, the host link, queues and the disk thread.
function(daemon_test name)
	add_executable(test-daemon-${name} daemon_${name}.c)
	target_link_libraries(test-daemon-${name} PRIVATE daemon method ${ARGN} PkgConfig::CMOCKA)
	add_test(NAME unit-daemon-${name} COMMAND test-daemon-${name})
	set_tests_properties(unit-daemon-${name} PROPERTIES ENVIRONMENT "LC_ALL=C.UTF-8")
endfunction()

daemon_test(config)
daemon_test(host_link)
daemon_test(method)
target_compile_definitions(test-daemon-method PRIVATE
	METHODS_FOLDER="${PROJECT_SOURCE_DIR}/methods")
daemon_test(queue)
daemon_test(disk_thread)
target_sources(test-daemon-disk_thread PRIVATE ${PROJECT_SOURCE_DIR}/server/disk_thread.c
	${PROJECT_SOURCE_DIR}/server/core/message.c)

# Threads are only believed after the thread sanitizer has watched them.
if(NOT BOGEN_SANITIZE)
	foreach(name queue disk_thread)
		add_executable(test-daemon-${name}-tsan daemon_${name}.c
			${PROJECT_SOURCE_DIR}/server/queue.c)
		target_compile_options(test-daemon-${name}-tsan PRIVATE -fsanitize=thread)
		target_link_options(test-daemon-${name}-tsan PRIVATE -fsanitize=thread)
		target_link_libraries(test-daemon-${name}-tsan PRIVATE protocol Threads::Threads
			PkgConfig::CMOCKA)
		add_test(NAME unit-daemon-${name}-tsan COMMAND test-daemon-${name}-tsan)
	endforeach()
	target_sources(test-daemon-disk_thread-tsan PRIVATE
		${PROJECT_SOURCE_DIR}/server/disk_thread.c
		${PROJECT_SOURCE_DIR}/server/core/message.c)
endif()
