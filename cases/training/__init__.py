"""Training that people have to do: who needs what, what was done, who is prompted when, and how many are up to date."""
