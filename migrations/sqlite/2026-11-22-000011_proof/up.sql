-- Requests whose forms were kept long enough: the line stays, whom it was about does not.
ALTER TABLE requests ADD COLUMN forgotten_at BIGINT;
