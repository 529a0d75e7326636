ALTER TABLE people DROP COLUMN language;
DROP TRIGGER directory_host_changed;
