"""The learnt reading of what is said about people's lives: a small network that weighs words, company and rules."""
