-- What participants say of a training, who looks after a customer, what staff ask their coordinator, and what institutions wish for.

-- Only THAT somebody has answered, and on which day. No row, key or moment leads from here to what was said; see docs/training/evaluation.md.
CREATE TABLE evaluations_given (
    participant_id TEXT    NOT NULL PRIMARY KEY REFERENCES participants (id),
    given_on       INTEGER NOT NULL
);

-- Sealed slips, each of the same length, under a key that is random and tells no order. They are opened together and removed.
CREATE TABLE evaluation_box (
    slip       TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES shared_sessions (id),
    sealed     BYTEA NOT NULL
);
CREATE INDEX evaluation_box_by_session ON evaluation_box (session_id);

-- Slips that were opened together, never fewer than five: the smallest group of which anything is told.
CREATE TABLE evaluation_batches (
    id           TEXT    NOT NULL PRIMARY KEY,
    programme_id TEXT    NOT NULL REFERENCES programmes (id),
    course_id    TEXT    NOT NULL REFERENCES courses (id),
    site_id      TEXT    NOT NULL REFERENCES training_sites (id),
    trainer_id   TEXT    REFERENCES people (id),
    answers      INTEGER NOT NULL CHECK (answers >= 5),
    opened_on    INTEGER NOT NULL
);
CREATE INDEX evaluation_batches_by_programme ON evaluation_batches (programme_id);
CREATE INDEX evaluation_batches_by_trainer ON evaluation_batches (trainer_id);

CREATE TABLE evaluation_tallies (
    batch_id TEXT    NOT NULL REFERENCES evaluation_batches (id),
    question TEXT    NOT NULL,
    score    INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    people   INTEGER NOT NULL CHECK (people > 0),
    PRIMARY KEY (batch_id, question, score)
);

-- In alphabetical order: `position` tells nothing else.
CREATE TABLE evaluation_comments (
    batch_id TEXT    NOT NULL REFERENCES evaluation_batches (id),
    position INTEGER NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (batch_id, position)
);

-- Who at the provider looks after which customer.
CREATE TABLE account_managers (
    institution_id TEXT   NOT NULL REFERENCES institutions (id),
    provider_id    TEXT   NOT NULL REFERENCES institutions (id),
    person_id      TEXT   NOT NULL REFERENCES people (id),
    assigned_by    TEXT   NOT NULL,
    assigned_at    BIGINT NOT NULL,
    PRIMARY KEY (institution_id, provider_id)
);
CREATE INDEX account_managers_by_person ON account_managers (person_id);

-- Talks and nudges. They stay as they were written down.
CREATE TABLE customer_contacts (
    id             TEXT   NOT NULL PRIMARY KEY,
    institution_id TEXT   NOT NULL REFERENCES institutions (id),
    provider_id    TEXT   NOT NULL REFERENCES institutions (id),
    kind           TEXT   NOT NULL,
    text           TEXT   NOT NULL,
    made_by        TEXT   NOT NULL REFERENCES people (id),
    made_at        BIGINT NOT NULL
);
CREATE INDEX customer_contacts_by_institution ON customer_contacts (institution_id, provider_id, made_at);

-- What staff ask the coordinator of their own institution.
CREATE TABLE training_questions (
    id             TEXT   NOT NULL PRIMARY KEY,
    institution_id TEXT   NOT NULL REFERENCES institutions (id),
    person_id      TEXT   NOT NULL REFERENCES people (id),
    text           TEXT   NOT NULL,
    asked_at       BIGINT NOT NULL,
    answer         TEXT,
    answered_by    TEXT   REFERENCES people (id),
    answered_at    BIGINT
);
CREATE INDEX training_questions_by_institution ON training_questions (institution_id, asked_at);
CREATE INDEX training_questions_by_person ON training_questions (person_id, asked_at);

-- Interest in a course before there is a class. Ends when it is withdrawn, or when a class is announced (`session_id`).
CREATE TABLE training_demands (
    id             TEXT    NOT NULL PRIMARY KEY,
    programme_id   TEXT    NOT NULL REFERENCES programmes (id),
    institution_id TEXT    NOT NULL REFERENCES institutions (id),
    course_id      TEXT    NOT NULL REFERENCES courses (id),
    site_id        TEXT    NOT NULL REFERENCES training_sites (id),
    people         INTEGER NOT NULL CHECK (people > 0),
    stated_by      TEXT    NOT NULL REFERENCES people (id),
    stated_at      BIGINT  NOT NULL,
    session_id     TEXT    REFERENCES shared_sessions (id),
    ended_at       BIGINT
);
CREATE UNIQUE INDEX training_demands_once ON training_demands (institution_id, course_id) WHERE ended_at IS NULL;
CREATE INDEX training_demands_by_programme ON training_demands (programme_id);

CREATE TRIGGER customer_contacts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON customer_contacts
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
