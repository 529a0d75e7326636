DROP TABLE attendance_sends;
DROP TABLE attendance_head_counts;
DROP TABLE attendance_hours;
ALTER TABLE attendance DROP COLUMN paper_id;
ALTER TABLE attendance DROP COLUMN device;
ALTER TABLE attendance DROP COLUMN source;
DROP TABLE attendance_papers;
