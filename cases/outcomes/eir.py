"""The exceptions of the Environmental Information Regulations 2004.

Regulation 12(1) to (5) was read: a presumption in favour of disclosure, and a public interest test for every
exception in 12(4) and 12(5). From memory, and so to be checked by the council against legislation.gov.uk before
the first use: regulations 6, 8, 12(6), 12(9) and the limbs of 13 as the Data Protection Act 2018 rewrote them,
and the notes.
"""

from __future__ import annotations

from typing import Final

from cases.outcomes.grounds import Ground, Role
from cases.regimes import Regime

_REGIMES: Final = frozenset({Regime.EIR, Regime.EIR_REVIEW})
_BALANCE: Final = "EIR reg 12(1)(b) and 12(2)"
_ADVERSE: Final = "Show that it would adversely affect this: more likely than not, and not only possible."
_NO_EMISSIONS: Final = "Not for information on emissions (reg 12(9))."


def _request(paragraph: str, title: str, note: str, role: Role = Role.WITHHOLDS) -> Ground:
    """An exception of reg 12(4), about the request or the state of the information."""
    return Ground(
        f"EIR-12(4)({paragraph})", title, f"EIR reg 12(4)({paragraph})", True, False, _BALANCE, note, role, _REGIMES
    )  # fmt: skip


def _adverse(paragraph: str, title: str, note: str = "") -> Ground:
    """An exception of reg 12(5), about what disclosure would adversely affect."""
    not_for_emissions = paragraph in "defg"
    notes = (note, _ADVERSE, _NO_EMISSIONS if not_for_emissions else "")
    return Ground(
        id=f"EIR-12(5)({paragraph})",
        title=title,
        provision=f"EIR reg 12(5)({paragraph})",
        public_interest=True,
        prejudice=True,
        source=_BALANCE,
        note=" ".join(part for part in notes if part),
        role=Role.WITHHOLDS,
        regimes=_REGIMES,
        not_for_emissions=not_for_emissions,
    )


def _other(
    regulation: str,
    title: str,
    note: str,
    role: Role = Role.WITHHOLDS,
    *,
    public_interest: bool = False,
    prejudice: bool = False,
) -> Ground:
    provision = f"EIR reg {regulation}"
    return Ground(
        f"EIR-{regulation}", title, provision, public_interest, prejudice, provision, note, role, _REGIMES
    )  # fmt: skip


EIR_GROUNDS: Final = (
    _other(
        "6(1)(b)",
        "It is already public and easy to get in another form",
        "Not an exception: it is about the form. Say exactly where it is.",
    ),
    _other(
        "8(5)",
        "The charge was not paid in time",
        "60 working days from the notice of the charge.",
        Role.STILL_WAITING,
    ),
    _request(
        "a",
        "The council does not hold it",
        "The regulations put a public interest test on this too. The ICO does not expect one, as there is nothing "
        "to weigh. Think of who does hold it (reg 10).",
        Role.NOT_HELD,
    ),
    _request(
        "b",
        "The request is manifestly unreasonable",
        "For a request that is vexatious or that costs too much to answer. There is no fixed cost limit. Show the "
        "burden, help to narrow it (reg 9), and weigh the public interest.",
        Role.MANIFESTLY_UNREASONABLE,
    ),
    _request(
        "c",
        "The request is too general",
        "Only after asking for more particulars and helping, within 20 working days (reg 9).",
        Role.UNCLEAR,
    ),
    _request(
        "d",
        "Material still being completed, unfinished documents or incomplete data",
        "Say who is preparing it and by when it will be done (reg 14(4)). A finished draft is still unfinished.",
    ),
    _request(
        "e",
        "Internal communications",
        "Within the council only. There need be no harm, so the public interest decides.",
    ),
    _adverse("a", "International relations, defence, national security or public safety"),
    _adverse(
        "b", "The course of justice, a fair trial or an inquiry", "Covers legal professional privilege."
    ),
    _adverse("c", "Intellectual property rights", "Name the right, its owner and the loss."),
    _adverse(
        "d",
        "Proceedings that the law makes confidential",
        "Name the proceedings and the law that protects them.",
    ),
    _adverse(
        "e",
        "Confidential commercial or industrial information",
        "Four questions: commercial, confidential in law, protecting an economic interest, and would it be harmed?",
    ),
    _adverse(
        "f",
        "The interests of a person who gave the information freely",
        "They were under no duty to give it, the council may not otherwise disclose it, and they have not agreed.",
    ),
    _adverse("g", "The protection of the environment that the information is about"),
    _other(
        "12(6)",
        "Neither confirm nor deny: international relations, defence, national security or public safety",
        "Only where the answer itself would adversely affect what reg 12(5)(a) protects.",
        Role.NEITHER_CONFIRMS_NOR_DENIES,
        public_interest=True,
        prejudice=True,
    ),
    _other(
        "13(1)",
        "Somebody else's personal data, and giving it would break a data protection principle",
        "The first condition, reg 13(2A)(a). Weigh whether disclosure to the world would be lawful, fair and open.",
    ),
    _other(
        "13(1)(2B)",
        "Somebody else's personal data, to which they object",
        "The second condition: disclosure would go against the right to object (UK GDPR Art 21).",
        public_interest=True,
    ),
    _other(
        "13(1)(3A)",
        "Somebody else's personal data that they could not get themselves",
        "The third condition: it would be kept back from the person's own subject access request.",
        public_interest=True,
    ),
    _other(
        "5(3)",
        "The requester's own personal data",
        "Treat it as a subject access request: open one and tell the requester.",
    ),
    _other(
        "13(5A)",
        "Neither confirm nor deny: somebody else's personal data",
        "The conditions are in reg 13(5B). Where it rests on an objection or on what the person could not get "
        "themselves, weigh the public interest too.",
        Role.NEITHER_CONFIRMS_NOR_DENIES,
    ),
)
