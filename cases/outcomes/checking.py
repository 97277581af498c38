"""Whether an outcome and its grounds hold together, said in sentences that a handler can act on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from cases.outcomes.data_protection import DATA_PROTECTION_GROUNDS
from cases.outcomes.eir import EIR_GROUNDS
from cases.outcomes.foia import FOIA_GROUNDS
from cases.outcomes.grounds import Ground, Role
from cases.outcomes.outcomes import STANDINGS, Outcome, Standing
from cases.outcomes.reuse import REUSE_GROUNDS
from cases.regimes import Regime
from cases.words import with_article

GROUNDS: Final = (*FOIA_GROUNDS, *EIR_GROUNDS, *DATA_PROTECTION_GROUNDS, *REUSE_GROUNDS)
_BY_ID: Final = {ground.id: ground for ground in GROUNDS}


def ground(ground_id: str) -> Ground:
    """The ground with this id. Raises KeyError for an id that is none."""
    return _BY_ID[ground_id]


def grounds_for(regime: Regime, outcome: Outcome | None = None) -> tuple[Ground, ...]:
    """The grounds that a council can use under this regime, in the order of the law.

    With `outcome` only those that can stand behind it, which may be none.
    """
    usable = (each for each in GROUNDS if regime in each.regimes and not each.why_not)
    if outcome is None:
        return tuple(usable)
    standing = STANDINGS[regime].get(outcome, Standing())
    return tuple(each for each in usable if each.role in standing.may_use)


def check_outcome(
    regime: Regime,
    outcome: Outcome,
    reasons: Iterable[str],
    public_interest_done: Collection[str],
) -> tuple[str, ...]:
    """What is missing or wrong before a case may be closed in this way, in sentences; nothing when all is well.

    `reasons` are the ids of the grounds used. `public_interest_done` are the ids of those for which a public
    interest test is on record: it is made ground by ground (FOIA s.2(2)(b), EIR reg 12(1)(b)).
    """
    if outcome not in STANDINGS[regime]:
        return (f"{with_article(regime.title)} cannot end as '{outcome.title}'. Choose another outcome.",)
    standing = STANDINGS[regime][outcome]
    ids = tuple(dict.fromkeys(reasons))
    if not ids:
        return (f"'{outcome.title}' needs {standing.needs}.",) if standing.needs else ()
    sentences: list[str] = []
    for ground_id in ids:
        sentences.extend(_wrong_with(regime, outcome, standing, ground_id, public_interest_done))
    return tuple(sentences)


def _wrong_with(
    regime: Regime,
    outcome: Outcome,
    standing: Standing,
    ground_id: str,
    public_interest_done: Collection[str],
) -> tuple[str, ...]:
    used = _BY_ID.get(ground_id)
    if used is None:
        return (f"'{ground_id}' is not a reason that I know. Choose one from the list.",)
    if regime not in used.regimes:
        return (f"{used.provision} is not a reason under this regime ({regime.title}). Take it away.",)
    if used.why_not:
        return (f"A council cannot use {used.provision}: {used.why_not}.",)
    if used.role not in standing.may_use:
        return (_does_not_belong(outcome, standing, used),)
    if used.public_interest and used.role is not Role.NOT_HELD and used.id not in public_interest_done:
        return (f"{used.provision} is {_qualified(regime)}: record the public interest test.",)
    return ()


def _does_not_belong(outcome: Outcome, standing: Standing, used: Ground) -> str:
    if not standing.may_use:
        return (
            f"'{outcome.title}' leaves nothing to give reasons for: take {used.provision} away, or choose another "
            "outcome."
        )
    return f"{used.provision} cannot stand behind '{outcome.title}': take it away, or choose the outcome that fits it."


def _qualified(regime: Regime) -> str:
    if regime in (Regime.EIR, Regime.EIR_REVIEW):
        return "an exception with a public interest test"
    return "a qualified exemption"
