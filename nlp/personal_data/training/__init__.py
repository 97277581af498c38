"""Training the networks of names and of words: `askig train`. Nothing here is imported when a text is scanned."""
