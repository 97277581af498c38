"""Training the names and the lives networks: `askig train`. Nothing here is imported when a text is scanned."""
