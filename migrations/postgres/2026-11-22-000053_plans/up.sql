-- Inside plans (B9, B14, B15): what account managers say of requests, whom units propose, who is away, and what is passed on.

-- One row for each time a request was passed on or given back. They stay as they were written down.
CREATE TABLE request_reviews (
    id         TEXT   NOT NULL PRIMARY KEY,
    request_id TEXT   NOT NULL REFERENCES training_requests (id),
    verdict    TEXT   NOT NULL,
    text       TEXT   NOT NULL,
    made_by    TEXT   NOT NULL REFERENCES people (id),
    made_at    BIGINT NOT NULL
);
CREATE INDEX request_reviews_by_request ON request_reviews (request_id, made_at);
CREATE TRIGGER request_reviews_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON request_reviews
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();

-- Units are asked for candidates; people they propose. Neither is the provider's to see.
CREATE TABLE candidate_calls (
    id             TEXT    NOT NULL PRIMARY KEY,
    session_id     TEXT    NOT NULL REFERENCES training_sessions (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    unit_id        TEXT    NOT NULL REFERENCES units (id),
    places         INTEGER NOT NULL CHECK (places > 0),
    until_day      INTEGER NOT NULL,
    note           TEXT    NOT NULL,
    asked_by       TEXT    NOT NULL REFERENCES people (id),
    asked_at       BIGINT  NOT NULL,
    ended_at       BIGINT
);
CREATE UNIQUE INDEX candidate_calls_once ON candidate_calls (session_id, unit_id) WHERE ended_at IS NULL;
CREATE INDEX candidate_calls_by_unit ON candidate_calls (unit_id, until_day);

CREATE TABLE candidates (
    id          TEXT   NOT NULL PRIMARY KEY,
    call_id     TEXT   NOT NULL REFERENCES candidate_calls (id),
    person_id   TEXT   NOT NULL REFERENCES people (id),
    reason      TEXT   NOT NULL,
    proposed_by TEXT   NOT NULL REFERENCES people (id),
    proposed_at BIGINT NOT NULL,
    ended_at    BIGINT
);
CREATE UNIQUE INDEX candidates_once ON candidates (call_id, person_id) WHERE ended_at IS NULL;

-- Days on which members of staff are away, as personnel offices say so. Why is not asked.
CREATE TABLE staff_leaves (
    id        TEXT    NOT NULL PRIMARY KEY,
    person_id TEXT    NOT NULL REFERENCES people (id),
    starts_on INTEGER NOT NULL,
    ends_on   INTEGER NOT NULL CHECK (ends_on >= starts_on),
    said_by   TEXT    NOT NULL REFERENCES people (id),
    said_at   BIGINT  NOT NULL,
    UNIQUE (person_id, starts_on, ends_on)
);
CREATE INDEX staff_leaves_by_end ON staff_leaves (ends_on);

-- Why somebody was named in spite of what speaks against it.
ALTER TABLE participants ADD COLUMN despite TEXT NOT NULL DEFAULT '';

-- What those who pass a training on say of it: their own word, never counted as attendance.
CREATE TABLE spread_reports (
    id             TEXT    NOT NULL PRIMARY KEY,
    participant_id TEXT    NOT NULL REFERENCES participants (id),
    held_on        INTEGER NOT NULL,
    place          TEXT    NOT NULL,
    people         INTEGER NOT NULL CHECK (people > 0),
    said_at        BIGINT  NOT NULL,
    UNIQUE (participant_id, held_on, place)
);
