CREATE TABLE applications (
    id          TEXT    NOT NULL PRIMARY KEY,
    slug        TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    open_to_all BOOLEAN NOT NULL,
    created_at  BIGINT  NOT NULL,
    ended_at    BIGINT
);
