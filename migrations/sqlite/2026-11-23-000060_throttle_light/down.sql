CREATE TABLE throttle_before (
    key        TEXT   NOT NULL PRIMARY KEY,
    free_at    BIGINT NOT NULL
);
INSERT INTO throttle_before SELECT key, free_at FROM throttle;
DROP TABLE throttle;
ALTER TABLE throttle_before RENAME TO throttle;
CREATE INDEX throttle_free ON throttle (free_at);
