DROP TABLE trainer_absences;
DROP TABLE trainer_skills;
DROP TABLE trainer_homes;
DROP TABLE request_checks;
DROP TABLE training_requests;
ALTER TABLE training_sites RENAME COLUMN owner_id TO provider_id;
DROP TABLE session_days;
ALTER TABLE shared_sessions DROP COLUMN ends_on;
ALTER TABLE shared_sessions DROP COLUMN kind;
