"""How a request can end, by regime, and what stands behind each ending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cases.outcomes.grounds import Role
from cases.regimes import Regime


class Outcome(StrEnum):
    """The closed set of ways in which a request, a complaint or a review can end."""

    ANSWERED = "answered"
    ANSWERED_IN_PART = "answered_in_part"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    TRANSFERRED = "transferred"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"
    MANIFESTLY_UNREASONABLE = "manifestly_unreasonable"
    SUPPLIED = "supplied"
    SUPPLIED_IN_PART = "supplied_in_part"
    RESTRICTED = "restricted"
    MANIFESTLY_UNFOUNDED = "manifestly_unfounded"
    MANIFESTLY_EXCESSIVE = "manifestly_excessive"
    NOTHING_HELD = "nothing_held"
    DONE = "done"
    DONE_IN_PART = "done_in_part"
    NOT_DONE = "not_done"
    PERMITTED = "permitted"
    PERMITTED_IN_PART = "permitted_in_part"
    UPHELD = "upheld"
    UPHELD_IN_PART = "upheld_in_part"
    NOT_UPHELD = "not_upheld"
    ANSWER_STANDS = "answer_stands"
    ANSWER_CHANGED_IN_PART = "answer_changed_in_part"
    ANSWER_CHANGED = "answer_changed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def title(self) -> str:  # type: ignore[override]
        """The outcome in words, as a list of choices shows it."""
        return _TITLES[self]


_TITLES: Final = {
    Outcome.ANSWERED: "Answered in full",
    Outcome.ANSWERED_IN_PART: "Answered in part",
    Outcome.REFUSED: "Refused",
    Outcome.NOT_HELD: "Not held",
    Outcome.TRANSFERRED: "Transferred to another authority",
    Outcome.VEXATIOUS: "Refused as vexatious",
    Outcome.REPEATED: "Refused as repeated",
    Outcome.MANIFESTLY_UNREASONABLE: "Refused as manifestly unreasonable",
    Outcome.SUPPLIED: "Supplied in full",
    Outcome.SUPPLIED_IN_PART: "Supplied in part",
    Outcome.RESTRICTED: "Nothing supplied, because all of it is restricted",
    Outcome.MANIFESTLY_UNFOUNDED: "Refused as manifestly unfounded",
    Outcome.MANIFESTLY_EXCESSIVE: "Refused as manifestly excessive",
    Outcome.NOTHING_HELD: "Nothing held about the person",
    Outcome.DONE: "Done as asked",
    Outcome.DONE_IN_PART: "Done in part",
    Outcome.NOT_DONE: "Not done",
    Outcome.PERMITTED: "Re-use allowed",
    Outcome.PERMITTED_IN_PART: "Re-use allowed in part",
    Outcome.UPHELD: "Complaint upheld",
    Outcome.UPHELD_IN_PART: "Complaint upheld in part",
    Outcome.NOT_UPHELD: "Complaint not upheld",
    Outcome.ANSWER_STANDS: "The first answer stands",
    Outcome.ANSWER_CHANGED_IN_PART: "The first answer is changed in part",
    Outcome.ANSWER_CHANGED: "The first answer is changed",
    Outcome.WITHDRAWN: "Withdrawn by the requester",
    Outcome.LAPSED: "Lapsed",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What may stand behind an outcome, and what must: `needs` is None, or finishes "… needs …".

    A ground whose role is not among `may_use` does not belong to the outcome; `needs` says what is missing when
    there is no ground at all.
    """

    may_use: frozenset[Role] = frozenset()
    needs: str | None = None


_NO_GROUND: Final = Standing()
_KEPT_BACK: Final = frozenset(
    {Role.WITHHOLDS, Role.NEITHER_CONFIRMS_NOR_DENIES, Role.COST, Role.UNCLEAR, Role.NOT_HELD}
)
_REFUSAL_ROLES: Final = frozenset(
    {Role.VEXATIOUS, Role.REPEATED, Role.MANIFESTLY_UNREASONABLE, Role.MANIFESTLY_UNFOUNDED}
    | {Role.MANIFESTLY_EXCESSIVE}
)
_LAPSED: Final = Standing(frozenset({Role.STILL_WAITING}), "what the requester was waited for")


def _only(role: Role, needs: str) -> Standing:
    return Standing(frozenset({role}), needs)


def _keeping_back(needs: str) -> Standing:
    return Standing(_KEPT_BACK, needs)


_REVIEW: Final = {
    Outcome.ANSWER_STANDS: Standing(_KEPT_BACK | _REFUSAL_ROLES),
    Outcome.ANSWER_CHANGED_IN_PART: Standing(
        _KEPT_BACK | _REFUSAL_ROLES, "the reason for what is still kept back"
    ),
    Outcome.ANSWER_CHANGED: Standing(_KEPT_BACK | _REFUSAL_ROLES),
    Outcome.WITHDRAWN: _NO_GROUND,
}
_REFUSED_RIGHTS: Final = {
    Outcome.MANIFESTLY_UNFOUNDED: _only(Role.MANIFESTLY_UNFOUNDED, "UK GDPR Art 12(5), unfounded, as its reason"),
    Outcome.MANIFESTLY_EXCESSIVE: _only(Role.MANIFESTLY_EXCESSIVE, "UK GDPR Art 12(5), excessive, as its reason"),
}  # fmt: skip

STANDINGS: Final[dict[Regime, dict[Outcome, Standing]]] = {
    Regime.FOI: {
        Outcome.ANSWERED: _NO_GROUND,
        Outcome.ANSWERED_IN_PART: _keeping_back("the exemption or limit for what is kept back"),
        Outcome.REFUSED: _keeping_back("an exemption or a limit"),
        Outcome.NOT_HELD: _NO_GROUND,
        Outcome.TRANSFERRED: _NO_GROUND,
        Outcome.VEXATIOUS: _only(Role.VEXATIOUS, "s.14(1) as its reason"),
        Outcome.REPEATED: _only(Role.REPEATED, "s.14(2) as its reason"),
        Outcome.WITHDRAWN: _NO_GROUND,
        Outcome.LAPSED: _LAPSED,
    },
    Regime.EIR: {
        Outcome.ANSWERED: _NO_GROUND,
        Outcome.ANSWERED_IN_PART: _keeping_back("the exception for what is kept back"),
        Outcome.REFUSED: _keeping_back("an exception"),
        Outcome.NOT_HELD: _only(Role.NOT_HELD, "reg 12(4)(a) as its exception"),
        Outcome.TRANSFERRED: Standing(frozenset({Role.NOT_HELD})),
        Outcome.MANIFESTLY_UNREASONABLE: _only(Role.MANIFESTLY_UNREASONABLE, "reg 12(4)(b) as its exception"),
        Outcome.WITHDRAWN: _NO_GROUND,
        Outcome.LAPSED: _LAPSED,
    },
    Regime.SAR: {
        Outcome.SUPPLIED: _NO_GROUND,
        Outcome.SUPPLIED_IN_PART: _keeping_back("the restriction for what is kept back"),
        Outcome.RESTRICTED: _keeping_back("the restriction that covers it"),
        **_REFUSED_RIGHTS,
        Outcome.NOTHING_HELD: _NO_GROUND,
        Outcome.WITHDRAWN: _NO_GROUND,
        Outcome.LAPSED: _LAPSED,
    },
    Regime.RIGHTS: {
        Outcome.DONE: _NO_GROUND,
        Outcome.DONE_IN_PART: _keeping_back("the reason for what is not done"),
        Outcome.NOT_DONE: _keeping_back("a reason"),
        **_REFUSED_RIGHTS,
        Outcome.NOTHING_HELD: _NO_GROUND,
        Outcome.WITHDRAWN: _NO_GROUND,
        Outcome.LAPSED: _LAPSED,
    },
    Regime.REUSE: {
        Outcome.PERMITTED: _NO_GROUND,
        Outcome.PERMITTED_IN_PART: _keeping_back("the reason for what may not be re-used"),
        Outcome.REFUSED: _keeping_back("a reason"),
        Outcome.NOT_HELD: _NO_GROUND,
        Outcome.WITHDRAWN: _NO_GROUND,
    },
    Regime.DP_COMPLAINT: {
        Outcome.UPHELD: _NO_GROUND,
        Outcome.UPHELD_IN_PART: _NO_GROUND,
        Outcome.NOT_UPHELD: _NO_GROUND,
        Outcome.WITHDRAWN: _NO_GROUND,
    },
    Regime.FOI_REVIEW: _REVIEW,
    Regime.EIR_REVIEW: _REVIEW,
    Regime.BREACH: {},
}


def outcomes_for(regime: Regime) -> tuple[Outcome, ...]:
    """The ways in which a case under this regime can end; none for a breach, which ends by its own decisions."""
    return tuple(STANDINGS[regime])
