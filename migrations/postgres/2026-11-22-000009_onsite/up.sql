-- Trainings at an institution's own place (B6, B8-B11): what is asked for, who can train it, and sessions of several days.

-- A session is shared, or at the place of one institution.
ALTER TABLE shared_sessions ADD COLUMN kind TEXT NOT NULL DEFAULT 'shared';
ALTER TABLE shared_sessions ADD COLUMN ends_on INTEGER NOT NULL DEFAULT 0;
UPDATE shared_sessions SET ends_on = starts_on;

CREATE TABLE session_days (
    session_id    TEXT    NOT NULL REFERENCES shared_sessions (id),
    day           INTEGER NOT NULL,
    starts_minute INTEGER NOT NULL,
    hours         INTEGER NOT NULL CHECK (hours > 0),
    PRIMARY KEY (session_id, day)
);
CREATE INDEX session_days_by_day ON session_days (day);
INSERT INTO session_days SELECT id, starts_on, starts_minute, hours FROM shared_sessions;

-- Whose place it is: the provider's own, or an institution's.
ALTER TABLE training_sites RENAME COLUMN provider_id TO owner_id;

-- A request becomes a session under the same id, so that hours held for the one are held for the other.
-- `plans` counts how often it was planned.
CREATE TABLE training_requests (
    id             TEXT    NOT NULL PRIMARY KEY,
    reference      TEXT    NOT NULL UNIQUE,
    programme_id   TEXT    NOT NULL REFERENCES programmes (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    course_id      TEXT    NOT NULL REFERENCES courses (id),
    people         INTEGER NOT NULL CHECK (people > 0),
    wished         TEXT    NOT NULL,
    province       INTEGER NOT NULL,
    place          TEXT    NOT NULL,
    address        TEXT    NOT NULL,
    room           TEXT    NOT NULL,
    note           TEXT    NOT NULL,
    state          TEXT    NOT NULL,
    plans          INTEGER NOT NULL,
    once_key       TEXT    NOT NULL UNIQUE,
    made_by        TEXT    NOT NULL REFERENCES people (id),
    made_at        BIGINT  NOT NULL,
    sent_at        BIGINT,
    ended_at       BIGINT,
    reason         TEXT
);
CREATE INDEX training_requests_by_institution ON training_requests (institution_id, programme_id);
CREATE INDEX training_requests_by_state ON training_requests (programme_id, state);

-- Who provides what, and whether it is done (B6).
CREATE TABLE request_checks (
    request_id TEXT    NOT NULL REFERENCES training_requests (id),
    item       TEXT    NOT NULL,
    done       BOOLEAN NOT NULL,
    said_by    TEXT    NOT NULL REFERENCES people (id),
    said_at    BIGINT  NOT NULL,
    PRIMARY KEY (request_id, item)
);

CREATE TABLE trainer_homes (
    person_id TEXT    NOT NULL PRIMARY KEY REFERENCES people (id),
    province  INTEGER NOT NULL
);

CREATE TABLE trainer_skills (
    person_id TEXT NOT NULL REFERENCES people (id),
    course_id TEXT NOT NULL REFERENCES courses (id),
    PRIMARY KEY (person_id, course_id)
);

-- Days on which a trainer is not there; both are inclusive.
CREATE TABLE trainer_absences (
    id        TEXT    NOT NULL PRIMARY KEY,
    person_id TEXT    NOT NULL REFERENCES people (id),
    starts_on INTEGER NOT NULL,
    ends_on   INTEGER NOT NULL,
    kind      TEXT    NOT NULL,
    said_by   TEXT    NOT NULL REFERENCES people (id),
    said_at   BIGINT  NOT NULL
);
CREATE INDEX trainer_absences_by_person ON trainer_absences (person_id, ends_on);
