# Script mode, called by desk_embed(): writes HEADER and SOURCE from FILES.
set(entries "")
foreach(file ${FILES})
  get_filename_component(name "${file}" NAME)
  file(READ "${file}" text)
  string(APPEND entries "    {\"${name}\", R\"EMBEDDED(${text})EMBEDDED\"},\n")
endforeach()
file(WRITE "${HEADER}" "#pragma once
#include <string_view>
#include <utility>
#include <vector>
namespace desk::embedded {
/// File name and contents, in the order of the build file.
extern const std::vector<std::pair<std::string_view, std::string_view>> ${VARIABLE};
}
")
file(WRITE "${SOURCE}" "#include \"${VARIABLE}.hpp\"
namespace desk::embedded {
const std::vector<std::pair<std::string_view, std::string_view>> ${VARIABLE}{
${entries}};
}
")
