"""Disclosure checks: what was found in a document before it goes out, and what a person decided about each."""

from cases.disclosure.check import CheckState, Decision, DisclosureCheck, Hit, Verdict

__all__ = ["CheckState", "Decision", "DisclosureCheck", "Hit", "Verdict"]
