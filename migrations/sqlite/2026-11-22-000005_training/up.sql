-- The training programme (B1–B8): tiers and catalogue, active users with their evidence, the ledger of hours, shared sessions.

CREATE TABLE programmes (
    id              TEXT    NOT NULL PRIMARY KEY,
    provider_id     TEXT    NOT NULL REFERENCES institutions (id),
    name            TEXT    NOT NULL,
    starts_on       INTEGER NOT NULL,
    ends_on         INTEGER NOT NULL,
    capacity_people INTEGER NOT NULL,
    capacity_hours  INTEGER NOT NULL,
    created_at      BIGINT  NOT NULL
);

CREATE TABLE tier_tables (
    id           TEXT    NOT NULL PRIMARY KEY,
    programme_id TEXT    NOT NULL REFERENCES programmes (id),
    valid_from   INTEGER NOT NULL,
    published_by TEXT    NOT NULL,
    published_at BIGINT  NOT NULL,
    reason       TEXT    NOT NULL
);
CREATE INDEX tier_tables_by_programme ON tier_tables (programme_id, valid_from);

CREATE TABLE tiers (
    table_id   TEXT    NOT NULL REFERENCES tier_tables (id),
    position   INTEGER NOT NULL,
    code       TEXT    NOT NULL,
    from_users BIGINT  NOT NULL,
    to_users   BIGINT  NOT NULL,
    hours      INTEGER NOT NULL,
    way        TEXT    NOT NULL,
    PRIMARY KEY (table_id, position)
);

CREATE TABLE courses (
    id           TEXT    NOT NULL PRIMARY KEY,
    programme_id TEXT    NOT NULL REFERENCES programmes (id),
    code         TEXT    NOT NULL,
    name         TEXT    NOT NULL,
    name_en      TEXT    NOT NULL,
    level        TEXT    NOT NULL,
    hours        INTEGER NOT NULL,
    contents     TEXT    NOT NULL,
    materials    TEXT    NOT NULL,
    needs        TEXT    NOT NULL,
    ended_on     INTEGER,
    created_at   BIGINT  NOT NULL,
    UNIQUE (programme_id, code)
);

CREATE TABLE training_sites (
    id          TEXT    NOT NULL PRIMARY KEY,
    provider_id TEXT    NOT NULL REFERENCES institutions (id),
    name        TEXT    NOT NULL,
    province    INTEGER NOT NULL,
    address     TEXT    NOT NULL,
    created_at  BIGINT  NOT NULL,
    UNIQUE (provider_id, name)
);

-- A count of an institution's active users, with where it comes from. Written once.
CREATE TABLE user_counts (
    id             TEXT    NOT NULL PRIMARY KEY,
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    provider_id    TEXT    NOT NULL REFERENCES institutions (id),
    counted_on     INTEGER NOT NULL,
    source         TEXT    NOT NULL,
    file_name      TEXT    NOT NULL,
    blob           TEXT    NOT NULL,
    total          BIGINT  NOT NULL,
    taken_by       TEXT    NOT NULL,
    taken_at       BIGINT  NOT NULL
);
CREATE INDEX user_counts_by_institution ON user_counts (institution_id, taken_at);

-- The tree as it was on that day: a unit's own users, and those at or below it.
CREATE TABLE user_count_lines (
    count_id  TEXT   NOT NULL REFERENCES user_counts (id),
    unit_id   TEXT   NOT NULL REFERENCES units (id),
    parent_id TEXT   REFERENCES units (id),
    users     BIGINT NOT NULL,
    subtotal  BIGINT NOT NULL,
    PRIMARY KEY (count_id, unit_id)
);
CREATE INDEX user_count_lines_below ON user_count_lines (count_id, parent_id);

CREATE TABLE tier_decisions (
    id             TEXT    NOT NULL PRIMARY KEY,
    programme_id   TEXT    NOT NULL REFERENCES programmes (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    count_id       TEXT    NOT NULL REFERENCES user_counts (id),
    table_id       TEXT    NOT NULL REFERENCES tier_tables (id),
    users          BIGINT  NOT NULL,
    verdict        TEXT    NOT NULL,
    tier           TEXT,
    way            TEXT,
    hours          INTEGER NOT NULL,
    decided_on     INTEGER NOT NULL,
    decided_by     TEXT    NOT NULL,
    decided_at     BIGINT  NOT NULL
);
CREATE INDEX tier_decisions_by_institution ON tier_decisions (programme_id, institution_id, decided_at);

-- Hours of training that an institution has a right to. Balances are computed, never stored.
CREATE TABLE entitlements (
    seq            INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    programme_id   TEXT    NOT NULL REFERENCES programmes (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    kind           TEXT    NOT NULL,
    hours          INTEGER NOT NULL CHECK (hours > 0),
    hold           TEXT,
    once_key       TEXT    NOT NULL UNIQUE,
    about          TEXT    NOT NULL,
    actor          TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    at             BIGINT  NOT NULL
);
CREATE INDEX entitlements_by_institution ON entitlements (programme_id, institution_id, seq);

CREATE TABLE shared_sessions (
    id            TEXT    NOT NULL PRIMARY KEY,
    reference     TEXT    NOT NULL UNIQUE,
    programme_id  TEXT    NOT NULL REFERENCES programmes (id),
    course_id     TEXT    NOT NULL REFERENCES courses (id),
    site_id       TEXT    NOT NULL REFERENCES training_sites (id),
    starts_on     INTEGER NOT NULL,
    starts_minute INTEGER NOT NULL,
    hours         INTEGER NOT NULL,
    seats         INTEGER NOT NULL,
    quota         INTEGER NOT NULL,
    cancel_by     INTEGER NOT NULL,
    substitute_by INTEGER NOT NULL,
    fill_from     INTEGER NOT NULL,
    state         TEXT    NOT NULL,
    announced_by  TEXT    NOT NULL,
    announced_at  BIGINT  NOT NULL,
    ended_at      BIGINT,
    reason        TEXT
);
CREATE INDEX shared_sessions_by_day ON shared_sessions (programme_id, state, starts_on);

-- `number` is the order of application in the session, without gaps.
CREATE TABLE reservations (
    id             TEXT    NOT NULL PRIMARY KEY,
    session_id     TEXT    NOT NULL REFERENCES shared_sessions (id),
    number         INTEGER NOT NULL,
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    seats          INTEGER NOT NULL CHECK (seats > 0),
    state          TEXT    NOT NULL,
    once_key       TEXT    NOT NULL UNIQUE,
    made_by        TEXT    NOT NULL REFERENCES people (id),
    made_at        BIGINT  NOT NULL,
    seated_at      BIGINT,
    ended_at       BIGINT,
    UNIQUE (session_id, number)
);
CREATE INDEX reservations_by_institution ON reservations (institution_id, made_at);

-- What decided, and what was booked, stays as it was written.
CREATE TRIGGER entitlements_keep BEFORE UPDATE ON entitlements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entitlements_stay BEFORE DELETE ON entitlements BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER user_counts_keep BEFORE UPDATE ON user_counts BEGIN SELECT RAISE(ABORT, 'a count is evidence'); END;
CREATE TRIGGER user_counts_stay BEFORE DELETE ON user_counts BEGIN SELECT RAISE(ABORT, 'a count is evidence'); END;
CREATE TRIGGER user_count_lines_keep BEFORE UPDATE ON user_count_lines BEGIN SELECT RAISE(ABORT, 'a count is evidence'); END;
CREATE TRIGGER user_count_lines_stay BEFORE DELETE ON user_count_lines BEGIN SELECT RAISE(ABORT, 'a count is evidence'); END;
CREATE TRIGGER tier_decisions_keep BEFORE UPDATE ON tier_decisions BEGIN SELECT RAISE(ABORT, 'a decision is evidence'); END;
CREATE TRIGGER tier_decisions_stay BEFORE DELETE ON tier_decisions BEGIN SELECT RAISE(ABORT, 'a decision is evidence'); END;
