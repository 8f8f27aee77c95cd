"""What is checked of typed tables: each row by itself, rows and tables against each other, parts, age, plausibility."""
