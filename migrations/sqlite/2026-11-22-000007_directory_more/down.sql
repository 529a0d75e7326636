DROP INDEX sessions_ending;
DROP INDEX sessions_by_seen;
DROP TRIGGER directory_session_gone;
DROP TRIGGER directory_service_gone;
DROP TRIGGER directory_authorisation_gone;
DROP TRIGGER directory_post_gone;
DROP TRIGGER directory_credential_gone;
