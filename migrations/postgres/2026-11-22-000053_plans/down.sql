DROP TABLE spread_reports;
ALTER TABLE participants DROP COLUMN despite;
DROP TABLE staff_leaves;
DROP TABLE candidates;
DROP TABLE candidate_calls;
DROP TABLE request_reviews;
