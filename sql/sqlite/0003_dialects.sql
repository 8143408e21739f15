-- What the dialects need to be whole. The PostgreSQL step of the same number means the same.

-- Sequences -----------------------------------------------------------------------------------------

-- Each insert looks for its table in sqlite_sequence, row by row: the tables that every request
-- writes stand first.
CREATE TABLE sequence_kept AS SELECT name, seq FROM sqlite_sequence;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence (name, seq)
    SELECT hot.column1, COALESCE(kept.seq, 0)
    FROM (VALUES ('event', 1), ('message', 2), ('ticket', 3)) hot
        LEFT JOIN sequence_kept kept ON kept.name = hot.column1
    ORDER BY hot.column2;
INSERT INTO sqlite_sequence (name, seq)
    SELECT name, seq FROM sequence_kept WHERE name NOT IN ('event', 'message', 'ticket');
DROP TABLE sequence_kept;

-- Companion actions of WHMCS ------------------------------------------------------------------------

-- Names as they are searched, folded like all that is compared (desk::fold). What was written before is
-- folded as well as the database can; the next write does it right.
ALTER TABLE client ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN last_name_folded TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN company_folded TEXT NOT NULL DEFAULT '';
UPDATE client SET first_name = CASE WHEN instr(name, ' ') > 0 THEN substr(name, 1, instr(name, ' ') - 1) ELSE name END,
                  last_name = CASE WHEN instr(name, ' ') > 0 THEN substr(name, instr(name, ' ') + 1) ELSE '' END
    WHERE first_name = '' AND last_name = '' AND company = '';
UPDATE client SET name_folded = lower(name), last_name_folded = lower(last_name), company_folded = lower(company);
DROP INDEX client_by_email;
CREATE INDEX client_by_email ON client (email_folded, id);
CREATE INDEX client_by_name ON client (name_folded, id);
CREATE INDEX client_by_last_name ON client (last_name_folded, id);
CREATE INDEX client_by_company ON client (company_folded, id);
CREATE INDEX client_by_time ON client (created_at, id);
CREATE INDEX client_by_status ON client (status, id);

ALTER TABLE client ADD COLUMN address1 TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN address2 TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN country TEXT NOT NULL DEFAULT '';  -- two capitals

ALTER TABLE contact ADD COLUMN first_name TEXT NOT NULL DEFAULT '';  -- where empty, `name` says both
ALTER TABLE contact ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN address1 TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN address2 TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN postcode TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN mail_about TEXT NOT NULL DEFAULT '';  -- "general,support": what it gets mail about
ALTER TABLE contact ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "user" ADD COLUMN first_name TEXT NOT NULL DEFAULT '';  -- where empty, `name` says both
ALTER TABLE "user" ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE "user" ADD COLUMN language TEXT NOT NULL DEFAULT '';

CREATE TABLE client_note (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL DEFAULT 0,
    agent_name TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    sticky INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX client_note_by_client ON client_note (client_id, id);

CREATE TABLE cancel_request (
    service_id INTEGER PRIMARY KEY,
    at_period_end INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    agent_id INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    published INTEGER NOT NULL DEFAULT 0,
    announced_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX announcement_by_time ON announcement (announced_at, id);

-- What agents, programs and the desk did, as sentences for people. Tickets have their events instead.
CREATE TABLE activity (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER NOT NULL DEFAULT 0,
    agent_id INTEGER NOT NULL DEFAULT 0,
    actor_name TEXT NOT NULL DEFAULT '',
    description TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',  -- where it came from
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_time ON activity (created_at, id);
CREATE INDEX activity_by_client ON activity (client_id, created_at, id) WHERE client_id > 0;

-- Texts of mail, by name.
CREATE TABLE email_template (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a mail says; `delivery` has whether it went, by the same event.
CREATE TABLE outgoing_mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL,
    client_id INTEGER NOT NULL DEFAULT 0,  -- in whose mail log it is
    ticket_id INTEGER NOT NULL DEFAULT 0,
    recipients TEXT NOT NULL,              -- addresses, comma-separated
    cc TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outgoing_mail_by_client ON outgoing_mail (client_id, created_at, id) WHERE client_id > 0;
CREATE INDEX outgoing_mail_by_event ON outgoing_mail (event_id);
CREATE INDEX delivery_by_event ON delivery (event_id, id);

-- Single sign-on: good once, for a minute.
CREATE TABLE sso_token (
    token_sha256 TEXT PRIMARY KEY,
    client_id INTEGER NOT NULL DEFAULT 0,
    user_id INTEGER NOT NULL,
    destination TEXT NOT NULL DEFAULT '',
    path TEXT NOT NULL DEFAULT '',
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sso_token_by_end ON sso_token (expires_at);

-- Tickets in WHMCS ----------------------------------------------------------------------------------

-- Texts that agents answer with again and again.
CREATE TABLE predefined_category (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER NOT NULL DEFAULT 0,  -- 0: none
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX predefined_category_by_name ON predefined_category (name_folded, parent_id);
CREATE INDEX predefined_category_by_parent ON predefined_category (parent_id);

CREATE TABLE predefined_reply (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    category_id INTEGER NOT NULL REFERENCES predefined_category (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    reply TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX predefined_reply_by_name ON predefined_reply (name_folded, category_id);
CREATE INDEX predefined_reply_by_category ON predefined_reply (category_id);

-- What mail is refused for.
CREATE TABLE spam_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT NOT NULL,  -- sender, subject, phrase
    content TEXT NOT NULL,
    content_folded TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX spam_rule_by_content ON spam_rule (content_folded, type);

-- Agents who want to hear of a ticket.
CREATE TABLE ticket_watcher (
    ticket_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL REFERENCES agent (id),
    PRIMARY KEY (ticket_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_watcher_by_agent ON ticket_watcher (agent_id);

-- Searches ------------------------------------------------------------------------------------------

-- What tickets are looked for by: times for programs that fetch what changed, and what only some tickets have. Merged and
-- deleted tickets are in none.
CREATE INDEX ticket_by_opened_at ON ticket (opened_at) WHERE merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_by_updated_at ON ticket (updated_at) WHERE merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_by_expected_on ON ticket (expected_on)
    WHERE expected_on <> '' AND merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_by_phone ON ticket (emergency_phone)
    WHERE emergency_phone <> '' AND merged_into = 0 AND deleted_at = 0;

-- Values may be long: found by how they begin, then compared.
CREATE INDEX custom_field_value_by_beginning ON custom_field_value (field_id, substr(value, 1, 64));

-- Calls that come twice, and guesses -----------------------------------------------------------------

-- The answer of a call that came with an Idempotency-Key, given again for a day. Written with the change.
CREATE TABLE kept_answer (
    key_sha256 TEXT PRIMARY KEY,  -- of the caller, the action and the key
    parameters_sha256 TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answer_by_end ON kept_answer (expires_at);

-- Wrong guesses at one secret from one address, so that a restart does not forget them.
CREATE TABLE wrong_guess (
    subject_sha256 TEXT PRIMARY KEY,  -- of what was guessed at, and where from
    guesses INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL DEFAULT 0,  -- 0: it is not
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX wrong_guess_by_end ON wrong_guess (expires_at);
