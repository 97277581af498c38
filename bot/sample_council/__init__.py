"""A small invented council to try Ask IG out with. Nobody in it is real."""
