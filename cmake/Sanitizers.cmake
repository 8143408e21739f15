# POLYDESK_SANITIZE=address,undefined (preset dev), thread (preset tsan) or
# fuzzer-no-link,address,undefined (preset fuzz, clang alone); empty for a release.
set(POLYDESK_SANITIZE "" CACHE STRING "Sanitizers for every target: address,undefined or thread")
if(POLYDESK_SANITIZE)
  add_compile_options(-fsanitize=${POLYDESK_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${POLYDESK_SANITIZE})
  if(POLYDESK_SANITIZE MATCHES "undefined")
    add_compile_options(-fno-sanitize-recover=undefined)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
      # A third of the compiling, for what ASan finds as well; the preset fuzz (clang) checks them.
      add_compile_options(-fno-sanitize=null,alignment,object-size,pointer-overflow)
    endif()
  endif()
  if(POLYDESK_SANITIZE MATCHES "thread")
    add_compile_options(-Wno-tsan)  # Asio's fences are not understood by TSan; g++ warns about each
  endif()
endif()
