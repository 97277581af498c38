"""Conversations: one module a conversation, plus the cards and the words on screen."""
