"""Storage on SQLAlchemy: SQLite by default, PostgreSQL by a setting, the same code on both."""
