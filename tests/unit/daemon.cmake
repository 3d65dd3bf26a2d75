# The daemon's own parts: settings, addresses, methods, the host link, queues and the disk thread.
unit_test(daemon_config daemon)
unit_test(daemon_host_link daemon)
unit_test(daemon_method method)
target_compile_definitions(test-daemon-method PRIVATE
	METHODS_FOLDER="${PROJECT_SOURCE_DIR}/methods")
unit_test(daemon_method_ballots method)
unit_test(method_sessions decide method)
target_sources(test-method-sessions PRIVATE decide_hall.c decide_urn.c)
target_compile_definitions(test-method-sessions PRIVATE
	METHODS_FOLDER="${PROJECT_SOURCE_DIR}/methods")
unit_test(daemon_queue daemon)
unit_test(daemon_disk_thread daemon core)
target_sources(test-daemon-disk-thread PRIVATE ${PROJECT_SOURCE_DIR}/server/disk_thread.c)
target_link_libraries(test-daemon-disk-thread PRIVATE log)
unit_test(daemon_keys daemon core log)
target_sources(test-daemon-keys PRIVATE ${PROJECT_SOURCE_DIR}/server/disk_thread.c)

# Threads are only believed after the thread sanitizer has watched them.
if(NOT BOGEN_SANITIZE)
	function(watched_test name)
		string(REPLACE "_" "-" title ${name})
		add_executable(test-${title}-tsan ${name}.c ${ARGN})
		target_compile_options(test-${title}-tsan PRIVATE -fsanitize=thread)
		target_link_options(test-${title}-tsan PRIVATE -fsanitize=thread)
		target_link_libraries(test-${title}-tsan PRIVATE protocol Threads::Threads
			PkgConfig::CMOCKA)
		add_test(NAME unit-${title}-tsan COMMAND test-${title}-tsan)
	endfunction()
	set(server ${PROJECT_SOURCE_DIR}/server)
	watched_test(daemon_queue ${server}/queue.c)
	watched_test(daemon_disk_thread ${server}/queue.c ${server}/disk_thread.c
		${server}/core/arena.c ${server}/core/message.c
		${server}/log/directory.c ${server}/log/failure.c ${server}/log/key_files.c)
endif()
