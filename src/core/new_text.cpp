#include "core/new_text.hpp"

#include <utility>

#include "core/body.hpp"
#include "core/settings.hpp"

namespace desk::core {

namespace {

/// So much is converted in a millisecond or two.
constexpr std::size_t kQuickBytes = 16 * 1024;

std::string as_rendered(const Body& body, Origin reader) {
    return reader == Origin::getfly ? body_as_html(body, reader) : body_as_text(body);
}

/// True where another text was sent than the stored one, as that dialect reads it.
bool is_new_text(const Body& stored, const NewText& sent, Origin reader) {
    if (!sent.body_text || *sent.body_text == stored.text) return false;
    // Of what was compared with another text than the stored one nobody can say that it was read
    // and sent back: it is new.
    if (sent.compared) return sent.compared->is_new || !(sent.compared->stored == stored);
    return *sent.body_text != as_rendered(stored, reader);
}

}  // namespace

bool takes_long_to_compare(const Body& stored, const NewText& sent) {
    return sent.body_text && sent.body_text->size() <= kMaxMessageBytes &&
           stored.text.size() > kQuickBytes && stored.text != *sent.body_text;
}

ComparedText compare_text(Body stored, const NewText& sent, Origin reader) {
    const bool is_new = is_new_text(stored, sent, reader);
    return {std::move(stored), is_new};
}

Body changed_body(const Body& stored, const NewText& sent, Origin origin) {
    Body changed = stored;
    if (is_new_text(stored, sent, origin)) {
        changed.text = *sent.body_text;
        changed.origin = origin;
        if (stored.format == BodyFormat::html) changed.format = BodyFormat::plain;
        if (sent.body_format) changed.format = *sent.body_format;
    } else if (sent.body_format && stored.format != BodyFormat::html &&
               *sent.body_format != BodyFormat::html) {
        changed.format = *sent.body_format;
    }
    return changed;
}

}  // namespace desk::core
