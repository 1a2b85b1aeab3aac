# Where `cmake --install` puts things: the GNU places.
install(TARGETS weir RUNTIME)
install(FILES ${CMAKE_SOURCE_DIR}/feeds.conf ${CMAKE_SOURCE_DIR}/reading-list.md TYPE DOC)
install(FILES ${CMAKE_SOURCE_DIR}/doc/weir.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_SOURCE_DIR}/doc/feeds.conf.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)

# systemd looks below /usr; a prefix elsewhere keeps its unit to itself.
pkg_get_variable(systemd_unit_dir systemd systemdsystemunitdir)
if(NOT systemd_unit_dir OR NOT CMAKE_INSTALL_PREFIX STREQUAL "/usr")
    set(systemd_unit_dir ${CMAKE_INSTALL_LIBDIR}/systemd/system)
endif()
configure_file(${CMAKE_SOURCE_DIR}/systemd/weir.service.in weir.service @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/weir.service ${CMAKE_SOURCE_DIR}/systemd/weir.socket DESTINATION ${systemd_unit_dir})
