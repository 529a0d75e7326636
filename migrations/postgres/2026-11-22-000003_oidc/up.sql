-- OpenID Connect: the clients of applications, what people have opened with them, and the keys that sign.
-- Codes, tokens and client secrets are here as fingerprints only.

CREATE TABLE oidc_clients (
    id             TEXT    NOT NULL PRIMARY KEY,
    application_id TEXT    NOT NULL REFERENCES applications (id),
    name           TEXT    NOT NULL,
    auth           TEXT    NOT NULL,
    secret_mac     TEXT,
    jwks           TEXT,
    -- The institution's own: nobody is asked for consent, and everybody has the same name everywhere.
    own            BOOLEAN NOT NULL,
    second_factor  BOOLEAN NOT NULL,
    algorithm      TEXT    NOT NULL,
    scope          TEXT    NOT NULL,
    logout_uri     TEXT,
    created_at     BIGINT  NOT NULL,
    ended_at       BIGINT
);
CREATE INDEX oidc_clients_by_application ON oidc_clients (application_id);

CREATE TABLE oidc_redirects (
    client_id TEXT NOT NULL REFERENCES oidc_clients (id),
    kind      TEXT NOT NULL,
    uri       TEXT NOT NULL,
    origin    TEXT NOT NULL,
    PRIMARY KEY (client_id, kind, uri)
);
CREATE INDEX oidc_redirects_by_origin ON oidc_redirects (origin);

-- What one sign-in at one client has opened: every token that came of it, however often renewed.
CREATE TABLE oidc_grants (
    id            TEXT    NOT NULL PRIMARY KEY,
    client_id     TEXT    NOT NULL REFERENCES oidc_clients (id),
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    credential_id TEXT    NOT NULL REFERENCES credentials (id),
    post_id       TEXT,
    session_mac   TEXT,
    sid           TEXT    NOT NULL,
    scope         TEXT    NOT NULL,
    second_factor BOOLEAN NOT NULL,
    signed_in_at  BIGINT  NOT NULL,
    made_at       BIGINT  NOT NULL,
    begun_at      BIGINT,
    ended_at      BIGINT,
    end_reason    TEXT
);
CREATE INDEX oidc_grants_open ON oidc_grants (ended_at, id);
CREATE INDEX oidc_grants_by_account ON oidc_grants (account_id, client_id);
CREATE INDEX oidc_grants_by_session ON oidc_grants (session_mac);
CREATE INDEX oidc_grants_by_sid ON oidc_grants (sid);

CREATE TABLE oidc_codes (
    mac          TEXT   NOT NULL PRIMARY KEY,
    grant_id     TEXT   NOT NULL REFERENCES oidc_grants (id),
    redirect_uri TEXT   NOT NULL,
    challenge    TEXT   NOT NULL,
    nonce        TEXT,
    ends_at      BIGINT NOT NULL,
    used_at      BIGINT
);
CREATE INDEX oidc_codes_by_grant ON oidc_codes (grant_id);

CREATE TABLE oidc_tokens (
    mac        TEXT   NOT NULL PRIMARY KEY,
    grant_id   TEXT   NOT NULL REFERENCES oidc_grants (id),
    kind       TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    -- The refresh token it came of.
    parent     TEXT,
    made_at    BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ends_at    BIGINT NOT NULL
);
CREATE INDEX oidc_tokens_by_grant ON oidc_tokens (grant_id);
CREATE INDEX oidc_tokens_by_parent ON oidc_tokens (parent);
CREATE INDEX oidc_tokens_ending ON oidc_tokens (ends_at);

CREATE TABLE oidc_consents (
    account_id TEXT   NOT NULL REFERENCES accounts (id),
    client_id  TEXT   NOT NULL REFERENCES oidc_clients (id),
    scope      TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    PRIMARY KEY (account_id, client_id)
);

CREATE TABLE oidc_keys (
    kid       TEXT   NOT NULL PRIMARY KEY,
    algorithm TEXT   NOT NULL,
    sealed    BYTEA   NOT NULL,
    jwk       TEXT   NOT NULL,
    made_at   BIGINT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at   BIGINT,
    gone_at   BIGINT
);
CREATE INDEX oidc_keys_by_algorithm ON oidc_keys (algorithm, starts_at);
