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

# The user that the unit runs as, and completions, which follow the table of commands.
install(FILES ${CMAKE_SOURCE_DIR}/systemd/weir.sysusers DESTINATION ${CMAKE_INSTALL_PREFIX}/lib/sysusers.d RENAME weir.conf)
foreach(shell bash zsh fish)
    add_custom_command(OUTPUT completion.${shell} DEPENDS weir VERBATIM
                       COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:weir> completion ${shell} > completion.${shell})
    list(APPEND completions completion.${shell})
endforeach()
add_custom_target(completions ALL DEPENDS ${completions})
install(FILES ${CMAKE_BINARY_DIR}/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME weir)
install(FILES ${CMAKE_BINARY_DIR}/completion.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _weir)
install(FILES ${CMAKE_BINARY_DIR}/completion.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d RENAME weir.fish)
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/README.zh.md ${CMAKE_SOURCE_DIR}/CHANGELOG.md TYPE DOC)
