DROP TABLE programme_decisions;
ALTER TABLE training_sites DROP COLUMN ended_on;
