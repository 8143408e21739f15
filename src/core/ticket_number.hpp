#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ids.hpp"
#include "util/clock.hpp"
#include "util/random.hpp"
#include "util/time_text.hpp"

namespace desk::core {

/// All the numbers that a mask allows one ticket (spec/whmcs.md 4.6): `%A` upper-case letter, `%a`
/// lower-case letter, `%n` digit, `%y` `%m` `%d` date of opening, `%i` the ticket's id; anything
/// else stands for itself. A mask with a date has a space for each day. The numbers of a space are
/// equally long and have an order, that of their bytes, from index 0 to size() - 1.
class NumberSpace {
  public:
    /// A place where one character of an alphabet stands; the alphabet is in the order of bytes.
    struct Place {
        std::size_t at = 0;  ///< in form(), bytes
        std::string_view alphabet;
    };

    /// \param more_digits  places for a digit behind the mask's own, when its numbers run short
    NumberSpace(std::string_view mask, int more_digits, TicketId id, Timestamp opened_at,
                const TimeZone& zone);

    /// Larger ones count as 10^15.
    [[nodiscard]] std::int64_t size() const { return size_; }
    /// The first of the numbers; the others differ from it in places().
    [[nodiscard]] const std::string& form() const { return form_; }
    [[nodiscard]] const std::vector<Place>& places() const { return places_; }
    /// The mask with its date and id filled in: two spaces of one name are the same.
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::string at(std::int64_t index) const;
    /// Any of them, each as likely.
    [[nodiscard]] std::string draw(Random& random) const;
    /// Any of those that begin as `number` does, one of this space: of some 100,000 in its order
    /// or, with letters, a few more; of all where there are not so many.
    [[nodiscard]] std::string draw_near(std::string number, Random& random) const;

  private:
    void add_text(std::string_view text);
    void add_place(char code, std::string_view alphabet);

    std::string form_;
    std::string name_;
    std::vector<Place> places_;
    std::int64_t size_ = 1;
};

/// True when the mask shows the ticket's id, which must then be drawn first.
bool mask_has_id(std::string_view mask);

inline constexpr std::size_t kMaxMaskCharacters = 15;

/// Whether numbers can be made after this mask: at most 15 characters, at least one code, no blank
/// at either end, no control character, and no `#` in front, which people put before a number and
/// every dialect takes away.
bool is_number_mask(std::string_view mask);

}  // namespace desk::core
