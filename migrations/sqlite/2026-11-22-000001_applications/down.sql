DROP TABLE request_changes;
ALTER TABLE requests DROP COLUMN why;
ALTER TABLE requests DROP COLUMN account_name;
DROP INDEX accounts_by_unit;
ALTER TABLE accounts DROP COLUMN unit_id;
DROP TABLE service_accounts;
DROP TABLE authorisations;
DROP TABLE application_roles;
DROP TABLE applications;
