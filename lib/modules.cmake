# rw_layers(FILE OUT): reads lib/LAYERS; sets OUT to the module names in order and RW_USES_<module> for each.
function(rw_layers file out)
    file(STRINGS ${file} lines REGEX "^[a-z]+:")
    set(names)
    foreach(line IN LISTS lines)
        string(REGEX MATCH "^([a-z]+):(.*)$" _ "${line}")
        set(name ${CMAKE_MATCH_1})
        separate_arguments(uses UNIX_COMMAND "${CMAKE_MATCH_2}")
        list(APPEND names ${name})
        set(RW_USES_${name} "${uses}" PARENT_SCOPE)
    endforeach()
    set(${out} "${names}" PARENT_SCOPE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endfunction()

# Warnings are errors in our own code.
function(rw_strict target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
        -Wold-style-cast -Wnon-virtual-dtor -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        target_compile_options(${target} PRIVATE -Wno-deprecated-declarations)  # inside libstdc++'s stable_sort
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # g++ 12 sees dangling and uninitialised values in libstdc++ where there are none
        target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds
            -Wno-restrict -Wno-stringop-overread -Wno-mismatched-new-delete)
    endif()
endfunction()

# rw_module(NAME SOURCES … HEADERS … LINKS …): one static library; what it may use comes from lib/LAYERS.
function(rw_module name)
    cmake_parse_arguments(arg "" "" "SOURCES;HEADERS;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(rw_${name} STATIC ${arg_SOURCES})
    add_library(rw::${name} ALIAS rw_${name})
    target_sources(rw_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/lib FILES ${arg_HEADERS})
    rw_strict(rw_${name})
    foreach(used IN LISTS RW_USES_${name})
        if(EXISTS ${PROJECT_SOURCE_DIR}/lib/${used}/CMakeLists.txt)
            target_link_libraries(rw_${name} PUBLIC rw::${used})
        endif()
    endforeach()
    target_link_libraries(rw_${name} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
    set_target_properties(rw_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endfunction()

# rw_test(NAME SOURCES … LINKS … [LABEL live]): one Catch2 program, one ctest.
function(rw_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LINKS" ${ARGN})
    if(NOT arg_LABEL)
        set(arg_LABEL unit)
    endif()
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_executable(${name}_test ${arg_SOURCES})
    target_link_libraries(${name}_test PRIVATE rw_test_main ${arg_LINKS})
    target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    rw_strict(${name}_test)
    target_precompile_headers(${name}_test REUSE_FROM rw_test_main)
    add_test(NAME ${name} COMMAND ${name}_test)
    set_tests_properties(${name} PROPERTIES LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "RW_SOURCE_DIR=${PROJECT_SOURCE_DIR};RW_BUILD_DIR=${PROJECT_BINARY_DIR}")
endfunction()
