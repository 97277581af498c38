"""What a ground is: a provision that lets the council keep information back, or not deal with a request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cases.regimes import Regime


class Role(StrEnum):
    """What a ground does, which decides the outcomes that it can stand behind."""

    WITHHOLDS = "withholds"
    NEITHER_CONFIRMS_NOR_DENIES = "neither confirms nor denies"
    NOT_HELD = "not held"
    COST = "cost"
    UNCLEAR = "unclear"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"
    MANIFESTLY_UNREASONABLE = "manifestly unreasonable"
    MANIFESTLY_UNFOUNDED = "manifestly unfounded"
    MANIFESTLY_EXCESSIVE = "manifestly excessive"
    STILL_WAITING = "still waiting"


@dataclass(frozen=True, slots=True)
class Ground:
    """One exemption, exception, restriction or limit, as a decision-maker chooses it.

    `id` is what a case stores and never changes. `public_interest` says that the law asks for a public interest
    test before it is used; `prejudice` that somebody or something must be shown to be likely to come to harm.
    `source` is the provision that says whether it is absolute or qualified, or what the test is. `why_not` is
    empty, or says why a council cannot use it. `not_for_emissions` marks the exceptions that EIR reg 12(9)
    takes away where the information is on emissions.
    """

    id: str
    title: str
    provision: str
    public_interest: bool
    prejudice: bool
    source: str
    note: str
    role: Role
    regimes: frozenset[Regime]
    why_not: str = ""
    not_for_emissions: bool = False

    @property
    def label(self) -> str:
        """Provision and title, as a list of choices shows it."""
        return f"{self.provision}: {self.title}"
