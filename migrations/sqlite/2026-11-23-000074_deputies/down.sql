ALTER TABLE participants DROP COLUMN deputy;
