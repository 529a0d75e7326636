ALTER TABLE people DROP COLUMN language;
DROP TRIGGER directory_host ON host;
DROP FUNCTION directory_host;
