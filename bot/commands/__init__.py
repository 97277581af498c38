"""What `askig` does for each of its commands."""
