# The warnings of every file of our own; linked as a private requirement by desk_library().
add_library(desk_warnings INTERFACE)
target_compile_options(desk_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  -Werror=switch -Werror=return-type)
# In a batch (Modules.cmake) g++ takes a source for a header, whose types should have no fields of types
# in an anonymous namespace.
if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(desk_warnings INTERFACE -Wno-subobject-linkage)
endif()
