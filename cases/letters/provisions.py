"""A provision as a letter names it: in full, for somebody who does not know the abbreviations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from cases.outcomes import Ground, Role

_FOIA: Final = "the Freedom of Information Act 2000"
_EIR: Final = "the Environmental Information Regulations 2004"
_DPA: Final = "the Data Protection Act 2018"
_REUSE: Final = "the Re-use of Public Sector Information Regulations 2015"
_IN_FULL: Final = (
    (re.compile(r"FOIA s\.(.+)"), r"section \1 of " + _FOIA),
    (re.compile(r"EIR reg (.+)"), r"regulation \1 of " + _EIR),
    (re.compile(r"RoPSI reg (.+)"), r"regulation \1 of " + _REUSE),
    (re.compile(r"UK GDPR Art (.+)"), r"Article \1 of the UK GDPR"),
    (re.compile(r"DPA 2018 Sch (\d+) para (.+)"), r"Schedule \1, paragraph \2, to " + _DPA),
    (re.compile(r"DPA 2018 s\.(.+)"), r"section \1 of " + _DPA),
)


def in_full(provision: str) -> str:
    """ "section 43(2) of the Freedom of Information Act 2000" for "FOIA s.43(2)"; what is not known stays."""
    spelt = provision.replace(" with s.", " with section ")
    for pattern, words in _IN_FULL:
        if pattern.fullmatch(spelt):
            return pattern.sub(words, spelt)
    return spelt


@dataclass(frozen=True, slots=True)
class GroundWords:
    """A ground as a letter speaks of it.

    `needs_harm` and `needs_weighing` say what the law asks for before it is used, `was_weighed` that a public
    interest test is on file.
    """

    id: str
    law: str
    heading: str
    title: str
    role: str
    needs_harm: bool
    needs_weighing: bool
    was_weighed: bool


def ground_words(ground: Ground, *, was_weighed: bool) -> GroundWords:
    """The ground as a letter speaks of it."""
    law = in_full(ground.provision)
    return GroundWords(
        id=ground.id,
        law=law,
        heading=law[:1].upper() + law[1:],
        title=ground.title,
        role=ground.role.value,
        needs_harm=ground.prejudice,
        # There is nothing to weigh about what is not held, whatever the regulations say.
        needs_weighing=ground.public_interest and ground.role is not Role.NOT_HELD,
        was_weighed=was_weighed,
    )
