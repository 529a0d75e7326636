-- No act of ours deletes these rows. When somebody does by hand, the directory is told of it like of every other change: a bind that
-- is answered from memory hangs on it.
CREATE FUNCTION directory_credential_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('account', OLD.account_id);
    RETURN NULL;
END $$;
CREATE FUNCTION directory_post_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO directory_changes (kind, subject) SELECT 'account', id FROM accounts WHERE person_id = OLD.person_id;
    RETURN NULL;
END $$;
CREATE TRIGGER directory_credential_gone AFTER DELETE ON credentials
    FOR EACH ROW EXECUTE FUNCTION directory_credential_gone();
CREATE TRIGGER directory_post_gone AFTER DELETE ON posts FOR EACH ROW EXECUTE FUNCTION directory_post_gone();
CREATE TRIGGER directory_authorisation_gone AFTER DELETE ON authorisations
    FOR EACH ROW EXECUTE FUNCTION directory_credential_gone();
CREATE TRIGGER directory_service_gone AFTER DELETE ON service_accounts FOR EACH ROW EXECUTE FUNCTION directory_offices();

-- A session that is gone is told if an application was let in with it: the application has a session of its own (see oidc::settle).
CREATE FUNCTION directory_session_gone() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO directory_changes (kind, subject)
        SELECT 'session', OLD.mac WHERE EXISTS (SELECT 1 FROM oidc_grants WHERE session_mac = OLD.mac AND ended_at IS NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER directory_session_gone AFTER DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION directory_session_gone();
-- And those that end by the clock are found by it.
CREATE INDEX sessions_by_seen ON sessions (seen_at);
CREATE INDEX sessions_ending ON sessions (ends_at);
