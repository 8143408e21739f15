#pragma once
#include <string>
#include <vector>

#include "core/list_ports.hpp"
#include "core/number_test.hpp"

namespace desk::core {

/// A condition on a text: that it is one of some, or has a part.
struct TextTest {
    std::vector<std::string> any_of;  ///< where `part` is empty; none: nothing passes
    std::string part;

    [[nodiscard]] bool is_exact() const { return part.empty(); }
};

/// On the value of a custom field of the ticket's department; one without a value has "".
struct FieldTest {
    std::string code;
    TextTest value;  ///< exactly; a part letter case aside
};

/// On whom a ticket is of: one of these clients, or a guest with one of these addresses.
struct OwnerTest {
    std::vector<ClientId> clients;
    std::vector<std::string> emails;  ///< letter case aside
};

enum class SearchOrder { id, code, subject, opened_at, updated_at, expected_on };

/// Which tickets, by whatever may be asked of them. Every condition must hold; deleted and merged
/// tickets are in no list.
struct TicketSearch {
    SomeDepartments departments;
    std::optional<std::vector<StatusId>> statuses;
    std::vector<NumberTest> ids;
    std::vector<NumberTest> clients;      ///< 0: a guest
    std::vector<NumberTest> opened_at;    ///< UTC seconds
    std::vector<NumberTest> updated_at;   ///< likewise
    std::vector<NumberTest> expected_on;  ///< 20261231; 0 for none
    std::vector<TextTest> codes;          ///< letter by letter
    std::vector<TextTest> subjects;       ///< letter case aside, as desk::fold has it
    std::vector<TextTest> phones;         ///< letter by letter
    std::vector<OwnerTest> owners;
    std::vector<FieldTest> fields;
    /// A part of the subject, the code, the client's name, code or e-mail, a guest's name or
    /// e-mail, or the opening message; letter case aside. Openings are read of the newest tickets
    /// alone (kSearchedOpenings, kSearchedOpeningBytes); so are names, and what is shorter than
    /// kMinSearchCharacters.
    std::string text;

    SearchOrder order = SearchOrder::id;
    bool ascends = false;  ///< by the order, then by id
};

/// So many tickets are looked at one by one, where no index leads to what is searched.
inline constexpr std::int64_t kMostLookedAt = 250'000;
/// The newest tickets, whose opening messages a free text is searched in, and how many bytes of
/// them at most.
inline constexpr std::int64_t kSearchedOpenings = 10'000;
inline constexpr std::int64_t kSearchedOpeningBytes = 16 * 1024 * 1024;

}  // namespace desk::core
