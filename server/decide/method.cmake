# The facilitation methods: JSON files to structs. jansson is known to this library only.
add_library(method STATIC ${CMAKE_CURRENT_LIST_DIR}/method.c
	${CMAKE_CURRENT_LIST_DIR}/method_json.c ${CMAKE_CURRENT_LIST_DIR}/method_read.c
	${CMAKE_CURRENT_LIST_DIR}/method_ballots.c ${CMAKE_CURRENT_LIST_DIR}/method_refer.c)
target_link_libraries(method PUBLIC protocol PRIVATE PkgConfig::JANSSON)

# Where bogend looks first: beside its own program, built or installed.
file(GLOB BOGEN_METHOD_FILES CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/methods/*.json)
set(BOGEN_METHOD_SCHEMA ${PROJECT_SOURCE_DIR}/methods/schema/method.schema.json)
set(BOGEN_METHODS_BUILT ${CMAKE_BINARY_DIR}/share/bogen/methods)
add_custom_command(
	OUTPUT ${BOGEN_METHODS_BUILT}/.copied
	COMMAND ${CMAKE_COMMAND} -E make_directory ${BOGEN_METHODS_BUILT}/schema
	COMMAND ${CMAKE_COMMAND} -E copy ${BOGEN_METHOD_FILES} ${BOGEN_METHODS_BUILT}
	COMMAND ${CMAKE_COMMAND} -E copy ${BOGEN_METHOD_SCHEMA} ${BOGEN_METHODS_BUILT}/schema
	COMMAND ${CMAKE_COMMAND} -E touch ${BOGEN_METHODS_BUILT}/.copied
	DEPENDS ${BOGEN_METHOD_FILES} ${BOGEN_METHOD_SCHEMA}
	VERBATIM)
add_custom_target(method-files ALL DEPENDS ${BOGEN_METHODS_BUILT}/.copied)
