# desk_embed(TARGET VARIABLE FILES…): puts text files into the binary as
#   extern const std::vector<std::pair<std::string_view, std::string_view>> VARIABLE;  (file name, contents)
# declared in the generated header "VARIABLE.hpp", in namespace desk::embedded, in the order given.
function(desk_embed target variable)
  set(header "${CMAKE_CURRENT_BINARY_DIR}/embedded/${variable}.hpp")
  set(source "${CMAKE_CURRENT_BINARY_DIR}/embedded/${variable}.cpp")
  set(files)
  foreach(file ${ARGN})
    get_filename_component(path "${file}" ABSOLUTE)
    list(APPEND files "${path}")
  endforeach()
  add_custom_command(
    OUTPUT "${header}" "${source}"
    COMMAND ${CMAKE_COMMAND} "-DVARIABLE=${variable}" "-DHEADER=${header}" "-DSOURCE=${source}"
            "-DFILES=${files}" -P "${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake"
    DEPENDS ${files} "${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake"
    VERBATIM)
  target_sources(${target} PRIVATE "${source}" "${header}")
  target_include_directories(${target} PUBLIC "${CMAKE_CURRENT_BINARY_DIR}/embedded")
endfunction()
