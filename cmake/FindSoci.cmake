# SOCI with its SQLite and PostgreSQL back ends, as static libraries: Debian ships no package file, and
# the shared ones do not link with UBSan's vptr check. Target: Soci::soci.
find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_CORE_LIBRARY libsoci_core.a)
find_library(SOCI_SQLITE3_LIBRARY libsoci_sqlite3.a)
find_library(SOCI_POSTGRESQL_LIBRARY libsoci_postgresql.a)
find_library(SOCI_SQLITE3_CLIENT sqlite3)
find_library(SOCI_POSTGRESQL_CLIENT pq)
find_path(SOCI_POSTGRESQL_CLIENT_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Soci REQUIRED_VARS
  SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY SOCI_SQLITE3_CLIENT
  SOCI_POSTGRESQL_CLIENT SOCI_INCLUDE_DIR SOCI_POSTGRESQL_CLIENT_INCLUDE_DIR)

if(Soci_FOUND AND NOT TARGET Soci::soci)
  add_library(Soci::soci INTERFACE IMPORTED)
  target_include_directories(Soci::soci SYSTEM INTERFACE
    ${SOCI_INCLUDE_DIR} ${SOCI_POSTGRESQL_CLIENT_INCLUDE_DIR})
  target_link_libraries(Soci::soci INTERFACE
    ${SOCI_SQLITE3_LIBRARY} ${SOCI_POSTGRESQL_LIBRARY} ${SOCI_CORE_LIBRARY}
    ${SOCI_SQLITE3_CLIENT} ${SOCI_POSTGRESQL_CLIENT} ${CMAKE_DL_LIBS})
endif()
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_CORE_LIBRARY SOCI_SQLITE3_LIBRARY SOCI_POSTGRESQL_LIBRARY
  SOCI_SQLITE3_CLIENT SOCI_POSTGRESQL_CLIENT SOCI_POSTGRESQL_CLIENT_INCLUDE_DIR)
