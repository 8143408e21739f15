-- The desk's tables. The PostgreSQL step of the same number means the same.
-- Times are UTC seconds, 0 is "none" for ids and times, and ids are never used twice. Hot rows carry
-- no foreign keys: what they name is checked in the statement that writes them.

CREATE TABLE department (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,  -- NFC and case folding, see desk::fold
    description TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    sort_order INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    clients_only INTEGER NOT NULL DEFAULT 0,
    pipe_replies_only INTEGER NOT NULL DEFAULT 0,
    no_autoresponder INTEGER NOT NULL DEFAULT 0,
    feedback_request INTEGER NOT NULL DEFAULT 0,
    prevent_client_closure INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE ticket_status (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    title_folded TEXT NOT NULL UNIQUE,
    colour TEXT NOT NULL DEFAULT '#000000',
    is_core INTEGER NOT NULL DEFAULT 0,
    is_active INTEGER NOT NULL DEFAULT 1,
    awaits_reply INTEGER NOT NULL DEFAULT 0,
    auto_close INTEGER NOT NULL DEFAULT 0,
    sort_order INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO ticket_status (title, title_folded, colour, is_core, is_active, awaits_reply, sort_order)
VALUES ('Open', 'open', '#779500', 1, 1, 1, 1),
       ('Answered', 'answered', '#000000', 1, 1, 0, 2),
       ('Customer-Reply', 'customer-reply', '#ff6600', 1, 1, 1, 3),
       ('On Hold', 'on hold', '#224488', 0, 1, 0, 4),
       ('In Progress', 'in progress', '#cc0000', 0, 1, 0, 5),
       ('Closed', 'closed', '#888888', 1, 0, 0, 6);

CREATE TABLE agent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    login TEXT NOT NULL,
    login_folded TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    signature TEXT NOT NULL DEFAULT '',
    password_hash TEXT NOT NULL DEFAULT '',
    api_access INTEGER NOT NULL DEFAULT 1,
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE agent_department (
    agent_id INTEGER NOT NULL REFERENCES agent (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL REFERENCES department (id) ON DELETE CASCADE,
    PRIMARY KEY (agent_id, department_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT '',
    email_folded TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX client_by_email ON client (email_folded);
CREATE UNIQUE INDEX client_by_code ON client (code) WHERE code <> '';

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_by_client ON contact (client_id);

CREATE TABLE "user" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    password_hash TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX user_by_email ON "user" (email_folded);

CREATE TABLE client_user (
    client_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    is_owner INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (client_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_user_by_user ON client_user (user_id);

CREATE TABLE service (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE domain (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    name TEXT NOT NULL
) STRICT;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL UNIQUE,
    access_code TEXT NOT NULL,
    department_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    client_id INTEGER NOT NULL DEFAULT 0,
    contact_id INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER NOT NULL DEFAULT 0,
    requester_name TEXT NOT NULL DEFAULT '',
    requester_email TEXT NOT NULL DEFAULT '',
    cc TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    priority INTEGER NOT NULL,
    flag_agent_id INTEGER NOT NULL DEFAULT 0,
    service_id INTEGER NOT NULL DEFAULT 0,
    domain_id INTEGER NOT NULL DEFAULT 0,
    client_may_not_close INTEGER NOT NULL DEFAULT 0,
    expected_on TEXT NOT NULL DEFAULT '',  -- YYYY-MM-DD, or empty
    emergency_phone TEXT NOT NULL DEFAULT '',
    opened_at INTEGER NOT NULL,
    last_reply_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    reply_count INTEGER NOT NULL DEFAULT 0,
    merged_into INTEGER NOT NULL DEFAULT 0,
    deleted_at INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,  -- 0 opening, 1 reply, 2 note
    wire_id INTEGER NOT NULL DEFAULT 0,
    author_kind INTEGER NOT NULL,
    author_id INTEGER NOT NULL DEFAULT 0,
    author_name TEXT NOT NULL DEFAULT '',
    author_email TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    format INTEGER NOT NULL,  -- 0 plain, 1 markdown, 2 html
    origin INTEGER NOT NULL,  -- the dialect it came through
    rating INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL DEFAULT 0,
    attachment_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX message_by_ticket ON message (ticket_id, kind);
CREATE UNIQUE INDEX message_by_wire_id ON message (kind, wire_id) WHERE kind > 0;

-- Replies and notes are counted apart.
CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sequence (name, value) VALUES ('reply', 0), ('note', 0);

CREATE TABLE blob (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    touched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    stored_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    removed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX attachment_by_message ON attachment (message_id, position);
CREATE INDEX attachment_by_hash ON attachment (sha256);

CREATE TABLE custom_field (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    department_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    type INTEGER NOT NULL DEFAULT 0,
    options TEXT NOT NULL DEFAULT '',
    required INTEGER NOT NULL DEFAULT 0,
    sort_order INTEGER NOT NULL DEFAULT 0,
    UNIQUE (department_id, code)
) STRICT;

CREATE TABLE custom_field_value (
    ticket_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (ticket_id, field_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dialect INTEGER NOT NULL,
    identifier TEXT NOT NULL,
    secret_sha256 TEXT NOT NULL,
    agent_id INTEGER NOT NULL DEFAULT 0,
    client_id INTEGER NOT NULL DEFAULT 0,
    actions TEXT NOT NULL DEFAULT '',   -- comma-separated, empty: all
    networks TEXT NOT NULL DEFAULT '',  -- comma-separated, empty: any
    notes_hidden INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (dialect, identifier)
) STRICT;

CREATE TABLE access_token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    access_sha256 TEXT NOT NULL UNIQUE,
    refresh_sha256 TEXT NOT NULL UNIQUE,
    credential_id INTEGER NOT NULL,
    client_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL DEFAULT 0,
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    refresh_expires_at INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    actor_kind INTEGER NOT NULL,
    actor_id INTEGER NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    origin INTEGER NOT NULL,
    details TEXT NOT NULL,  -- a JSON object of short texts
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_ticket ON event (ticket_id);

CREATE TABLE ticket_counter (
    department_id INTEGER NOT NULL,
    status_id INTEGER NOT NULL,
    flag_agent_id INTEGER NOT NULL,
    slot INTEGER NOT NULL,  -- always 0 here; one writer has nobody to wait for
    count INTEGER NOT NULL,
    PRIMARY KEY (department_id, status_id, flag_agent_id, slot)
) STRICT, WITHOUT ROWID;
