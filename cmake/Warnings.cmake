# The warnings of every file of our own; linked as a private requirement by desk_library().
add_library(desk_warnings INTERFACE)
target_compile_options(desk_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
  -Werror=switch -Werror=return-type)
