"""Letters: the templates, which of them fit a case, and the letter that one makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cases.case import Case, CaseKind, CaseState
from cases.errors import Refusal
from cases.letters.facts import LetterFacts
from cases.letters.letter import ACKNOWLEDGEMENTS, ANSWERS, ENDINGS, Letter, LetterKind
from cases.letters.marking import Blank, filled_in, read_blocks
from cases.letters.names import names_for, outcome_of
from cases.letters.templates import (
    Header,
    LettersWrong,
    Source,
    kind_of,
    mistakes_in,
    own_templates,
    read_source,
    wrong_name,
)
from cases.outcomes import Outcome, grounds_for, outcomes_for
from cases.regimes import Regime

SHORTENED_AT: Final = 1_500
"""Characters of a quoted request that a letter repeats."""

_ENDED: Final = frozenset({CaseState.RESPONDED, CaseState.REFUSED, CaseState.TRANSFERRED, CaseState.CLOSED})
_REFUSALS: Final = frozenset(
    {
        Outcome.REFUSED,
        Outcome.VEXATIOUS,
        Outcome.REPEATED,
        Outcome.MANIFESTLY_UNREASONABLE,
        Outcome.MANIFESTLY_UNFOUNDED,
        Outcome.MANIFESTLY_EXCESSIVE,
    }
)
_FILTERS: Final = frozenset({"default", "first", "join", "last", "length", "list", "lower", "trim", "upper"})
# What a template can go wrong with although it reads well, such as a sum with a word in it.
_GONE_WRONG: Final = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Letters:
    """All letters of a council. Pure: made of texts, it reads nothing and knows no time."""

    headers: Mapping[LetterKind, Header]
    _language: ImmutableSandboxedEnvironment

    def title(self, kind: LetterKind) -> str:
        """What the letter is called."""
        return self.headers[kind].title

    def for_case(self, case: Case) -> tuple[LetterKind, ...]:
        """The letters that fit the case's regime and where it stands now; none fits a question."""
        return tuple(
            kind
            for kind, header in self.headers.items()
            if case.regime in header.regimes and case.state in header.states and _fits_decision(kind, case)
        )

    def of_step(self, letter: str, case: Case) -> LetterKind | None:
        """The letter that goes with a step of this case, by the name in the step's row (`Action.letter`)."""
        if letter == LetterKind.RESPONSE.value:
            return _ending_of(case)
        if letter == LetterKind.ACKNOWLEDGEMENT.value:
            return ACKNOWLEDGEMENTS.get(case.regime) if case.regime else None
        kind = LetterKind(letter) if letter in LetterKind._value2member_map_ else None
        return kind if kind and case.regime in self.headers[kind].regimes else None

    def write(self, kind: LetterKind, case: Case, facts: LetterFacts) -> Letter:
        """The letter. What is missing shows as a place to fill in.

        Raises `Refusal` for a letter that is not for this regime, and for a template that can't be filled in.
        """
        header = self.headers[kind]
        if case.regime not in header.regimes:
            raise Refusal(f"“{header.title}” is not a letter for {case.reference}.")
        try:
            template = self._language.get_template(f"{kind.value}.txt")
            rendered = template.render(names_for(kind, case, facts))
        except _GONE_WRONG as error:
            raise Refusal(
                f"The template of “{header.title}” can't be filled in for {case.reference}. "
                "Please tell an administrator."
            ) from error
        return Letter(kind, case.reference, header.title, read_blocks(rendered))


def load_letters(overrides: Mapping[str, str] | None = None) -> Letters:
    """The letters that come with the program, each replaced by the council's own of the same file name.

    `overrides` are texts by file name. Raises `LettersWrong` with a sentence for each mistake.
    """
    if not overrides:
        return _own_letters()
    own = own_templates()
    wrong = [sentence for name in sorted(overrides) if (sentence := wrong_name(name, own))]
    letters = _made({**own, **{name: text for name, text in overrides.items() if name in own}}, wrong)
    wrong += _failed_trials(letters)
    if wrong:
        raise LettersWrong(wrong)
    return letters


@lru_cache(maxsize=1)
def _own_letters() -> Letters:
    return _made(own_templates(), [])


def _made(texts: Mapping[str, str], wrong: list[str]) -> Letters:
    sources: dict[str, Source] = {}
    for name in sorted(texts):
        try:
            sources[name] = read_source(name, texts[name])
        except LettersWrong as unread:
            wrong += unread.sentences
    language = _language({name: source.body for name, source in sources.items()})
    for source in sources.values():
        wrong += mistakes_in(source, sources, language)
    if wrong:
        raise LettersWrong(wrong)
    headers = {kind_of(name): source.header for name, source in sources.items() if source.header}
    return Letters({kind: headers[kind] for kind in LetterKind}, language)


def _language(bodies: Mapping[str, str]) -> ImmutableSandboxedEnvironment:
    """Jinja, as little of it as a letter needs: no code of the program can be reached from a template."""
    language = ImmutableSandboxedEnvironment(
        loader=DictLoader(dict(bodies)),
        autoescape=False,  # plain text: whatever shows a letter escapes it
        undefined=StrictUndefined,
        finalize=filled_in,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        cache_size=-1,
    )
    language.globals.clear()
    language.filters = {name: made for name, made in language.filters.items() if name in _FILTERS}
    language.filters["shortened"] = shortened
    return language


def shortened(text: str | Blank, most: int = SHORTENED_AT) -> str | Blank:
    """The text, or its beginning and three dots when it is longer than `most` characters."""
    if isinstance(text, Blank) or len(text) <= most:
        return text
    return f"{text[:most].rstrip()}…"


def _ending_of(case: Case) -> LetterKind | None:
    """The letter that ends the case: its answer, or what the recorded outcome asks for instead."""
    outcome = outcome_of(case)
    if outcome in _REFUSALS:
        return LetterKind.REFUSAL
    if outcome is Outcome.TRANSFERRED:
        return LetterKind.TRANSFER
    return ANSWERS.get(case.regime) if case.regime else None


def _fits_decision(kind: LetterKind, case: Case) -> bool:
    if kind is LetterKind.BREACH_NOTICE:
        return (case.decisions.get("decision") or {}).get("people") != "no"
    if kind not in ENDINGS or case.state not in _ENDED:
        return True
    return outcome_of(case) is not None and kind is _ending_of(case)


def _failed_trials(letters: Letters) -> Iterator[str]:
    """Each letter is written once for every way in which its cases can stand, so that none fails for a person."""
    for kind, header in letters.headers.items():
        sentences: list[str] = []
        for regime in sorted(header.regimes):
            for case, facts in _trials(regime):
                try:
                    letters.write(kind, case, facts)
                except Refusal as failed:
                    sentences.append(
                        f"{kind.value}.txt fails for {regime.value}: {failed.__cause__ or failed}."
                    )
        yield from dict.fromkeys(sentences)


def _trials(regime: Regime) -> Iterator[tuple[Case, LetterFacts]]:
    at = datetime(2026, 6, 1, tzinfo=UTC)
    kind = CaseKind.INCIDENT if regime is Regime.BREACH else CaseKind.REQUEST
    bare: dict[str, Any] = {
        "reference": "XXX-2026-0001", "kind": kind, "regime": regime, "state": CaseState.RECEIVED, "reporter": "",
        "handler": None, "service": None, "opened_at": at, "received": None, "due": None, "due_at": None,
        "rule": None, "reasons": (), "details": {},
    }  # fmt: skip
    yield Case(**bare), LetterFacts(date(2026, 6, 1))
    details = {"text": "words", "requester": "Jo", "contact": "jo@example.org", "kinds": ["names"]}
    late = LetterFacts(date(2026, 6, 1), is_late=True)
    for outcome in outcomes_for(regime):
        decided = {"outcome": outcome.value, "grounds": [one.id for one in grounds_for(regime)]}
        yield Case(**{**bare, "details": details, "decisions": {"outcome": decided}}), late
