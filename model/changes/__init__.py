"""Two states of the same tables: what changed in them by key, and by how much each change moved the key figures."""
