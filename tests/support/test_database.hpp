#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "store/attachment_files.hpp"
#include "store/store.hpp"
#include "support/fakes.hpp"
#include "support/temp_folder.hpp"

namespace desk::test {

enum class DatabaseKind { sqlite, postgres };

/// For the names of parametrised tests.
struct DatabaseName {
    template <class Info>
    std::string operator()(const Info& info) const {
        return info.param == DatabaseKind::sqlite ? "SQLite" : "PostgreSQL";
    }
};

/// A database of its own, gone with this object. SQLite: a file in tmpfs. PostgreSQL: on the server
/// of POLYDESK_TEST_POSTGRESQL, a URL of a superuser on the loopback interface.
class TestDatabase {
  public:
    /// With no schema yet unless `with_schema`: then as a freshly opened Store leaves it, which on
    /// PostgreSQL is far faster, since it is copied from a template made once.
    /// \throws std::runtime_error when the variable is missing or the server away: tests never skip
    explicit TestDatabase(DatabaseKind kind, bool with_schema = true);
    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    /// For StoreOptions::database.
    [[nodiscard]] const std::string& url() const { return url_; }
    [[nodiscard]] DatabaseKind kind() const { return kind_; }
    /// A folder of the test's own; where SQLite's file is.
    [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

    /// Runs SQL behind the store's back. \return the first column of each row, as text
    std::vector<std::string> sql(const std::string& text);
    /// Until the change feed shows all that has been written. PostgreSQL holds it back while any
    /// transaction of the whole server is open that began before, also one of a test beside this
    /// one. \throws std::runtime_error after 30 seconds
    void wait_for_feed();

  private:
    const DatabaseKind kind_;
    TempFolder folder_;
    std::string name_;  ///< PostgreSQL
    std::string url_;
};

/// A Store with everything around it: a clock and chance in the test's hands, attachments in a
/// temporary folder.
class TestStore {
  public:
    explicit TestStore(DatabaseKind kind,
                       const std::function<void(store::StoreOptions&)>& change_options = {});

    /// Closes the store and opens it again on the same database.
    void reopen();
    void close() { store_.reset(); }

    store::Store& operator*() { return *store_; }
    store::Store* operator->() { return store_.get(); }

    TestDatabase database;
    FakeClock clock;
    FakeRandom random;
    Metrics metrics;
    store::ContentFiles files;
    store::StoreOptions options;

  private:
    std::unique_ptr<store::Store> store_;
};

}  // namespace desk::test

#define RUN_ON_BOTH_DATABASES(Suite)                                                           \
    INSTANTIATE_TEST_SUITE_P(                                                                  \
        Store, Suite,                                                                          \
        testing::Values(desk::test::DatabaseKind::sqlite, desk::test::DatabaseKind::postgres), \
        desk::test::DatabaseName{})
