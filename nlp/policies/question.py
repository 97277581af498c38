"""A question taken apart: what is asked, the story before it, and the questions before that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.policies.texts import sentences_of
from nlp.policies.words import Stems, stems_of, words_of_asking

_ASKS = re.compile(
    r"^(?:and |so |but |then |also |please )*"
    r"(?:who|whom|whose|what|which|when|where|why|how|can|could|may|might|must|shall|should|will|would|do|does|did"
    r"|is|are|am|was|were|have|has|had|need|tell me|explain|i(?:'d| would)? (?:want|need|like) to know"
    r"|i(?:'m| am) wondering|i wonder)\b",
    re.IGNORECASE,
)

_MEANING = re.compile(
    r"\b(?:mean(?:s|t|ing)?|defin(?:e|es|ed|ition)|stands? for|in plain english|explain"
    r"|wh(?:at|o) (?:is|are|was)|wh(?:at|o)['’]?s)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:how (?:long|far back|many (?:years|months|weeks|days))|until when|how many more|periods?|years\??$"
    r"|for ?ever|permanent(?:ly)?)\b",
    re.IGNORECASE,
)
_KEEPING = re.compile(
    r"\b(?:keep(?:s|ing)?|kept|retain\w*|reten[ts]ion|h(?:old|olding|eld)|hang(?:ing)? on|stor(?:e|ed|es|ing)|stays?"
    r"|delet\w+|destroy\w*|shred\w*|dispos\w+|rid of|throw\w*|bin(?:ned)?|chuck\w*|wip(?:e|ed)|clear(?:ed)? out"
    r"|erased?|on file|(?:when|can|may|should) [^.?]*\bgo(?:ne)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the story that it is asked in, and the questions before it, the oldest first."""

    asked: str
    story: str = ""
    before: tuple[str, ...] = ()

    @property
    def _asked_and_before(self) -> str:
        """With the question before: "And for minutes?" may go on from how long something else is kept."""
        return " ".join((*self.before[-1:], self.asked))

    @property
    def asks_for_meaning(self) -> bool:
        """Whether it may ask what a word means."""
        return bool(_MEANING.search(self._asked_and_before))

    @property
    def asks_for_time(self) -> bool:
        """Whether it may ask for how long."""
        return bool(_TIME.search(self._asked_and_before))

    @property
    def asks_about_keeping(self) -> bool:
        """Whether it speaks of keeping something, or of getting rid of it."""
        return bool(_KEEPING.search(self._asked_and_before))


def read_question(text: str, story: str = "", before: Sequence[str] = ()) -> Question:
    """Take a question apart.

    The sentences with a question mark are what is asked, of several those with which the text begins or ends; without
    one the last that begins as questions do; else the whole text.
    """
    spans = sentences_of(text)
    said = [text[begin:end] for begin, end in spans]
    if len(said) < 2:
        return Question(text.strip(), story.strip(), tuple(before))
    asking = [at for at, sentence in enumerate(said) if sentence.rstrip("\"'”’) ").endswith("?")]
    if not asking:
        asking = [at for at, sentence in enumerate(said) if _ASKS.match(sentence)][-1:]
    if not asking:
        return Question(text.strip(), story.strip(), tuple(before))
    asked = " ".join(said[at] for at in asking)
    told = " ".join(sentence for at, sentence in enumerate(said) if at not in asking)
    return Question(asked, f"{story.strip()} {told}".strip(), tuple(before))


def is_asked(text: str) -> bool:
    """Whether a text asks something: with a question mark, or as questions begin."""
    return "?" in text or bool(_ASKS.match(text.strip()))


def says_what_about(text: str) -> bool:
    """Whether a question holds a word that says what it is about. "How long?" does not."""
    return any(stem not in words_of_asking() for stem in stems_of(text, Stems()))
