#pragma once
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <string_view>

namespace desk::getfly {

/// A body as the dialect's handler parses it.
inline boost::json::object object_of(std::string_view text) {
    return boost::json::parse(text).as_object();
}

}  // namespace desk::getfly
