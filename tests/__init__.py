"""The tests: one file for each behaviour, hand-worked cases in cases/, formulas as text in golden/."""
