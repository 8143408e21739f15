#include "core/ticket_number.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace desk::core {

namespace {

constexpr std::int64_t kMostNumbers = 1'000'000'000'000'000;
constexpr std::int64_t kNear = 100'000;
constexpr std::string_view kCodes = "Aanymdi";

bool has_code(std::string_view mask, std::string_view codes) {
    for (std::size_t at = mask.find('%'); at < mask.size(); at = mask.find('%', at + 2)) {
        if (at + 1 < mask.size() && codes.find(mask[at + 1]) != std::string_view::npos) return true;
    }
    return false;
}

}  // namespace

NumberSpace::NumberSpace(std::string_view mask, int more_digits, TicketId id, Timestamp opened_at,
                         const TimeZone& zone) {
    const std::string date = format_date_time(opened_at, zone);  // 2026-01-31 18:05:09
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] != '%' || i + 1 == mask.size()) {
            add_text(mask.substr(i, 1));
            continue;
        }
        switch (mask[++i]) {
            case 'A':
                add_place('A', kUpperLetters);
                break;
            case 'a':
                add_place('a', kLowerLetters);
                break;
            case 'n':
                add_place('n', kDigits);
                break;
            case 'y':
                add_text(date.substr(0, 4));
                break;
            case 'm':
                add_text(date.substr(5, 2));
                break;
            case 'd':
                add_text(date.substr(8, 2));
                break;
            case 'i':
                add_text(std::to_string(id.value()));
                break;
            default:
                add_text(mask.substr(i - 1, 2));
                break;
        }
    }
    for (int i = 0; i < more_digits; ++i) add_place('n', kDigits);
}

void NumberSpace::add_text(std::string_view text) {
    form_ += text;
    name_ += text;
}

void NumberSpace::add_place(char code, std::string_view alphabet) {
    places_.push_back({form_.size(), alphabet});
    form_ += alphabet.front();
    name_ += {'%', code};
    size_ = std::min(kMostNumbers, size_ * static_cast<std::int64_t>(alphabet.size()));
}

std::string NumberSpace::at(std::int64_t index) const {
    std::string number = form_;
    for (auto place = places_.rbegin(); place != places_.rend(); ++place) {
        const auto count = static_cast<std::int64_t>(place->alphabet.size());
        number[place->at] = place->alphabet[static_cast<std::size_t>(index % count)];
        index /= count;
    }
    return number;
}

std::string NumberSpace::draw(Random& random) const {
    std::string number = form_;
    for (const Place& place : places_) number[place.at] = random.text(place.alphabet, 1)[0];
    return number;
}

std::string NumberSpace::draw_near(std::string number, Random& random) const {
    std::int64_t drawn_of = 1;
    for (auto place = places_.rbegin(); place != places_.rend() && drawn_of < kNear; ++place) {
        number[place->at] = random.text(place->alphabet, 1)[0];
        drawn_of *= static_cast<std::int64_t>(place->alphabet.size());
    }
    return number;
}

bool mask_has_id(std::string_view mask) { return has_code(mask, "i"); }

bool is_number_mask(std::string_view mask) {
    const auto is_control = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    };
    return !mask.starts_with('#') && trim(mask) == mask && has_code(mask, kCodes) &&
           count_characters(mask) <= kMaxMaskCharacters &&
           std::none_of(mask.begin(), mask.end(), is_control);
}

}  // namespace desk::core
