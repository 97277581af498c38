"""Nudges: what is told about cases without being asked, so that no date is missed.

The rules are data (`nudges.toml`, or a council's own). `moments` says when a case as it stands calls for a nudge,
`telling` records the notices each minute, `snoozing` puts them off for one person.
"""

from cases.nudges.rules import NudgeRules, NudgesWrong, Rule, Trigger, Who, read_rules, shipped_rules
from cases.nudges.sentences import sentence

__all__ = [
    "NudgeRules",
    "NudgesWrong",
    "Rule",
    "Trigger",
    "Who",
    "read_rules",
    "sentence",
    "shipped_rules",
]
