# The facilitation methods: JSON files to structs. jansson is known to this library only.
add_library(method STATIC ${CMAKE_CURRENT_LIST_DIR}/method.c
	${CMAKE_CURRENT_LIST_DIR}/method_json.c ${CMAKE_CURRENT_LIST_DIR}/method_read.c)
target_link_libraries(method PUBLIC protocol PRIVATE PkgConfig::JANSSON)

# Where bogend looks first: beside its own program, built or installed.
file(GLOB BOGEN_METHOD_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/methods/*.json)
add_custom_command(
	OUTPUT ${CMAKE_BINARY_DIR}/share/bogen/methods/.copied
	COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/share/bogen/methods
	COMMAND ${CMAKE_COMMAND} -E copy ${BOGEN_METHOD_FILES} ${CMAKE_BINARY_DIR}/share/bogen/methods
	COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/share/bogen/methods/.copied
	DEPENDS ${BOGEN_METHOD_FILES}
	VERBATIM)
add_custom_target(method-files ALL DEPENDS ${CMAKE_BINARY_DIR}/share/bogen/methods/.copied)
