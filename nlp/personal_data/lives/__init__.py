"""The learnt reading of what is said about people's lives: a small network that sees words, company and lists."""
