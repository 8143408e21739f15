#include "store/attachment_row.hpp"
#include "store/sql_tx.hpp"

namespace desk::store {

namespace {

const Query<ById, AttachmentRow> kAttachmentsOfMessage{
    "attachments of message",
    std::string(kSelectAttachment) +
        "attachment a WHERE a.message_id = :id ORDER BY a.message_id, a.position"};

const Query<ById, AttachmentRow> kAttachmentsOfTicket{
    "attachments of ticket", std::string(kSelectAttachment) +
                                 "message m JOIN attachment a ON a.message_id = m.id"
                                 " WHERE m.ticket_id = :id ORDER BY a.message_id, a.position"};

struct AttachmentColumns {
    std::int64_t message = 0, position = 0;
    std::string file_name, stored_name, media_type;
    std::int64_t size = 0;
    std::string sha256;
    std::int64_t keep_from = 0;

    void each(auto&& bind) {
        bind("message", message), bind("position", position), bind("file_name", file_name);
        bind("stored_name", stored_name), bind("media_type", media_type), bind("size", size);
        bind("sha256", sha256), bind("keep_from", keep_from);
    }
};

const Query<AttachmentColumns> kInsertAttachment{"insert attachment", R"sql(
    INSERT INTO attachment (message_id, position, file_name, stored_name, media_type, size, sha256,
                            keep_from)
    VALUES (:message, :position, :file_name, :stored_name, :media_type, :size, :sha256,
            :keep_from))sql"};

struct BlobColumns {
    std::string sha256;
    std::int64_t size = 0, touched_at = 0;
    void each(auto&& bind) {
        bind("sha256", sha256), bind("size", size), bind("touched_at", touched_at);
    }
};

const Query<BlobColumns> kTouchBlob{"touch blob", R"sql(
    INSERT INTO blob (sha256, size, touched_at) VALUES (:sha256, :size, :touched_at)
    ON CONFLICT (sha256) DO UPDATE SET touched_at = excluded.touched_at)sql"};

}  // namespace

core::Attachment to_attachment(AttachmentRow&& row) {
    core::Attachment attachment;
    attachment.id = core::AttachmentId(row.id);
    attachment.message = core::MessageId(row.message);
    attachment.position = static_cast<int>(row.position);
    attachment.file_name = std::move(row.file_name);
    attachment.stored_name = std::move(row.stored_name);
    attachment.media_type = std::move(row.media_type);
    attachment.sha256 = std::move(row.sha256);
    attachment.size = row.size;
    attachment.removed = row.removed != 0;
    return attachment;
}

void SqlTx::insert_attachments(core::MessageId message,
                               const std::vector<core::NewAttachment>& attachments) {
    std::int64_t position = 0;
    for (const core::NewAttachment& file : attachments) {
        const std::string prefix = std::to_string(100'000 + random().below(900'000));
        connection_.run(kTouchBlob, {file.sha256, file.size, to_column(clock().now())});
        connection_.run(kInsertAttachment,
                        {message.value(), position++, file.file_name, prefix + "_" + file.file_name,
                         file.media_type, file.size, file.sha256, to_column(clock().now())});
    }
}

void SqlTx::attach_files(core::TicketId ticket, std::vector<core::Message>& messages) {
    for (AttachmentRow& row : connection_.all(kAttachmentsOfTicket, {ticket.value()})) {
        for (core::Message& message : messages) {
            if (message.id.value() != row.message) continue;
            message.attachments.push_back(to_attachment(std::move(row)));
            break;
        }
    }
}

std::vector<core::Attachment> SqlTx::attachments(core::MessageId message) {
    std::vector<core::Attachment> result;
    for (AttachmentRow& row : connection_.all(kAttachmentsOfMessage, {message.value()})) {
        result.push_back(to_attachment(std::move(row)));
    }
    return result;
}

std::string SqlTx::attachment_bytes(const std::string& sha256) {
    return services_.files.get(sha256);
}

}  // namespace desk::store
