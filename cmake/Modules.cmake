# desk_library(NAME SOURCES a.cpp … USES desk_util …): one folder of src/ as a static library.
# USES states everything it may include; tests/unit/include_rules_test.cpp says the same of the sources.
function(desk_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  add_library(desk_${name} STATIC ${ARG_SOURCES})
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
