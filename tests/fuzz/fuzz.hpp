#pragma once
#include <source_location>
#include <string_view>

#include "api/common/params.hpp"

/// What every fuzz target shares. A target is one file that defines run(); entry.cpp hands it what
/// libFuzzer makes up.
namespace desk::fuzz {

/// Takes one input and checks what must hold of it.
void run(std::string_view input);

/// Ends the run where something does not hold that must; libFuzzer keeps the input.
void check(bool holds, std::string_view claim,
           std::source_location where = std::source_location::current());

/// Takes the first line, without its line break, off the front of `input`.
std::string_view take_line(std::string_view& input);

/// Checks that a text may be kept: UTF-8 without NUL. Reads it by a decoder of its own.
void check_text(std::string_view text,
                std::source_location where = std::source_location::current());

/// Checks a parameter with all that is in it: valid texts, no key twice, within the bounds.
/// \return how many values there are in it, itself included
std::size_t check_value(const api::ParamValue& value, std::size_t depth = 0);

}  // namespace desk::fuzz
