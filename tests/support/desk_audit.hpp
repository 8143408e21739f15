#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "support/sql_rows.hpp"

namespace desk::test {

struct PromisedFile {
    std::string name;
    std::string bytes;
};

/// A ticket whose opening was answered with success.
struct PromisedTicket {
    std::int64_t id = 0;
    std::string number;
    std::string subject;  ///< no two requests of a test have the same
    std::string message;
    std::vector<PromisedFile> files;
};

/// The desk as an auditor sees it, past the product's own reading.
struct AuditedDesk {
    std::function<Rows(const std::string& sql)> rows;
    /// The stored bytes of an attachment; throws when there are none.
    std::function<std::string(const std::string& sha256)> file;
};

/// Whether every promise is kept (ticket, message, attachments byte for byte), no subject is there
/// twice, and nothing is half: each ticket with one opening message, one event of its opening and
/// its place in the counters, each attachment with its blob and its bytes, nothing without its
/// owner.
/// \return a sentence for each fault found; empty: all is well
std::vector<std::string> audit(const AuditedDesk& desk,
                               const std::vector<PromisedTicket>& promised);

}  // namespace desk::test
