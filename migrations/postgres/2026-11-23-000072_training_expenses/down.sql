DROP TABLE training_expenses;
