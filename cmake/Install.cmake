# Where `cmake --install` puts things: the GNU places.
install(TARGETS weir RUNTIME)
install(FILES ${CMAKE_SOURCE_DIR}/feeds.conf TYPE DOC)
