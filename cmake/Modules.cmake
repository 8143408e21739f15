# All presets but release compile in batches, since most of a source's compiling is its headers: CMake
# writes files that include eight sources each (UNITY_BUILD). In there a source sees what those before it
# have included and named, also in their anonymous namespaces: so what is a source's own has a name that
# no other source of its library gives. That each includes what it needs shows in a release, or with
# -DCMAKE_UNITY_BUILD=OFF, which also is quicker to compile one source again and again.

# desk_library(NAME SOURCES a.cpp … [ONE_BY_ONE b.cpp …] USES desk_util …): one folder of src/ as a
# static library. ONE_BY_ONE are sources that name their parts alike, by design: they join no batch.
# USES states everything it may include; tests/unit/include_rules_test.cpp says the same of the sources.
function(desk_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;ONE_BY_ONE;USES;PRIVATE_USES" ${ARGN})
  add_library(desk_${name} STATIC ${ARG_SOURCES} ${ARG_ONE_BY_ONE})
  set_source_files_properties(${ARG_ONE_BY_ONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  target_include_directories(desk_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(desk_${name} PUBLIC ${ARG_USES} PRIVATE desk_warnings ${ARG_PRIVATE_USES})
endfunction()

# desk_test(NAME SOURCES a.cpp … USES desk_util … [LABEL concurrency]): one GoogleTest program; every
# TEST is a CTest entry. A label also puts the program into the target tests_LABEL:
#   concurrency  what TSan is to see (the executor, net, store): run by preset tsan as well
#   integration  what drives the built binary: run by preset release as well
# Its own sources are not optimised with sanitizers: they take longer to compile than to run.
function(desk_test name)
  cmake_parse_arguments(ARG "" "LABEL" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_USES} desk_warnings GTest::gmock GTest::gtest_main)
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  if(ARG_LABEL)
    add_dependencies(tests_${ARG_LABEL} ${name})
    set(label PROPERTIES LABELS ${ARG_LABEL})
  endif()
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 ${label})
endfunction()
