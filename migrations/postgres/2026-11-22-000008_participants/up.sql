-- Who takes part in a training, who was there in which hour, and the certificates that follow from it.

CREATE TABLE session_trainers (
    session_id  TEXT   NOT NULL PRIMARY KEY REFERENCES shared_sessions (id),
    person_id   TEXT   NOT NULL REFERENCES people (id),
    assigned_by TEXT   NOT NULL,
    assigned_at BIGINT NOT NULL
);
CREATE INDEX session_trainers_by_person ON session_trainers (person_id);

-- `sequence` counts what calendars were told (RFC 5545, 3.8.7.4).
CREATE TABLE participants (
    id             TEXT    NOT NULL PRIMARY KEY,
    session_id     TEXT    NOT NULL REFERENCES shared_sessions (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    person_id      TEXT    NOT NULL REFERENCES people (id),
    disseminator   BOOLEAN NOT NULL,
    state          TEXT    NOT NULL,
    sequence       INTEGER NOT NULL,
    replaces       TEXT    REFERENCES participants (id),
    answer         TEXT    NOT NULL,
    named_by       TEXT    NOT NULL REFERENCES people (id),
    named_at       BIGINT  NOT NULL,
    answered_at    BIGINT,
    ended_at       BIGINT
);
CREATE UNIQUE INDEX participants_once ON participants (session_id, person_id) WHERE state IN ('invited', 'accepted');
CREATE INDEX participants_by_person ON participants (person_id);
CREATE INDEX participants_by_session ON participants (session_id, institution_id);

-- The latest mark of an hour is in force; those before it say what was corrected.
CREATE TABLE attendance (
    seq            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    participant_id TEXT    NOT NULL REFERENCES participants (id),
    day            INTEGER NOT NULL,
    hour           INTEGER NOT NULL CHECK (hour > 0),
    mark           TEXT    NOT NULL,
    reason         TEXT    NOT NULL,
    marked_by      TEXT    NOT NULL REFERENCES people (id),
    marked_at      BIGINT  NOT NULL
);
CREATE INDEX attendance_by_participant ON attendance (participant_id, seq);

-- `paper` is what the certificate says, as it was at its issue.
CREATE TABLE certificates (
    id             TEXT    NOT NULL PRIMARY KEY,
    code           TEXT    NOT NULL UNIQUE,
    provider_id    TEXT    NOT NULL REFERENCES institutions (id),
    year           INTEGER NOT NULL,
    serial         INTEGER NOT NULL,
    participant_id TEXT    NOT NULL REFERENCES participants (id),
    session_id     TEXT    NOT NULL REFERENCES shared_sessions (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    person_id      TEXT    NOT NULL REFERENCES people (id),
    paper          TEXT    NOT NULL,
    issued_at      BIGINT  NOT NULL,
    revoked_at     BIGINT,
    revoked_by     TEXT,
    revoke_reason  TEXT,
    reissue        BOOLEAN NOT NULL,
    UNIQUE (provider_id, year, serial)
);
CREATE UNIQUE INDEX certificates_valid ON certificates (participant_id) WHERE revoked_at IS NULL;
CREATE INDEX certificates_by_session ON certificates (session_id);
CREATE INDEX certificates_by_person ON certificates (person_id);

-- The bytes as they were issued, in the blobs of the provider.
CREATE TABLE certificate_files (
    certificate_id TEXT   NOT NULL REFERENCES certificates (id),
    language       TEXT   NOT NULL,
    blob           TEXT   NOT NULL,
    sha256         TEXT   NOT NULL,
    made_at        BIGINT NOT NULL,
    PRIMARY KEY (certificate_id, language)
);

CREATE TRIGGER attendance_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON attendance
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
CREATE TRIGGER certificate_files_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate_files
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
