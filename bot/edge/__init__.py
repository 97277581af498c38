"""The edge: what is decided about a request before anybody's words are read."""
