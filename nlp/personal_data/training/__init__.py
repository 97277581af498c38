"""Training the names model: `askig train personal-data`. Nothing here is imported when a text is scanned."""
