"""The ground floor: what a case is, and what the law asks of it."""
