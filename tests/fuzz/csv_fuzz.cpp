#include "util/csv.hpp"

#include <string>

#include "fuzz/fuzz.hpp"

/// Files of records: bounded rows, true line numbers, and the same cells again when they are
/// written out.
namespace desk::fuzz {

namespace {

constexpr std::size_t kMostRows = 50;

std::string quoted(std::string_view cell) {
    std::string text = "\"";
    for (const char c : cell) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

}  // namespace

void run(std::string_view input) {
    const auto rows = read_csv(input, kMostRows);
    if (!rows) {
        check(rows.error().line >= 1 && !rows.error().text.empty(), "a fault has line and words");
        return;
    }
    check(rows->size() <= kMostRows, "there are not more rows than the bound");
    std::string again;
    std::size_t line = 0;
    for (const CsvRow& row : *rows) {
        check(row.line > line, "lines come in their order");
        check(!row.cells.empty(), "a row has a cell");
        line = row.line;
        for (const std::string& cell : row.cells) again += quoted(cell) + ",";
        again.back() = '\n';
    }
    const auto same = read_csv(again, kMostRows);
    check(same.has_value(), "rows that were read can be written and read");
    std::size_t at = 0;
    for (const CsvRow& row : *rows) {
        if (row.cells.size() == 1 && row.cells.front().empty()) continue;
        check(at < same->size() && (*same)[at++].cells == row.cells, "cells are read again");
    }
}

}  // namespace desk::fuzz
