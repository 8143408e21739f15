#pragma once
#include <boost/json/object.hpp>
#include <string>

#include "core/list_ports.hpp"

namespace desk::api {

/// What counts by status are named by, in WHMCS and in the gateway in front of it: "Customer-Reply"
/// is `customerreply`. A title of which nothing is left, or the same as of another one, gets its
/// status's id behind it.
std::string status_key(const core::StatusCounts& status, const boost::json::object& taken);

}  // namespace desk::api
