"""Policies from files: a folder of them, a file of passages, and the index that is kept of either."""
