"""Reading text. Pure functions over text, no I/O but their own models."""
