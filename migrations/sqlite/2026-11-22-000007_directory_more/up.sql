-- No act of ours deletes these rows. When somebody does by hand, the directory is told of it like of every other change: a bind that
-- is answered from memory hangs on it.
CREATE TRIGGER directory_credential_gone AFTER DELETE ON credentials BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', OLD.account_id);
END;
CREATE TRIGGER directory_post_gone AFTER DELETE ON posts BEGIN
    INSERT INTO directory_changes (kind, subject) SELECT 'account', id FROM accounts WHERE person_id = OLD.person_id;
END;
CREATE TRIGGER directory_authorisation_gone AFTER DELETE ON authorisations BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', OLD.account_id);
END;
CREATE TRIGGER directory_service_gone AFTER DELETE ON service_accounts BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('offices', '');
END;

-- A session that is gone is told if an application was let in with it: the application has a session of its own (see oidc::settle).
CREATE TRIGGER directory_session_gone AFTER DELETE ON sessions
WHEN EXISTS (SELECT 1 FROM oidc_grants WHERE session_mac = OLD.mac AND ended_at IS NULL) BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('session', OLD.mac);
END;
-- And those that end by the clock are found by it.
CREATE INDEX sessions_by_seen ON sessions (seen_at);
CREATE INDEX sessions_ending ON sessions (ends_at);
