#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

/// Comma-separated values after RFC 4180.
namespace desk {

struct CsvRow {
    std::size_t line = 0;  ///< where it begins, from 1 on
    std::vector<std::string> cells;
};

struct CsvFault {
    std::size_t line = 0;
    std::string text;  ///< "a quote is never closed"
};

/// Reads rows: cells in quotes may hold separators, line breaks and doubled quotes; lines end with
/// LF, CR LF or CR; a byte order mark is skipped, and so are empty lines. The separator is the
/// first of "," ";" and tab that the first line has outside of quotes.
/// \param most_rows  one more is a fault
tl::expected<std::vector<CsvRow>, CsvFault> read_csv(std::string_view text, std::size_t most_rows);

}  // namespace desk
