"""Reading a template: a small header, then the letter.

    title: We need to know more
    for: FOI, EIR, SAR
    when: assigned, drafting, clarifying
    source: FOIA 2000 s.16; EIR 2004 reg 9
    ---
    Dear {{ requester }}

`for` names regimes, `when` the states of a case in which the letter fits. A part (`part-….txt`) has no header: it is
taken into letters with `{% include "part-….txt" %}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from typing import Final, TypeVar

from jinja2 import TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from cases.case import CaseState
from cases.letters.letter import LetterKind
from cases.letters.marking import MARKS
from cases.letters.names import NAMES
from cases.regimes import Regime

ENDING: Final = ".txt"
PART: Final = "part-"
_HEADER: Final = ("title", "for", "when", "source")
_ALLOWED: Final = (nodes.If, nodes.For, nodes.Include, nodes.Assign, nodes.Output)
_Value = TypeVar("_Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Header:
    """What a template says of itself."""

    title: str
    regimes: frozenset[Regime]
    states: frozenset[CaseState]
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A template as it was read: its name, its header (a part has none) and the letter's text."""

    name: str
    header: Header | None
    body: str


class LettersWrong(ValueError):  # it names what happened
    """Templates that can't be used; each sentence says what to change, and in which file."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def own_templates() -> dict[str, str]:
    """The texts of the templates that come with the program, by file name."""
    folder = files("cases.letters") / "templates"
    return {
        one.name: one.read_text(encoding="utf-8") for one in folder.iterdir() if one.name.endswith(ENDING)
    }


def read_source(name: str, text: str) -> Source:
    """Read one file. Raises `LettersWrong`."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if any(mark in text for mark in MARKS):
        raise LettersWrong(
            [f"{name} holds a character that no letter needs (U+E000 to U+E003). Take it out."]
        )
    if name.startswith(PART):
        return Source(name, None, text)
    head, mark, body = text.partition("\n---\n")
    if not mark:
        raise LettersWrong(
            [f"{name} has no header. Begin with title, for, when and source, then a line of three dashes."]
        )
    return Source(name, _header(name, head), body)


def _header(name: str, head: str) -> Header:
    given: dict[str, str] = {}
    wrong: list[str] = []
    for line in head.split("\n"):
        key, colon, value = line.partition(":")
        if key.strip() in _HEADER and colon:
            given[key.strip()] = value.strip()
        elif line.strip():
            wrong.append(f"{name}: in the header I know {', '.join(_HEADER)}, and not “{line.strip()[:60]}”.")
    wrong += [f"{name}: the header has no {key}." for key in _HEADER if not given.get(key)]
    regimes = _several(name, "for", given.get("for", ""), Regime, wrong)
    states = _several(name, "when", given.get("when", ""), CaseState, wrong)
    if wrong:
        raise LettersWrong(wrong)
    return Header(given["title"], regimes, states, given["source"])


def _several(name: str, key: str, written: str, known: type[_Value], wrong: list[str]) -> frozenset[_Value]:
    found: set[_Value] = set()
    for word in (part.strip() for part in written.split(",")):
        if word in known._value2member_map_:
            found.add(known(word))
        elif word:
            wrong.append(f"{name}: “{word}” behind {key} is not known.{_did_you_mean(word, known)}")
    return frozenset(found)


def mistakes_in(
    source: Source, sources: Mapping[str, Source], language: ImmutableSandboxedEnvironment
) -> Iterator[str]:
    """What is wrong with a template as it stands, one sentence each."""
    try:
        tree = language.parse(source.body)
        language.compile(source.body)
    except TemplateSyntaxError as error:
        yield f"{source.name}: line {error.lineno} of the letter can't be read: {error.message}"
        return
    for unknown in sorted(find_undeclared_variables(tree) - set(NAMES)):
        yield f"{source.name} uses “{unknown}”, which is not a name I know.{_did_you_mean(unknown, NAMES)}"
    for statement in tree.find_all(nodes.Stmt):
        if not isinstance(statement, _ALLOWED):
            yield (
                f"{source.name}: line {statement.lineno} of the letter uses {type(statement).__name__.lower()}. "
                "A letter can hold if, for, set and include."
            )
    for include in tree.find_all(nodes.Include):
        yield from _wrong_include(source, include, sources)


def _wrong_include(source: Source, include: nodes.Include, sources: Mapping[str, Source]) -> Iterator[str]:
    named = include.template.value if isinstance(include.template, nodes.Const) else None
    if source.header is None:
        yield f"{source.name} is a part, and a part can't include another."
    elif not isinstance(named, str) or named not in sources or not named.startswith(PART):
        parts = [name for name in sources if name.startswith(PART)]
        yield f"{source.name} includes {named!r}, and there is no such part.{_did_you_mean(str(named), parts)}"


def wrong_name(name: str, own: Mapping[str, str]) -> str | None:
    """Why a file of this name is of no use, or None when it takes the place of one that there is."""
    if name in own:
        return None
    return f"{name} takes the place of no letter.{_did_you_mean(name, own)}"


def kind_of(name: str) -> LetterKind:
    """The letter's kind, from its file name."""
    return LetterKind(name.removesuffix(ENDING))


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, [str(one) for one in known], n=1, cutoff=0.6)
    return f" Did you mean “{near[0]}”?" if near else ""
