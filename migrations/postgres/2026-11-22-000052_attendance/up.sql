-- What marks of attendance rest on (B12): a list, a code that was shown in the room, a signed paper; and marks that were made without
-- a connection.

-- A scan of a signed sheet: sealed in the blobs of the provider. When its time is over, only the line stays.
CREATE TABLE attendance_papers (
    id           TEXT    NOT NULL PRIMARY KEY,
    session_id   TEXT    NOT NULL REFERENCES training_sessions (id),
    day          INTEGER NOT NULL,
    media_type   TEXT    NOT NULL,
    file_name    TEXT    NOT NULL,
    size         BIGINT  NOT NULL,
    blob         TEXT    NOT NULL,
    filed_by     TEXT    NOT NULL REFERENCES people (id),
    filed_at     BIGINT  NOT NULL,
    destroyed_at BIGINT
);
CREATE INDEX attendance_papers_by_session ON attendance_papers (session_id, day);

-- Marks of before came from lists. `device` tells within one hour whether two marks came from one device, and nothing else.
ALTER TABLE attendance ADD COLUMN source TEXT NOT NULL DEFAULT 'list';
ALTER TABLE attendance ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE attendance ADD COLUMN paper_id TEXT REFERENCES attendance_papers (id);

-- Hours whose code is, or was, shown. The codes are derived from the installation's key and from this row; none is stored.
CREATE TABLE attendance_hours (
    session_id TEXT    NOT NULL REFERENCES training_sessions (id),
    day        INTEGER NOT NULL,
    hour       INTEGER NOT NULL CHECK (hour > 0),
    opened_by  TEXT    NOT NULL REFERENCES people (id),
    opened_at  BIGINT  NOT NULL,
    closed_at  BIGINT,
    PRIMARY KEY (session_id, day, hour)
);

-- Heads that the trainer counted; the latest of an hour is in force.
CREATE TABLE attendance_head_counts (
    seq        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id TEXT    NOT NULL REFERENCES training_sessions (id),
    day        INTEGER NOT NULL,
    hour       INTEGER NOT NULL CHECK (hour > 0),
    people     INTEGER NOT NULL CHECK (people >= 0),
    counted_by TEXT    NOT NULL REFERENCES people (id),
    counted_at BIGINT  NOT NULL
);
CREATE INDEX attendance_head_counts_by_session ON attendance_head_counts (session_id);

-- Marks as phones sent them, each with an id of its own, and what became of each: sent again, it is answered from here. `made_at` is the
-- phone's word; `stands` is the mark in force afterwards, 0 for none.
CREATE TABLE attendance_sends (
    id             TEXT    NOT NULL PRIMARY KEY,
    session_id     TEXT    NOT NULL REFERENCES training_sessions (id),
    participant_id TEXT    NOT NULL,
    day            INTEGER NOT NULL,
    hour           INTEGER NOT NULL,
    mark           TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    made_at        BIGINT  NOT NULL,
    sent_by        TEXT    NOT NULL REFERENCES people (id),
    received_at    BIGINT  NOT NULL,
    verdict        TEXT    NOT NULL,
    why            TEXT    NOT NULL,
    stands         BIGINT  NOT NULL
);
CREATE INDEX attendance_sends_by_session ON attendance_sends (session_id);

CREATE TRIGGER attendance_head_counts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON attendance_head_counts
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
CREATE TRIGGER attendance_sends_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON attendance_sends
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
