ALTER TABLE training_sessions RENAME TO shared_sessions;
