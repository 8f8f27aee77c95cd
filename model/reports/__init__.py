"""What was found, in words: as text, JSON, CSV, a page, a marked copy of the user's own tables."""
