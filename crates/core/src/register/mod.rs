//! Institutions, units, people, posts and duties.
