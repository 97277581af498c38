"""Why a document may not be re-used: the Re-use of Public Sector Information Regulations 2015.

Regulation 5(1) to (3) was read. From memory, and so to be checked by the council against legislation.gov.uk
before the first use: regulation 5(5), the exempt and personal data of 5(6) and 5(7), and the notes.
"""

from __future__ import annotations

from typing import Final

from cases.outcomes.grounds import Ground, Role
from cases.regimes import Regime

_REGIMES: Final = frozenset({Regime.REUSE})


def _exclusion(paragraph: str, title: str, note: str = "", why_not: str = "") -> Ground:
    provision = f"RoPSI reg {paragraph}"
    return Ground(
        f"REUSE-{paragraph}", title, provision, False, False, "RoPSI reg 5", note, Role.WITHHOLDS, _REGIMES, why_not
    )  # fmt: skip


REUSE_GROUNDS: Final = (
    _exclusion(
        "5(1)(a)",
        "Giving out this document is not part of the council's public task",
        "The public task must be published and open to review.",
    ),
    _exclusion(
        "5(1)(b)",
        "Somebody else owns the rights in it",
        "The refusal must name the owner, or who licensed it to the council, where that is known (reg 9).",
    ),
    _exclusion(
        "5(2)",
        "The requester does not have the document and it is not out yet",
        "Help them to ask for it under the Freedom of Information Act or the Environmental Information Regulations.",
    ),
    _exclusion(
        "5(3)(a)",
        "Held by a public service broadcaster",
        why_not="a council is not a public service broadcaster",
    ),
    _exclusion("5(3)(b)", "Held by a school, a university or a research body", "Not university libraries."),
    _exclusion(
        "5(3)(c)",
        "Held by a cultural body that is not a library, a museum or an archive",
        "Such as a theatre.",
    ),
    _exclusion("5(5)", "Only people with a particular interest may have it", "Name the law that says so."),
    _exclusion(
        "5(6)",
        "The access laws keep it back, or restrict it, as with personal data",
        "Name the exemption or exception too.",
    ),
)
