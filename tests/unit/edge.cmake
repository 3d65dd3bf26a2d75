# The edge's parts that need no socket.
unit_test(edge_subscribers subscribers)
unit_test(edge_slices subscribers)
foreach(name edge-subscribers edge-slices)
	target_sources(test-${name} PRIVATE edge_world.c)
endforeach()
unit_test(edge_parts edge PkgConfig::WEBSOCKETS PkgConfig::UV)
