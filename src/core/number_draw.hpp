#pragma once
#include <optional>
#include <string>

#include "core/number_ports.hpp"

namespace desk::core {

/// Draws the number of one new ticket after the desk's mask. The first draws are by chance alone
/// and cost no look-up; where they miss, the first free number behind a chance place is looked for,
/// so that a space is exhausted when its last number is taken and not before. Half full, a space is
/// left for the one with a digit more, unless the desk's numbers may not grow.
class NumberDraw {
  public:
    /// \param id  of the ticket, where it is known already
    NumberDraw(Tx& tx, TicketId id, Timestamp opened_at);

    /// The next number to try; another writer may have it before this one.
    /// \return nothing when no number is left
    std::optional<std::string> next();
    /// The ticket's id: set where it is shown in the number.
    [[nodiscard]] TicketId id() const { return id_; }

  private:
    [[nodiscard]] NumberSpace make_space() const;
    std::string draw_first();
    bool is_half_full();
    /// Leaves the space for the next one. \return false where there is none
    bool move_on();
    std::optional<std::string> first_free();
    std::optional<std::string> first_free(std::int64_t first, std::int64_t last);

    Tx& tx_;
    const Settings& settings_;
    const Timestamp opened_at_;
    const bool shows_id_;
    const bool may_change_id_;
    TicketId id_;
    int more_digits_ = 0;
    int ids_tried_ = 0;
    int draws_ = 0;
    NumberSpace space_;
};

}  // namespace desk::core
