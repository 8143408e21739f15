#include "store/job_ending.hpp"

#include <exception>
#include <system_error>

#include "store/db_error.hpp"
#include "util/log.hpp"

namespace desk::store {

core::Outcome outcome_of_exception(std::string_view label) {
    try {
        throw;
    } catch (const DbError& error) {
        log::error("the database cannot answer", {{"request", label}, {"error", error.what()}});
        return error.outcome();
    } catch (const std::system_error& error) {
        log::error("the machine cannot do it", {{"request", label}, {"error", error.what()}});
        return core::Outcome::unavailable;
    } catch (const std::exception& error) {
        log::error("a job failed", {{"request", label}, {"error", error.what()}});
    } catch (...) {
        log::error("a job failed", {{"request", label}});
    }
    return core::Outcome::failed;
}

void finish_job(const std::function<void(core::Outcome)>& finish, core::Outcome outcome,
                std::string_view label) noexcept {
    try {
        finish(outcome);
    } catch (const std::exception& error) {
        log::error("an answer could not be handed over",
                   {{"request", label}, {"error", error.what()}});
    } catch (...) {
        log::error("an answer could not be handed over", {{"request", label}});
    }
}

}  // namespace desk::store
