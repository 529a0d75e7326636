DROP TABLE certificate_files;
DROP TABLE certificates;
DROP TABLE attendance;
DROP TABLE participants;
DROP TABLE session_trainers;
