-- Whose service this is: one institution, or none before the first is registered. Who administers it, administers everything.
CREATE TABLE host (
    place          INTEGER NOT NULL PRIMARY KEY CHECK (place = 1),
    institution_id TEXT    NOT NULL REFERENCES institutions (id)
);
INSERT INTO host (place, institution_id) SELECT 1, id FROM institutions ORDER BY id LIMIT 1;
