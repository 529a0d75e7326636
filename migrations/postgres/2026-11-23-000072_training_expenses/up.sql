-- What a training cost the provider, item by item, in kuruş. What was said last stands; what was never said is unknown.
CREATE TABLE training_expenses (
    seq        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    session_id TEXT    NOT NULL REFERENCES training_sessions (id),
    item       TEXT    NOT NULL,
    kurus      BIGINT  NOT NULL CHECK (kurus >= 0),
    said_by    TEXT    NOT NULL,
    said_at    BIGINT  NOT NULL
);
CREATE INDEX training_expenses_by_session ON training_expenses (session_id, seq);

CREATE TRIGGER training_expenses_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON training_expenses
    FOR EACH STATEMENT EXECUTE FUNCTION training_is_append_only();
