# libev ships neither a .pc nor a CMake file on Debian.
find_path(Libev_INCLUDE_DIR ev.h)
find_library(Libev_LIBRARY ev)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libev DEFAULT_MSG Libev_LIBRARY Libev_INCLUDE_DIR)
if(Libev_FOUND AND NOT TARGET Libev::Libev)
    add_library(Libev::Libev UNKNOWN IMPORTED)
    set_target_properties(Libev::Libev PROPERTIES IMPORTED_LOCATION "${Libev_LIBRARY}"
                          INTERFACE_INCLUDE_DIRECTORIES "${Libev_INCLUDE_DIR}"
                          INTERFACE_COMPILE_OPTIONS "-Wno-strict-aliasing")
endif()
mark_as_advanced(Libev_INCLUDE_DIR Libev_LIBRARY)
