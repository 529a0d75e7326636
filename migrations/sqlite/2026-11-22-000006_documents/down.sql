DROP INDEX archive_items_kept;
ALTER TABLE archive_items DROP COLUMN destroyed_at;
DROP TABLE signed_forms;
DROP TABLE issued_documents;
