ALTER TABLE requests DROP COLUMN forgotten_at;
