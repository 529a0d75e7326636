-- One page a row instead of three: a sign-in writes here, and the sweep may read the whole table.
CREATE TABLE throttle_light (
    key        TEXT   NOT NULL PRIMARY KEY,
    free_at    BIGINT NOT NULL
) WITHOUT ROWID;
INSERT INTO throttle_light SELECT key, free_at FROM throttle;
DROP TABLE throttle;
ALTER TABLE throttle_light RENAME TO throttle;
