"""Answers from policies: which passage answers a question, how sure that is, and which of its sentences says it."""
