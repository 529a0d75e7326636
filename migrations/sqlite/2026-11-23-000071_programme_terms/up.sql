-- A site is no longer offered after a day; period and capacity of a programme are decided anew, each time with a reason.
ALTER TABLE training_sites ADD COLUMN ended_on INTEGER;

CREATE TABLE programme_decisions (
    id              TEXT    NOT NULL PRIMARY KEY,
    programme_id    TEXT    NOT NULL REFERENCES programmes (id),
    starts_on       INTEGER NOT NULL,
    ends_on         INTEGER NOT NULL,
    capacity_people INTEGER NOT NULL,
    capacity_hours  INTEGER NOT NULL,
    reason          TEXT    NOT NULL,
    decided_by      TEXT    NOT NULL,
    decided_at      BIGINT  NOT NULL
);
CREATE INDEX programme_decisions_by_programme ON programme_decisions (programme_id, decided_at);

CREATE TRIGGER programme_decisions_keep BEFORE UPDATE ON programme_decisions BEGIN SELECT RAISE(ABORT, 'a decision is evidence'); END;
CREATE TRIGGER programme_decisions_stay BEFORE DELETE ON programme_decisions BEGIN SELECT RAISE(ABORT, 'a decision is evidence'); END;
