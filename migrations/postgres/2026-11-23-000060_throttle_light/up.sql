-- Nothing changes here: PostgreSQL sweeps by the index, so that the sweep does not meet every sign-in.
SELECT 1;
