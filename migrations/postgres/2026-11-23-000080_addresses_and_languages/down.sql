DROP TRIGGER directory_host ON host;
DROP FUNCTION directory_host;
