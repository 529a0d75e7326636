-- The table holds sessions of both kinds, shared and on site.
ALTER TABLE shared_sessions RENAME TO training_sessions;
