#pragma once
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

#include "support/desk_audit.hpp"
#include "support/http_client.hpp"
#include "support/served_desk.hpp"

/// A demo desk served by the built binary, and clients that open tickets on it as programs written
/// for WHMCS do, keeping what they were promised.
namespace desk::test {

/// A demo desk in its data folder; the process that serves it comes and goes.
class DemoDesk {
  public:
    /// \param database  empty: SQLite in the data folder
    /// \param settings  environment of every process of this desk
    explicit DemoDesk(std::filesystem::path data, std::string database = {},
                      std::vector<std::string> settings = {});

    void serve();
    [[nodiscard]] ServedDesk& served() { return *served_; }
    [[nodiscard]] const std::filesystem::path& data() const { return data_; }
    [[nodiscard]] const std::string& database() const { return database_; }

    /// A WHMCS action over `connection`.
    HttpAnswer call(HttpConnection& connection, const std::string& action,
                    const std::map<std::string, std::string>& parameters) const;
    /// What the audit finds, next to the running server or without one.
    [[nodiscard]] std::vector<std::string> audit(const std::vector<PromisedTicket>& promised) const;

  private:
    const std::filesystem::path data_;
    const std::string database_;
    const std::vector<std::string> settings_;
    std::string identifier_, secret_;
    std::unique_ptr<ServedDesk> served_;
};

/// How the opening of a ticket was answered.
struct Opening {
    bool is_acknowledged = false;
    int status = 0;
    std::string message;  ///< of a refusal
};

/// Sends OpenTicket with what `wanted` says. Acknowledged: its id and number are filled in.
/// \throws std::runtime_error when the connection ends before the answer is whole
Opening open_ticket(const DemoDesk& desk, HttpConnection& connection, PromisedTicket& wanted);

/// Reads a ticket as a client does: message and each attachment.
/// \return a sentence for each fault; empty: all is there
std::vector<std::string> read_back(const DemoDesk& desk, HttpConnection& connection,
                                   const PromisedTicket& promised);

/// A ticket with a subject that no other has, a message and up to two files.
PromisedTicket make_ticket(const std::string& subject, std::mt19937_64& chance,
                           std::size_t largest_file);

/// Promises of several clients at once.
class Promises {
  public:
    void add(PromisedTicket ticket);
    /// Waits until there are so many, or `give_up` is called.
    void wait_for(std::size_t count);
    void give_up();
    [[nodiscard]] std::size_t count() const;
    /// While nobody adds any more.
    [[nodiscard]] const std::vector<PromisedTicket>& all() const { return all_; }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool has_given_up_ = false;
    std::vector<PromisedTicket> all_;
};

}  // namespace desk::test
