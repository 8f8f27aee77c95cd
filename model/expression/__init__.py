"""Expressions: nodes, and one module for each way of rendering them (formula, values, words)."""
