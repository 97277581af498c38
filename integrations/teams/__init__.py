"""Speaking to Microsoft Teams: who we are, where we may send, what is sent, and what became of it."""
