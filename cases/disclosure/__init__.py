"""Disclosure checks: what was found in a document before it goes out, and what a person decided about each."""

from cases.disclosure.check import Decision, DisclosureCheck, Hit, Verdict

__all__ = ["Decision", "DisclosureCheck", "Hit", "Verdict"]
