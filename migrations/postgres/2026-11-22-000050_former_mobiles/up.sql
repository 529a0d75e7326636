-- Mobile numbers that an officer replaced, until they are told so.
CREATE TABLE former_mobiles (
    id         TEXT   NOT NULL PRIMARY KEY,
    person_id  TEXT   NOT NULL REFERENCES people (id),
    mobile     TEXT   NOT NULL,
    unit_id    TEXT   NOT NULL REFERENCES units (id),
    changed_at BIGINT NOT NULL
);
