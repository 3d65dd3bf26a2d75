# The edge's parts that need no socket.
unit_test(edge_subscribers subscribers)
unit_test(edge_parts edge PkgConfig::WEBSOCKETS PkgConfig::UV)
