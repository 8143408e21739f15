# desk_library(NAME SOURCES a.cpp … USES desk_util …): one folder of src/ as a static library.
# USES states everything it may include; tests/unit/include_rules_test.cpp says the same of the sources.
function(desk_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;PRIVATE_USES" ${ARGN})
  add_library(desk_${name} STATIC ${ARG_SOURCES})
  target_include_directories(desk_${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(desk_${name} PUBLIC ${ARG_USES} PRIVATE desk_warnings ${ARG_PRIVATE_USES})
endfunction()

# desk_test(NAME SOURCES a.cpp … USES desk_util …): one GoogleTest program; every TEST is a CTest entry.
function(desk_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARG_USES} desk_warnings GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60)
endfunction()
