"""The front door and the wiring. Knows every other room; no other room knows it."""
