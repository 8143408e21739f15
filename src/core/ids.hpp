#pragma once
#include "util/strong_id.hpp"

namespace desk::core {

using TicketId = StrongId<struct TicketTag>;
using MessageId = StrongId<struct MessageTag>;
using AttachmentId = StrongId<struct AttachmentTag>;
using DepartmentId = StrongId<struct DepartmentTag>;
using StatusId = StrongId<struct StatusTag>;
using AgentId = StrongId<struct AgentTag>;
using ClientId = StrongId<struct ClientTag>;
using ContactId = StrongId<struct ContactTag>;
using UserId = StrongId<struct UserTag>;
using ServiceId = StrongId<struct ServiceTag>;
using DomainId = StrongId<struct DomainTag>;
using CustomFieldId = StrongId<struct CustomFieldTag>;
using CredentialId = StrongId<struct CredentialTag>;
using TokenId = StrongId<struct TokenTag>;
using EventId = StrongId<struct EventTag>;

}  // namespace desk::core
