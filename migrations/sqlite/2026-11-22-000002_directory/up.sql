-- The directory: what changed in it, the numbers of its POSIX accounts, and devices that keep an old password.

-- Which entries of the directory are to be drawn anew. Written by the database itself, in the transaction of the change, so that no
-- act has to remember it; every node reads from where it stopped. Rows go after two days.
CREATE TABLE directory_changes (
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    -- account: one entry; unit: that unit; offices: applications and their roles.
    kind    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    at      BIGINT  NOT NULL DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
);
CREATE INDEX directory_changes_old ON directory_changes (at);

-- uidNumber and gidNumber: given once, never again to somebody else.
CREATE TABLE posix_numbers (
    seq     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    subject TEXT    NOT NULL UNIQUE
);
INSERT INTO posix_numbers (subject) SELECT id FROM accounts ORDER BY id;
INSERT INTO posix_numbers (subject) SELECT id FROM application_roles ORDER BY id;

CREATE TABLE stale_devices (
    account_id TEXT   NOT NULL REFERENCES accounts (id),
    source     TEXT   NOT NULL,
    face       TEXT   NOT NULL,
    first_seen BIGINT NOT NULL,
    last_seen  BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    PRIMARY KEY (account_id, source, face)
);

CREATE TRIGGER directory_account_made AFTER INSERT ON accounts BEGIN
    INSERT INTO posix_numbers (subject) VALUES (NEW.id);
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.id);
END;
CREATE TRIGGER directory_account_changed AFTER UPDATE ON accounts BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.id);
END;
CREATE TRIGGER directory_credential_made AFTER INSERT ON credentials BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.account_id);
END;
CREATE TRIGGER directory_credential_changed AFTER UPDATE ON credentials BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.account_id);
END;
-- Who has no account has no entry: importing a hundred thousand people writes nothing here.
CREATE TRIGGER directory_person_changed AFTER UPDATE ON people BEGIN
    INSERT INTO directory_changes (kind, subject) SELECT 'account', id FROM accounts WHERE person_id = NEW.id;
END;
CREATE TRIGGER directory_post_made AFTER INSERT ON posts BEGIN
    INSERT INTO directory_changes (kind, subject) SELECT 'account', id FROM accounts WHERE person_id = NEW.person_id;
END;
CREATE TRIGGER directory_post_changed AFTER UPDATE ON posts BEGIN
    INSERT INTO directory_changes (kind, subject) SELECT 'account', id FROM accounts WHERE person_id = NEW.person_id;
END;
CREATE TRIGGER directory_unit_made AFTER INSERT ON units BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('unit', NEW.id);
END;
CREATE TRIGGER directory_unit_changed AFTER UPDATE ON units BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('unit', NEW.id);
END;
CREATE TRIGGER directory_role_made AFTER INSERT ON application_roles BEGIN
    INSERT INTO posix_numbers (subject) VALUES (NEW.id);
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_role_changed AFTER UPDATE ON application_roles BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_application_made AFTER INSERT ON applications BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_application_changed AFTER UPDATE ON applications BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_service_made AFTER INSERT ON service_accounts BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_service_changed AFTER UPDATE ON service_accounts BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;
CREATE TRIGGER directory_authorisation_made AFTER INSERT ON authorisations BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.account_id);
END;
CREATE TRIGGER directory_authorisation_changed AFTER UPDATE ON authorisations BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', NEW.account_id);
END;

-- accounts_by_person finds personal accounts only; the triggers above ask for every account of a person.
CREATE INDEX accounts_by_owner ON accounts (person_id);
