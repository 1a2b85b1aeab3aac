# The version: of a commit with a tag v1.2.3, the tag's; between two of them the project's. A target `dist` packs the
# commit's files as git has them: the same bytes, whoever packs them.
find_package(Git QUIET)
set(WEIR_VERSION ${PROJECT_VERSION})
if(Git_FOUND)
    execute_process(COMMAND ${GIT_EXECUTABLE} describe --tags --exact-match --match "v[0-9]*" WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
                    OUTPUT_VARIABLE tag OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    if(tag)
        string(SUBSTRING ${tag} 1 -1 WEIR_VERSION)
    endif()
    set(archive weir-${WEIR_VERSION})
    add_custom_target(dist VERBATIM WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
        COMMAND ${GIT_EXECUTABLE} archive --prefix=${archive}/ --output=${CMAKE_BINARY_DIR}/${archive}.tar HEAD
        COMMAND gzip --no-name --best --force ${CMAKE_BINARY_DIR}/${archive}.tar
        COMMENT "${archive}.tar.gz")
endif()
