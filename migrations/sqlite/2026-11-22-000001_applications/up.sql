-- What accepts an account, and what an account may do there (A11).

CREATE TABLE applications (
    id          TEXT    NOT NULL PRIMARY KEY,
    slug        TEXT    NOT NULL UNIQUE,
    name        TEXT    NOT NULL,
    purpose     TEXT    NOT NULL,
    -- Every active account may use it, without a role.
    open_to_all BOOLEAN NOT NULL,
    created_at  BIGINT  NOT NULL,
    ended_at    BIGINT
);

CREATE TABLE application_roles (
    id             TEXT   NOT NULL PRIMARY KEY,
    application_id TEXT   NOT NULL REFERENCES applications (id),
    slug           TEXT   NOT NULL,
    name           TEXT   NOT NULL,
    ended_at       BIGINT,
    UNIQUE (application_id, slug)
);

CREATE TABLE authorisations (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES accounts (id),
    role_id    TEXT   NOT NULL REFERENCES application_roles (id),
    -- Where the holder worked when it was given: it holds there and nowhere else.
    unit_id    TEXT   NOT NULL REFERENCES units (id),
    request_id TEXT,
    starts_at  BIGINT NOT NULL,
    ended_at   BIGINT,
    end_reason TEXT
);
CREATE UNIQUE INDEX authorisations_held ON authorisations (account_id, role_id) WHERE ended_at IS NULL;
CREATE INDEX authorisations_by_role ON authorisations (role_id, ended_at);
CREATE INDEX authorisations_by_unit ON authorisations (unit_id);

CREATE TABLE service_accounts (
    id             TEXT   NOT NULL PRIMARY KEY,
    application_id TEXT   NOT NULL REFERENCES applications (id),
    name           TEXT   NOT NULL UNIQUE,
    verifier       TEXT   NOT NULL,
    -- It sees people at or below this unit; everybody where there is none.
    unit_id        TEXT   REFERENCES units (id),
    created_at     BIGINT NOT NULL,
    ended_at       BIGINT
);
CREATE INDEX service_accounts_by_application ON service_accounts (application_id);

-- The unit of a shared account (A3); a personal one has none.
ALTER TABLE accounts ADD COLUMN unit_id TEXT REFERENCES units (id);
CREATE INDEX accounts_by_unit ON accounts (unit_id);

-- The shared account a form is about, by its user name; and what the form asks for, with its reason (A11).
ALTER TABLE requests ADD COLUMN account_name TEXT;
ALTER TABLE requests ADD COLUMN why TEXT;

CREATE TABLE request_changes (
    request_id TEXT    NOT NULL REFERENCES requests (id),
    position   INTEGER NOT NULL,
    act        TEXT    NOT NULL,
    role_id    TEXT    NOT NULL REFERENCES application_roles (id),
    PRIMARY KEY (request_id, position)
);
