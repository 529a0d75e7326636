-- The foundation: register, accounts, requests, messages, archive, jobs, record.
-- Times are milliseconds since 1970 UTC, days are days since 1970, ids are ULIDs made by the program.

-- rank 0 ------------------------------------------------------------------------------------------------------------------

CREATE TABLE policy (
    id         TEXT   NOT NULL PRIMARY KEY,
    key        TEXT   NOT NULL,
    value      TEXT   NOT NULL,
    valid_from BIGINT NOT NULL,
    set_by     TEXT   NOT NULL,
    set_at     BIGINT NOT NULL,
    reason     TEXT   NOT NULL
);
CREATE INDEX policy_by_key ON policy (key, valid_from);

CREATE TABLE jobs (
    id          TEXT    NOT NULL PRIMARY KEY,
    kind        TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    once_key    TEXT    UNIQUE,
    state       TEXT    NOT NULL,
    run_at      BIGINT  NOT NULL,
    lease_until BIGINT,
    lease_owner TEXT,
    attempts    INTEGER NOT NULL,
    last_error  TEXT,
    created_at  BIGINT  NOT NULL
);
CREATE INDEX jobs_due ON jobs (state, run_at);

CREATE TABLE audit (
    seq          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at           BIGINT NOT NULL,
    actor_kind   TEXT   NOT NULL,
    actor        TEXT,
    source       TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    subject_kind TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    unit_id      TEXT,
    reason       TEXT,
    detail       TEXT   NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);
CREATE INDEX audit_by_actor ON audit (actor, seq);
CREATE INDEX audit_by_unit ON audit (unit_id, seq);

CREATE TABLE throttle (
    key        TEXT   NOT NULL PRIMARY KEY,
    free_at    BIGINT NOT NULL
);
CREATE INDEX throttle_free ON throttle (free_at);

CREATE TABLE deliveries (
    id             TEXT    NOT NULL PRIMARY KEY,
    purpose        TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    person_id      TEXT    NOT NULL,
    channel        TEXT    NOT NULL,
    recipient_hint TEXT    NOT NULL,
    gateway        TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    reason         TEXT,
    code           TEXT,
    parts          INTEGER NOT NULL,
    made_at        BIGINT  NOT NULL,
    handed_over_at BIGINT,
    accepted_at    BIGINT,
    ended_at       BIGINT
);
CREATE INDEX deliveries_by_subject ON deliveries (subject, made_at);
CREATE INDEX deliveries_by_person ON deliveries (person_id, made_at);

CREATE TABLE delivery_parts (
    delivery_id TEXT    NOT NULL REFERENCES deliveries (id),
    part        INTEGER NOT NULL,
    gateway     TEXT    NOT NULL,
    reference   TEXT    NOT NULL,
    PRIMARY KEY (delivery_id, part)
);
CREATE INDEX delivery_parts_by_reference ON delivery_parts (gateway, reference);

CREATE TABLE receipts (
    id        TEXT   NOT NULL PRIMARY KEY,
    gateway   TEXT   NOT NULL,
    reference TEXT   NOT NULL,
    state     TEXT   NOT NULL,
    reason    TEXT,
    code      TEXT   NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX receipts_by_reference ON receipts (gateway, reference);

-- rank 1: register, archive --------------------------------------------------------------------------------------------------

CREATE TABLE institutions (
    id         TEXT   NOT NULL PRIMARY KEY,
    detsis     TEXT   NOT NULL UNIQUE,
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE units (
    id             TEXT    NOT NULL PRIMARY KEY,
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    detsis         TEXT    NOT NULL UNIQUE,
    parent_id      TEXT    REFERENCES units (id),
    name           TEXT    NOT NULL,
    kind           TEXT    NOT NULL,
    province       INTEGER,
    search_key     TEXT    NOT NULL,
    sort_key       BLOB    NOT NULL,
    ended_on       INTEGER,
    created_at     BIGINT  NOT NULL,
    updated_at     BIGINT  NOT NULL
);
CREATE INDEX units_by_parent ON units (parent_id);
CREATE INDEX units_in_order ON units (sort_key);

-- Every unit with itself (depth 0) and each unit above it.
CREATE TABLE unit_tree (
    unit_id     TEXT    NOT NULL REFERENCES units (id),
    ancestor_id TEXT    NOT NULL REFERENCES units (id),
    depth       INTEGER NOT NULL,
    PRIMARY KEY (unit_id, ancestor_id)
);
CREATE INDEX unit_tree_down ON unit_tree (ancestor_id, unit_id);

CREATE TABLE people (
    id             TEXT   NOT NULL PRIMARY KEY,
    institution_id TEXT   NOT NULL REFERENCES institutions (id),
    national_id    TEXT   NOT NULL UNIQUE,
    staff_no       TEXT   NOT NULL,
    given_names    TEXT   NOT NULL,
    surname        TEXT   NOT NULL,
    mobile         TEXT,
    email          TEXT,
    search_key     TEXT   NOT NULL,
    sort_key       BLOB   NOT NULL,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL
);
CREATE INDEX people_in_order ON people (sort_key);
CREATE INDEX people_by_staff_no ON people (staff_no);

CREATE TABLE posts (
    id        TEXT    NOT NULL PRIMARY KEY,
    person_id TEXT    NOT NULL REFERENCES people (id),
    unit_id   TEXT    NOT NULL REFERENCES units (id),
    title     TEXT    NOT NULL,
    starts_on INTEGER NOT NULL,
    ends_on   INTEGER
);
CREATE INDEX posts_by_person ON posts (person_id, starts_on);
CREATE INDEX posts_by_unit ON posts (unit_id);

CREATE TABLE duties (
    id           TEXT    NOT NULL PRIMARY KEY,
    kind         TEXT    NOT NULL,
    unit_id      TEXT    NOT NULL REFERENCES units (id),
    person_id    TEXT    NOT NULL REFERENCES people (id),
    starts_on    INTEGER NOT NULL,
    ends_on      INTEGER,
    created_at   BIGINT  NOT NULL
);
CREATE INDEX duties_by_unit ON duties (unit_id, kind);
CREATE INDEX duties_by_person ON duties (person_id, kind);

CREATE TABLE imports (
    id         TEXT   NOT NULL PRIMARY KEY,
    kind       TEXT   NOT NULL,
    file_name  TEXT   NOT NULL,
    blob       TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    plan_hash  TEXT   NOT NULL,
    counts     TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT
);

CREATE TABLE archive_items (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL REFERENCES units (id),
    archive_no TEXT    NOT NULL UNIQUE,
    year       INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    subject    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    file_name  TEXT    NOT NULL,
    size       BIGINT  NOT NULL,
    blob       TEXT    NOT NULL,
    filed_by   TEXT    NOT NULL REFERENCES people (id),
    filed_at   BIGINT  NOT NULL,
    replaced_at BIGINT,
    UNIQUE (unit_id, year, number)
);
CREATE INDEX archive_items_by_subject ON archive_items (subject);

-- rank 2: accounts -----------------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,
    person_id   TEXT   NOT NULL REFERENCES people (id),
    user_name   TEXT   NOT NULL UNIQUE,
    state       TEXT   NOT NULL,
    state_since BIGINT NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_by_person ON accounts (person_id) WHERE kind = 'personal';

CREATE TABLE credentials (
    id          TEXT   NOT NULL PRIMARY KEY,
    account_id  TEXT   NOT NULL REFERENCES accounts (id),
    request_id  TEXT,
    verifier    TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    made_at     BIGINT NOT NULL,
    first_used_at BIGINT,
    ends_at     BIGINT NOT NULL,
    retired_at  BIGINT
);
CREATE INDEX credentials_by_account ON credentials (account_id, state);
CREATE INDEX credentials_ending ON credentials (state, ends_at);

CREATE TABLE reminders (
    credential_id TEXT    NOT NULL REFERENCES credentials (id),
    days_before   INTEGER NOT NULL,
    made_at       BIGINT  NOT NULL,
    PRIMARY KEY (credential_id, days_before)
);

CREATE TABLE second_factors (
    account_id   TEXT   NOT NULL PRIMARY KEY REFERENCES accounts (id),
    sealed       BLOB   NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step    BIGINT NOT NULL
);

CREATE TABLE recovery_codes (
    account_id TEXT   NOT NULL REFERENCES accounts (id),
    mac        TEXT   NOT NULL,
    used_at    BIGINT,
    PRIMARY KEY (account_id, mac)
);

CREATE TABLE sessions (
    mac           TEXT    NOT NULL PRIMARY KEY,
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    credential_id TEXT    NOT NULL REFERENCES credentials (id),
    post_id       TEXT,
    second_factor BOOLEAN NOT NULL,
    source        TEXT    NOT NULL,
    agent         TEXT    NOT NULL,
    created_at    BIGINT  NOT NULL,
    seen_at       BIGINT  NOT NULL,
    ends_at       BIGINT  NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);

-- rank 3: requests -----------------------------------------------------------------------------------------------------------

CREATE TABLE requests (
    id             TEXT    NOT NULL PRIMARY KEY,
    reference      TEXT    NOT NULL UNIQUE,
    draft          TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    unit_id        TEXT    NOT NULL REFERENCES units (id),
    claimed_unit_id TEXT   NOT NULL REFERENCES units (id),
    person_id      TEXT    REFERENCES people (id),
    national_id    TEXT    NOT NULL,
    given_names    TEXT    NOT NULL,
    surname        TEXT    NOT NULL,
    staff_no       TEXT    NOT NULL,
    mobile         TEXT    NOT NULL,
    search_key     TEXT    NOT NULL,
    compromised    BOOLEAN NOT NULL,
    language       TEXT    NOT NULL,
    notice_version TEXT    NOT NULL,
    made_at        BIGINT  NOT NULL,
    lapses_at      BIGINT  NOT NULL,
    ended_at       BIGINT,
    reason         TEXT
);
CREATE INDEX requests_by_unit ON requests (unit_id, state);
CREATE INDEX requests_by_person ON requests (person_id);
CREATE INDEX requests_by_state ON requests (state, lapses_at);

CREATE TABLE approvals (
    request_id    TEXT    NOT NULL PRIMARY KEY REFERENCES requests (id),
    decision      TEXT    NOT NULL,
    way           TEXT    NOT NULL,
    supervisor_id TEXT    NOT NULL REFERENCES people (id),
    as_deputy     BOOLEAN NOT NULL,
    signed_on     INTEGER NOT NULL,
    recorded_by   TEXT    NOT NULL REFERENCES people (id),
    recorded_at   BIGINT  NOT NULL,
    reason        TEXT
);

CREATE TABLE fulfilments (
    request_id   TEXT   NOT NULL PRIMARY KEY REFERENCES requests (id),
    officer_id   TEXT   NOT NULL REFERENCES people (id),
    statement    TEXT   NOT NULL,
    attested_at  BIGINT NOT NULL,
    account_id   TEXT   NOT NULL REFERENCES accounts (id),
    round        INTEGER NOT NULL
);

-- The record is written once and never again.
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
