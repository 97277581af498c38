"""Documents that people take away (a letter as a Word file), and documents that they send to be checked."""
