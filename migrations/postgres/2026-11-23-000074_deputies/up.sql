-- Who declines may say who could come instead (B9): a name or a staff number, as it was written.
ALTER TABLE participants ADD COLUMN deputy TEXT NOT NULL DEFAULT '';
