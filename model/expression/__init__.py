"""Expressions: nodes, and one module per rendering of them (formula, values)."""
