"""The 5 x 5 grid of the NHS Data Security and Protection Toolkit's incident tool, for health and care data.

All of it is from memory: the words, the floor for vulnerable groups and who is told when. It is data, so that it
can be put right in one place: the council must check it against the toolkit's current guide to the notification
of incidents, and the tool's own answer always wins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SOURCE: Final = (
    "NHS Data Security and Protection Toolkit, guide to the notification of incidents (from memory)"
)

LIKELIHOOD: Final = {
    1: "it is certain that nobody was harmed or can be",
    2: "harm is not likely",
    3: "harm is likely",
    4: "harm is highly likely",
    5: "harm has happened",
}
SEVERITY: Final = {
    1: "no harm",
    2: "a minor harm",
    3: "some harm",
    4: "pain, suffering or financial loss",
    5: "death or a catastrophe",
}
VULNERABLE_FLOOR: Final = 2
"""Where vulnerable people are among those affected, neither score is below this."""
ICO_FROM: Final = 3
"""Both scores at least this: told to the Information Commissioner through the tool."""
DHSC_FROM: Final = 4
"""Both scores at least this: told to the Department of Health and Social Care too."""


@dataclass(frozen=True, slots=True)
class NhsGrade:
    """Where the incident stands on the grid, who the tool would tell, and how that was found."""

    likelihood: int
    severity: int
    tells_ico: bool
    tells_department: bool
    arithmetic: tuple[str, ...]

    @property
    def product(self) -> int:
        """Likelihood times severity, 1 to 25. It is for a register; who is told does not hang on it."""
        return self.likelihood * self.severity


def grade(likelihood: int, severity: int, vulnerable: bool) -> NhsGrade:
    """Place an incident on the grid, each score 1 to 5. Raises ValueError for a score off the grid."""
    if likelihood not in LIKELIHOOD or severity not in SEVERITY:
        raise ValueError("Likelihood and severity are each 1 to 5.")
    floor = VULNERABLE_FLOOR if vulnerable else 1
    placed = max(likelihood, floor), max(severity, floor)
    tells_ico = min(placed) >= ICO_FROM
    tells_department = min(placed) >= DHSC_FROM
    steps = [
        f"Likelihood {likelihood} of 5: {LIKELIHOOD[likelihood]}.",
        f"Severity {severity} of 5: {SEVERITY[severity]}.",
    ]
    if placed != (likelihood, severity):
        steps.append(
            f"Vulnerable people are affected, so neither score is below {floor}: {placed[0]} and {placed[1]}."
        )
    steps.append(_told_in_words(placed, tells_ico, tells_department))
    return NhsGrade(*placed, tells_ico, tells_department, tuple(steps))


def _told_in_words(placed: tuple[int, int], tells_ico: bool, tells_department: bool) -> str:
    place = f"{placed[0]} × {placed[1]} on the grid"
    if tells_department:
        return f"{place}: both are at least {DHSC_FROM}, so the ICO and the Department are told."
    if tells_ico:
        return f"{place}: both are at least {ICO_FROM}, so the ICO is told."
    return f"{place}: not both are at least {ICO_FROM}, so the tool tells nobody; record it in the tool."
