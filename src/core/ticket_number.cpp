#include "core/ticket_number.hpp"

#include "util/text.hpp"

namespace desk::core {

std::string draw_number(std::string_view mask, int more_digits, TicketId id, Timestamp opened_at,
                        const TimeZone& zone, Random& random) {
    const std::string date = format_date_time(opened_at, zone);  // 2026-01-31 18:05:09
    std::string number;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] != '%' || i + 1 == mask.size()) {
            number += mask[i];
            continue;
        }
        switch (mask[++i]) {
            case 'A':
                number += random.text(kUpperLetters, 1);
                break;
            case 'a':
                number += random.text(kLowerLetters, 1);
                break;
            case 'n':
                number += random.text(kDigits, 1);
                break;
            case 'y':
                number += date.substr(0, 4);
                break;
            case 'm':
                number += date.substr(5, 2);
                break;
            case 'd':
                number += date.substr(8, 2);
                break;
            case 'i':
                number += std::to_string(id.value());
                break;
            default:
                number += {'%', mask[i]};
                break;
        }
    }
    return number + random.text(kDigits, static_cast<std::size_t>(more_digits));
}

bool mask_has_id(std::string_view mask) { return mask.find("%i") != std::string_view::npos; }

}  // namespace desk::core
