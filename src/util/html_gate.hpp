#pragma once
#include <string>
#include <string_view>

namespace desk {

/// Bytes of an attribute's value, its entities resolved, beyond which it counts as absent.
inline constexpr std::size_t kMaxValueBytes = 2048;

/// Stands before the HTML parser, whose tree is destroyed by recursion and can grow with the square
/// of its input. Gives back the same text with mark-up of the allow-list only, every tag written
/// out in full, those that HTML lets people leave out too, and every element closed where it was
/// opened: the parser builds this tree and no other (text between the parts of a table still moves
/// in front of it), bounded by what is counted here: 20,000 elements, 100 levels, 32 attributes a
/// tag, 100 cells a row. Past a bound the mark-up goes and the text stays. Linear in its input.
///
/// It makes nothing safe by itself: sanitise_html() decides about attributes once the parser has
/// resolved the entities.
std::string tame_html(std::string_view html);

}  // namespace desk
