"""What was found, in words: as text, JSON, CSV, an HTML page, or a marked copy of the user's own tables."""
