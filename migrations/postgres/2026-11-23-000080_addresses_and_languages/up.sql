-- Who has a mailbox hangs on whose service this is: the directory draws everything anew when another institution is named.
CREATE FUNCTION directory_host() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO directory_changes (kind, subject) VALUES ('host', '');
    RETURN NULL;
END $$;
CREATE TRIGGER directory_host AFTER UPDATE ON host FOR EACH ROW EXECUTE FUNCTION directory_host();

-- The language in which somebody is written to: that of the last sign-in, or of the last form that was fulfilled. None: never said.
ALTER TABLE people ADD COLUMN language TEXT CHECK (language IN ('tr', 'en'));
