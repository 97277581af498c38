"""Names by a small trained network: what it looks at, how it reads a text, and the lists of known names."""
