"""The rules as data: how long each law gives, what moves the date, since when, and where it says so.

Each rule has a version id. A case keeps the version in force on the day it was received, so a change in the
law is a new entry here and never an edit of an old one. Before a regime's first version its count is kept as
good practice, and the reading says so: an old letter must get a date too, and the count is never longer than
what an earlier law allowed (a month is shorter than the 40 days of the Data Protection Act 1998).

Where the law is silent the choice protects the requester, and the entry says so. `docs/law.md` tells the same
to an information-governance officer.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cases.clock.events import ExtensionReason
from cases.regimes import Regime


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working days"
    MONTHS = "months"
    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in the law's own unit."""

    number: int
    unit: Unit

    def in_words(self) -> str:
        """Say it: "20 working days", "one month"."""
        if self == _ONE_MONTH:
            return "one month"
        return f"{self.number} {self.unit.value}"


class Effect(StrEnum):
    """What the requester's answer (or fee) does to the clock.

    FRESH_START: the whole period runs anew from that day. PAUSE: the days of waiting, from asking to answer
    and both included, do not count. NONE: this law gives the step no effect; it is kept in the history only.
    """

    FRESH_START = "fresh start"
    PAUSE = "pause"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Step:
    """What asking the requester for something does under one rule, and the source for that."""

    effect: Effect
    source: str


class Ceiling(StrEnum):
    """What limits the new date in an extension: the statute, the regulator's guidance, or only reason."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Extension:
    """More time: how much in all from the start, on which grounds, and what limits it.

    `total` is None where the law asks for an estimated date instead of setting one. `condition` finishes the
    sentence "more time is allowed only …".
    """

    total: Period | None
    grounds: frozenset[ExtensionReason]
    ceiling: Ceiling
    source: str
    condition: str


class QuestionLimit(StrEnum):
    """Until when a question to the requester can still move the date.

    A question after that does not: time that has run out cannot be stopped.
    """

    FIRST_PERIOD = "first period"
    DUE_DATE = "due date"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one regime's rule."""

    id: str
    regime: Regime
    applies_from: date
    law: str
    period: Period
    source: str
    day_source: str
    clarification: Step
    fee: Step
    identity: Step
    extension: Extension | None
    extension_source: str
    question_limit: QuestionLimit = QuestionLimit.FIRST_PERIOD
    fee_lapses_after: Period | None = None


def rule_for(regime: Regime, received: date) -> Rule:
    """The version of a regime's rule for a case received on this day: the latest that had begun by then."""
    versions = _VERSIONS[regime]
    for rule in reversed(versions):
        if rule.applies_from <= received:
            return rule
    return versions[0]


def all_rules() -> tuple[Rule, ...]:
    """Every version of every rule, for those who publish or check them."""
    return tuple(rule for versions in _VERSIONS.values() for rule in versions)


_ONE_MONTH: Final = Period(1, Unit.MONTHS)
_TWENTY: Final = Period(20, Unit.WORKING_DAYS)
_FORTY: Final = Period(40, Unit.WORKING_DAYS)

_ANY_NATION: Final = "FOIA 2000 s.10(6)"
_EIR_WORKING_DAY: Final = "EIR 2004 reg 2(1), by FOIA 2000 s.10(6)"
_REUSE_WORKING_DAY: Final = "RoPSI 2015 reg 2"

# Silent in the law: a public-interest extension is counted from the same day as the 20 working days, so that
# after a clarification both run from the answer; it cannot be taken again. The 40th working day is the ICO's
# norm, not the Act's: a later date given to the requester is not taken over.
_FOI: Final = Rule(
    id="FOI-2005-01",
    regime=Regime.FOI,
    applies_from=date(2005, 1, 1),
    law="the Freedom of Information Act 2000",
    period=_TWENTY,
    source="FOIA 2000 s.10(1)",
    day_source=_ANY_NATION,
    clarification=Step(Effect.FRESH_START, "FOIA 2000 s.1(3)"),
    fee=Step(Effect.PAUSE, "FOIA 2000 s.9(2) and s.10(2)"),
    fee_lapses_after=Period(3, Unit.MONTHS),
    identity=Step(Effect.NONE, "FOIA 2000 s.8(1)"),
    extension=Extension(
        total=_FORTY,
        grounds=frozenset({ExtensionReason.PUBLIC_INTEREST}),
        ceiling=Ceiling.GUIDANCE,
        source="FOIA 2000 s.10(3) and s.17(2), and the ICO's guidance on time limits",
        condition="to weigh the public interest in an exemption",
    ),
    extension_source="FOIA 2000 s.10(3) and s.17",
)

# Silent in the law: an extension given before a clarification runs from the answer, like the 20 working days.
_EIR: Final = Rule(
    id="EIR-2005-01",
    regime=Regime.EIR,
    applies_from=date(2005, 1, 1),
    law="the Environmental Information Regulations 2004",
    period=_TWENTY,
    source="EIR 2004 reg 5(2)",
    day_source=_EIR_WORKING_DAY,
    clarification=Step(Effect.FRESH_START, "EIR 2004 reg 9"),
    fee=Step(Effect.PAUSE, "EIR 2004 reg 8"),
    fee_lapses_after=Period(60, Unit.WORKING_DAYS),
    identity=Step(Effect.NONE, "EIR 2004 reg 5(1)"),
    extension=Extension(
        total=_FORTY,
        grounds=frozenset({ExtensionReason.COMPLEX_AND_VOLUMINOUS, ExtensionReason.COMPLEXITY}),
        ceiling=Ceiling.STATUTE,
        source="EIR 2004 reg 7",
        condition="where the information is both complex and voluminous",
    ),
    extension_source="EIR 2004 reg 7",
)

# Silent in the law: nothing in regulation 8 lets a question or a fee stop the clock, so neither does.
_REUSE: Final = Rule(
    id="REUSE-2015-07",
    regime=Regime.REUSE,
    applies_from=date(2015, 7, 18),
    law="the Re-use of Public Sector Information Regulations 2015",
    period=_TWENTY,
    source="RoPSI 2015 reg 8(1)",
    day_source=_REUSE_WORKING_DAY,
    clarification=Step(Effect.NONE, "RoPSI 2015 reg 8"),
    fee=Step(Effect.NONE, "RoPSI 2015 reg 8"),
    identity=Step(Effect.NONE, "RoPSI 2015 reg 8"),
    extension=Extension(
        total=None,
        grounds=frozenset({ExtensionReason.MANY_DOCUMENTS, ExtensionReason.COMPLEXITY}),
        ceiling=Ceiling.ESTIMATE,
        source="RoPSI 2015 reg 8",
        condition="where there are many documents or the issues are complex",
    ),
    extension_source="RoPSI 2015 reg 8",
)

_ICO_TIME: Final = "the ICO's right of access guidance on time limits"


# Doubtful: whether scope clarification pauses rights other than access. Section 54(3C), the twin of Article
# 12A(5), speaks of access alone; here both are counted alike, and the effect is one word in `clarification`.
def _uk_gdpr(
    regime: Regime, version: str, applies_from: date, law: str, article: str, pause_source: str
) -> Rule:
    return Rule(
        id=f"{regime.value}-{version}",
        regime=regime,
        applies_from=applies_from,
        law=law,
        period=_ONE_MONTH,
        source=f"{article} and {_ICO_TIME}",
        day_source=_ICO_TIME,
        clarification=Step(Effect.PAUSE, pause_source),
        fee=Step(Effect.FRESH_START, f"{article} and Art 12(5)"),
        identity=Step(Effect.FRESH_START, f"{article} and Art 12(6)"),
        extension=Extension(
            total=Period(3, Unit.MONTHS),
            grounds=frozenset(
                {
                    ExtensionReason.COMPLEXITY,
                    ExtensionReason.NUMBER_OF_REQUESTS,
                    ExtensionReason.COMPLEX_AND_VOLUMINOUS,
                }
            ),
            ceiling=Ceiling.STATUTE,
            source=article,
            condition="where the complexity or number of requests makes it necessary",
        ),
        extension_source=article,
        question_limit=QuestionLimit.DUE_DATE,
    )


def _data_subject_rights(regime: Regime) -> tuple[Rule, ...]:
    return (
        _uk_gdpr(
            regime,
            "2018-05",
            date(2018, 5, 25),
            "the GDPR, since 2021 the UK GDPR",
            "UK GDPR Art 12(3)",
            _ICO_TIME,
        ),
        _uk_gdpr(
            regime,
            "2026-02",
            date(2026, 2, 5),
            "section 76 of the Data (Use and Access) Act 2025",
            "UK GDPR Art 12A",
            "UK GDPR Art 12A(5) and (6), as DPA 2018 s.54(3C)",
        ),
    )


# "30 days beginning when the complaint is received": the day of receipt is counted as the first, the stricter
# reading, and nothing moves a last day on a weekend.
_DP_COMPLAINT: Final = Rule(
    id="DP_COMPLAINT-2026-06",
    regime=Regime.DP_COMPLAINT,
    applies_from=date(2026, 6, 19),
    law="section 103 of the Data (Use and Access) Act 2025",
    period=Period(30, Unit.DAYS),
    source="DPA 2018 s.164A(3)",
    day_source="DPA 2018 s.164A(3)",
    clarification=Step(Effect.NONE, "DPA 2018 s.164A"),
    fee=Step(Effect.NONE, "DPA 2018 s.164A"),
    identity=Step(Effect.NONE, "DPA 2018 s.164A"),
    extension=None,
    extension_source="DPA 2018 s.164A",
)

_FOI_REVIEW: Final = Rule(
    id="FOI_REVIEW-2018-07",
    regime=Regime.FOI_REVIEW,
    applies_from=date(2018, 7, 4),
    law="the section 45 Code of Practice of July 2018",
    period=_TWENTY,
    source="FOIA 2000 s.45 Code of Practice, part 5",
    day_source=_ANY_NATION,
    clarification=Step(Effect.NONE, "FOIA 2000 s.45 Code of Practice, part 5"),
    fee=Step(Effect.NONE, "FOIA 2000 s.45 Code of Practice, part 5"),
    identity=Step(Effect.NONE, "FOIA 2000 s.45 Code of Practice, part 5"),
    extension=Extension(
        total=_FORTY,
        grounds=frozenset(
            {
                ExtensionReason.EXCEPTIONAL,
                ExtensionReason.COMPLEXITY,
                ExtensionReason.COMPLEX_AND_VOLUMINOUS,
            }
        ),
        ceiling=Ceiling.GUIDANCE,
        source="FOIA 2000 s.45 Code of Practice, part 5",
        condition="in exceptional cases",
    ),
    extension_source="FOIA 2000 s.45 Code of Practice, part 5",
)

_EIR_REVIEW: Final = Rule(
    id="EIR_REVIEW-2005-01",
    regime=Regime.EIR_REVIEW,
    applies_from=date(2005, 1, 1),
    law="the Environmental Information Regulations 2004",
    period=_FORTY,
    source="EIR 2004 reg 11(4)",
    day_source=_EIR_WORKING_DAY,
    clarification=Step(Effect.NONE, "EIR 2004 reg 11"),
    fee=Step(Effect.NONE, "EIR 2004 reg 11"),
    identity=Step(Effect.NONE, "EIR 2004 reg 11"),
    extension=None,
    extension_source="EIR 2004 reg 11(4)",
)

# Hours are real elapsed hours: nights, weekends, holidays and both changes of the clocks included.
_BREACH: Final = Rule(
    id="BREACH-2018-05",
    regime=Regime.BREACH,
    applies_from=date(2018, 5, 25),
    law="the GDPR, since 2021 the UK GDPR",
    period=Period(72, Unit.HOURS),
    source="UK GDPR Art 33(1)",
    day_source="UK GDPR Art 33(1)",
    clarification=Step(Effect.NONE, "UK GDPR Art 33(4)"),
    fee=Step(Effect.NONE, "UK GDPR Art 33"),
    identity=Step(Effect.NONE, "UK GDPR Art 33"),
    extension=None,
    extension_source="UK GDPR Art 33(1)",
)

_VERSIONS: Final[dict[Regime, tuple[Rule, ...]]] = {
    Regime.FOI: (_FOI,),
    Regime.EIR: (_EIR,),
    Regime.SAR: _data_subject_rights(Regime.SAR),
    Regime.RIGHTS: _data_subject_rights(Regime.RIGHTS),
    Regime.REUSE: (_REUSE,),
    Regime.DP_COMPLAINT: (_DP_COMPLAINT,),
    Regime.FOI_REVIEW: (_FOI_REVIEW,),
    Regime.EIR_REVIEW: (_EIR_REVIEW,),
    Regime.BREACH: (_BREACH,),
}
