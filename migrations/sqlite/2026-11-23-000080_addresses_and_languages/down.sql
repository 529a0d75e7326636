DROP TRIGGER directory_host_changed;
