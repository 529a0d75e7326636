-- Documents that the product issued, signed forms that came back, and what was destroyed when its time had come.

CREATE TABLE issued_documents (
    code         TEXT   NOT NULL PRIMARY KEY,
    kind         TEXT   NOT NULL,
    subject      TEXT   NOT NULL,
    owner        TEXT   NOT NULL REFERENCES units (id),
    -- What stands on it, as a list of keys and values in JSON; national ids and telephones masked.
    facts        TEXT   NOT NULL,
    digest       TEXT   NOT NULL,
    size         BIGINT NOT NULL,
    blob         TEXT   NOT NULL,
    seal_level   TEXT,
    issued_at    BIGINT NOT NULL,
    destroyed_at BIGINT
);
CREATE INDEX issued_documents_by_subject ON issued_documents (subject);
CREATE INDEX issued_documents_by_digest ON issued_documents (digest);
CREATE INDEX issued_documents_kept ON issued_documents (issued_at) WHERE destroyed_at IS NULL;

CREATE TABLE signed_forms (
    id           TEXT   NOT NULL PRIMARY KEY,
    request_id   TEXT   NOT NULL REFERENCES requests (id),
    owner        TEXT   NOT NULL REFERENCES units (id),
    blob         TEXT   NOT NULL,
    size         BIGINT  NOT NULL,
    digest       TEXT   NOT NULL,
    -- Who signed, and the whole validation report, as JSON.
    signatures   TEXT   NOT NULL,
    report       TEXT   NOT NULL,
    uploaded_at  BIGINT  NOT NULL,
    replaced_at  BIGINT,
    destroyed_at BIGINT
);
CREATE INDEX signed_forms_by_request ON signed_forms (request_id);
CREATE INDEX signed_forms_kept ON signed_forms (uploaded_at) WHERE destroyed_at IS NULL;

ALTER TABLE archive_items ADD COLUMN destroyed_at BIGINT;
CREATE INDEX archive_items_kept ON archive_items (filed_at) WHERE destroyed_at IS NULL;
