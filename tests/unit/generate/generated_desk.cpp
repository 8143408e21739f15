#include "unit/generate/generated_desk.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "core/list_ports.hpp"

namespace desk::test {

namespace {

/// Tickets through any transaction.
class OpenStage final : public generate::Stage {
  public:
    OpenStage(std::function<core::Tx&()> tx, std::function<void(Timestamp)> set_time,
              std::function<void(core::TicketId)> settled)
        : tx_(std::move(tx)), set_time_(std::move(set_time)), settled_(std::move(settled)) {}

    core::Tx& tx() override { return tx_(); }
    void set_time(Timestamp time) override { set_time_(time); }
    void settled(core::TicketId ticket) override { settled_(ticket); }
    void opened(std::int64_t) override {}

  private:
    std::function<core::Tx&()> tx_;
    std::function<void(Timestamp)> set_time_;
    std::function<void(core::TicketId)> settled_;
};

constexpr Timestamp kBeginning = kEndOfStory - std::chrono::days(3 * 365);
constexpr std::uint64_t kDrawn = 99;  // the seed of numbers and codes

}  // namespace

Made load_desk(const std::string& url, std::int64_t tickets, std::uint64_t seed, int cache_kib) {
    generate::StoryClock clock;
    clock.set(kBeginning);
    FakeRandom drawn(kDrawn);
    generate::SeededRandom chance(seed);
    const TempFolder folder;
    store::ContentFiles files(folder.path() / "files", drawn);
    store::StoreOptions options;
    options.database = url;
    options.connections = 1;
    store::BulkLoad load(options, clock, drawn, files, cache_kib);
    Made made;
    load.write_records(
        [&](core::Tx& tx) { made.cast = generate::make_staff(tx, tickets, chance); });
    generate::make_customers(load.tx(), tickets, chance, made.cast);
    OpenStage stage([&]() -> core::Tx& { return load.tx(); },
                    [&](Timestamp time) { clock.set(time); },
                    [&](core::TicketId ticket) { load.settle(ticket); });
    made.tally = generate::make_tickets(stage, made.cast, {tickets, 5, kEndOfStory}, chance);
    load.finish([](std::int64_t, std::int64_t) {});
    return made;
}

Made write_desk(TestStore& store, std::int64_t tickets, std::uint64_t seed) {
    Made made;
    store.clock.set(kBeginning);
    const core::Outcome outcome = store->run_write([&](core::Tx& tx) {
        generate::SeededRandom chance(seed);
        made.cast = generate::make_staff(tx, tickets, chance);
        generate::make_customers(tx, tickets, chance, made.cast);
        OpenStage stage([&]() -> core::Tx& { return tx; },
                        [&](Timestamp time) { store.clock.set(time); }, [](core::TicketId) {});
        made.tally = generate::make_tickets(stage, made.cast, {tickets, 5, kEndOfStory}, chance);
        return true;
    });
    if (outcome != core::Outcome::done) throw std::runtime_error("the desk was not written");
    store.database.wait_for_feed();
    while (store->run_write([](core::Tx& tx) { return tx.lists().index_subjects(); }) ==
           core::Outcome::done) {
    }
    return made;
}

Rows content_of(TestDatabase& database) {
    const bool sqlite = database.kind() == DatabaseKind::sqlite;
    const auto rows = [&](const std::string& sql) { return sql_rows(database.url(), sql); };
    const std::string tables =
        sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
                 "ORDER BY name"
               : "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE "
                 "table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name";
    Rows content;
    for (const std::vector<std::string>& table : rows(tables)) {
        // Who applied the schema when, counters by slot, and PostgreSQL's transaction of an event.
        std::string sql = "SELECT * FROM \"" + table[0] + "\"";
        // How the trigrams of the subjects are kept says nothing; PassesTheAudit looks for them.
        const bool is_of_index = table[0].starts_with("ticket_subject_trigram");
        if (table[0] == "schema_step" || is_of_index) continue;
        if (table[0] == "ticket_counter") {
            sql =
                "SELECT department_id, status_id, flag_agent_id, CAST(sum(count) AS BIGINT) FROM "
                "ticket_counter GROUP BY department_id, status_id, flag_agent_id";
        } else if (table[0] == "event") {
            sql =
                "SELECT id, ticket_id, type, actor_kind, actor_id, actor_name, origin, details, "
                "created_at FROM event";
        }
        content.push_back({"table " + table[0]});
        Rows found = rows(sql);
        std::sort(found.begin(), found.end());
        content.insert(content.end(), found.begin(), found.end());
    }
    const std::string indexes =
        sqlite ? "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
               : "SELECT CAST(indexname AS TEXT), indexdef FROM pg_indexes WHERE schemaname = "
                 "'public' ORDER BY indexname";
    for (std::vector<std::string>& index : rows(indexes)) content.push_back(std::move(index));
    return content;
}

}  // namespace desk::test
