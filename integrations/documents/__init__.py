"""Documents that people take away: a letter as a Word file."""
