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

-- What a merge changed, so that it can be undone. `merged_into` is in the first step.
ALTER TABLE ticket ADD COLUMN merged_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN status_before_merge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket ADD COLUMN flag_before_merge INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moved_from INTEGER NOT NULL DEFAULT 0;  -- the ticket it was in
ALTER TABLE message ADD COLUMN moved_kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN moved_wire_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX message_by_moved_from ON message (moved_from) WHERE moved_from > 0;
CREATE INDEX ticket_by_merged_into ON ticket (merged_into) WHERE merged_into > 0;
CREATE INDEX ticket_by_deleted_at ON ticket (deleted_at) WHERE deleted_at > 0;

-- Jobs ----------------------------------------------------------------------------------------------

-- One row a job of the desk; the lease lets one node at a time run it.
CREATE TABLE job (
    name TEXT PRIMARY KEY,
    next_run_at INTEGER NOT NULL DEFAULT 0,
    lease_owner TEXT NOT NULL DEFAULT '',
    lease_until INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER NOT NULL DEFAULT 0,
    finished_at INTEGER NOT NULL DEFAULT 0,
    outcome TEXT NOT NULL DEFAULT '',
    done_count INTEGER NOT NULL DEFAULT 0  -- of the last run
) STRICT, WITHOUT ROWID;

CREATE TABLE escalation_rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL UNIQUE,
    departments TEXT NOT NULL DEFAULT '',  -- ids, comma-separated; empty: all
    statuses TEXT NOT NULL DEFAULT '',
    priorities TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL,  -- since the last reply
    set_department INTEGER NOT NULL DEFAULT 0,
    set_status INTEGER NOT NULL DEFAULT 0,
    set_priority INTEGER NOT NULL DEFAULT -1,
    set_flag INTEGER NOT NULL DEFAULT 0,
    reply TEXT NOT NULL DEFAULT '',
    notify INTEGER NOT NULL DEFAULT 0,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

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
