#pragma once
#include <optional>
#include <string>

#include "core/message.hpp"

/// A new text for a message that is there already, and whether it is one: what a dialect read and
/// sends back unchanged must change nothing, and to know that the stored text has to be made what
/// the dialect reads. For a megabyte of Markdown that takes up to a second, which is no time to
/// spend in the writer while others wait. So it is done before the transaction, which then only
/// looks whether the stored text is still the one that was compared.
namespace desk::core {

/// A text compared before the transaction.
struct ComparedText {
    Body stored;  ///< what it was compared with
    bool is_new = false;
};

struct NewText {
    std::optional<std::string> body_text;
    std::optional<BodyFormat> body_format;  ///< with text: its format; alone: see changed_body()
    std::optional<ComparedText> compared;   ///< of `body_text`; none: compared here and now
};

/// Whether comparing is work for the slow lane.
bool takes_long_to_compare(const Body& stored, const NewText& sent);

/// Pure; takes as long as it takes.
/// \param reader  the dialect that sends it
ComparedText compare_text(Body stored, const NewText& sent, Origin reader);

/// What the message says from now on. What equals that which the dialect reads is no change, so
/// that reading and sending back never converts what is stored. `body_format` alone changes how the
/// text is read, except on HTML; `body_text` alone keeps the format, HTML becoming plain.
Body changed_body(const Body& stored, const NewText& sent, Origin origin);

}  // namespace desk::core
