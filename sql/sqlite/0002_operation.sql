-- What running a desk in earnest needs beside its tickets. The PostgreSQL step of the same number
-- means the same.

-- Who may call what ---------------------------------------------------------------------------------

-- A named set of API actions. A credential with roles may call what one of them allows.
CREATE TABLE role (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    actions TEXT NOT NULL DEFAULT ''  -- comma-separated, in lower case; empty: none
) STRICT;

CREATE TABLE credential_role (
    credential_id INTEGER NOT NULL REFERENCES credential (id) ON DELETE CASCADE,
    role_id INTEGER NOT NULL REFERENCES role (id),
    PRIMARY KEY (credential_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_role_by_role ON credential_role (role_id);

-- The legacy login sends the MD5 digest of the password: kept as Argon2id over that digest.
ALTER TABLE agent ADD COLUMN login_digest_hash TEXT NOT NULL DEFAULT '';

CREATE TABLE banned_address (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL,  -- an address, or a CIDR network
    reason TEXT NOT NULL DEFAULT '',
    expires_at INTEGER NOT NULL DEFAULT 0,  -- 0: never
    created_at INTEGER NOT NULL
) STRICT;

-- Records -------------------------------------------------------------------------------------------

ALTER TABLE client ADD COLUMN first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN company TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE client ADD COLUMN status TEXT NOT NULL DEFAULT 'Active';
ALTER TABLE client ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contact ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE "user" ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE service ADD COLUMN status TEXT NOT NULL DEFAULT 'Active';
ALTER TABLE domain ADD COLUMN status TEXT NOT NULL DEFAULT 'Active';
CREATE INDEX service_by_client ON service (client_id);
CREATE INDEX domain_by_client ON domain (client_id);

-- Merging, deleting ---------------------------------------------------------------------------------

-- What a merge changed, so that it can be undone. `merged_into` is in the first step. A merged ticket keeps
-- its opening; the reply made of that in the other ticket is the one with moved_kind 0.
ALTER TABLE ticket ADD COLUMN merged_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN status_before_merge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN flag_before_merge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moved_from INTEGER NOT NULL DEFAULT 0;  -- the ticket it was in
ALTER TABLE message ADD COLUMN moved_kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moved_wire_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_by_moved_from ON message (moved_from) WHERE moved_from > 0;
CREATE INDEX ticket_by_merged_into ON ticket (merged_into) WHERE merged_into > 0;
-- Of a purged ticket the row remains, without what anybody wrote: its id, number and code stay taken.
ALTER TABLE ticket ADD COLUMN purged_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX ticket_by_deleted_at ON ticket (deleted_at) WHERE deleted_at > 0 AND purged_at = 0;
CREATE INDEX message_by_deleted_at ON message (deleted_at) WHERE deleted_at > 0;

-- Jobs ----------------------------------------------------------------------------------------------

-- One row a job of the desk that has run; the lease lets one node at a time run it.
CREATE TABLE job (
    name TEXT PRIMARY KEY,
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER NOT NULL DEFAULT 0,
    succeeded_at INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT '',
    done_count INTEGER NOT NULL DEFAULT 0,  -- of the last run
    failures INTEGER NOT NULL DEFAULT 0,    -- in a row
    retry_at INTEGER NOT NULL DEFAULT 0     -- after a failure: not before this
) STRICT, WITHOUT ROWID;

-- "Answered" is what waits for the customer; it closes once the setting auto_close_hours says when.
UPDATE ticket_status SET auto_close = 1 WHERE title_folded = 'answered';

-- The clean-up looks at a file again when this time is attachment_keep_days ago: when it came, when its
-- ticket was found open, or when that was closed.
ALTER TABLE attachment ADD COLUMN keep_from INTEGER NOT NULL DEFAULT 0;
CREATE INDEX attachment_to_check ON attachment (keep_from) WHERE removed = 0;

CREATE INDEX access_token_by_end ON access_token (refresh_expires_at);

CREATE TABLE escalation_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    priorities TEXT NOT NULL DEFAULT '',  -- titles, comma-separated; empty: all
    minutes INTEGER NOT NULL,  -- since the last reply
    set_department INTEGER NOT NULL DEFAULT 0,
    set_status INTEGER NOT NULL DEFAULT 0,
    set_priority INTEGER NOT NULL DEFAULT 0,  -- 0 none, 1 low, 2 medium, 3 high
    set_flag INTEGER NOT NULL DEFAULT 0,
    reply TEXT NOT NULL DEFAULT '',
    notify INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

-- Which departments and statuses a rule is for; none: all, and all active ones.
CREATE TABLE escalation_rule_department (
    rule_id INTEGER NOT NULL REFERENCES escalation_rule (id) ON DELETE CASCADE,
    department_id INTEGER NOT NULL REFERENCES department (id),
    PRIMARY KEY (rule_id, department_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE escalation_rule_status (
    rule_id INTEGER NOT NULL REFERENCES escalation_rule (id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES ticket_status (id),
    PRIMARY KEY (rule_id, status_id)
) STRICT, WITHOUT ROWID;

-- On which tickets a rule has fired: it does so again when its minutes have passed since.
CREATE TABLE escalation (
    rule_id INTEGER NOT NULL REFERENCES escalation_rule (id) ON DELETE CASCADE,
    ticket_id INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (rule_id, ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX escalation_by_time ON escalation (rule_id, since);

-- The outbox: what is to be sent because of an event. State changes here, never on the event.
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    state INTEGER NOT NULL DEFAULT 0,  -- 0 waiting, 1 done, 2 given up
    attempts INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_waiting ON delivery (next_try_at) WHERE state = 0;

-- Lists ---------------------------------------------------------------------------------------------

-- Every list runs over ranges: one status in one department, the latest reply first. Merged and deleted tickets
-- are in none. What a list has no index for is looked at row by row.
CREATE INDEX ticket_list ON ticket (status_id, department_id, last_reply_at)
    WHERE merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_list_of_client ON ticket (client_id, status_id, department_id, last_reply_at)
    WHERE client_id > 0 AND merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_list_of_guest ON ticket (lower(requester_email), status_id, department_id, last_reply_at)
    WHERE requester_email <> '' AND client_id = 0 AND merged_into = 0 AND deleted_at = 0;
CREATE INDEX ticket_list_of_agent ON ticket (flag_agent_id, status_id, department_id, last_reply_at)
    WHERE flag_agent_id > 0 AND merged_into = 0 AND deleted_at = 0;

-- Subjects as they are searched, folded like all that is compared (desk::fold). Fed from `event` soon after the
-- commit, in write jobs of their own; what a search finds here it still compares with the ticket.
CREATE TABLE ticket_subject (
    ticket_id INTEGER PRIMARY KEY,
    folded TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE ticket_subject_trigram USING fts5 (
    folded, content = 'ticket_subject', content_rowid = 'ticket_id', columnsize = 0, detail = none,
    tokenize = 'trigram case_sensitive 1');
-- How far `event` has been followed for that; one row.
CREATE TABLE subject_feed (
    event_id INTEGER NOT NULL
) STRICT;
INSERT INTO subject_feed (event_id) VALUES (0);
