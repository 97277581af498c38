"""Telling a bare answer ("about 3pm yesterday") from a sentence that says more, so that nothing said is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_MESSAGE = 20_000
"""Characters of one message or one box. Teams itself lets through little more."""

LONGEST_WORDS = 40_000
"""Characters that one draft can hold in its person's own words."""

_WORD = re.compile(r"[^\W\d_]+")
_ANSWERING = frozenset(
    re.findall(
        r"\S+",
        """
    a about after afternoon again ago already also am an and approximately april around at august be been before
    but came cannot change changed clients contained control correct could council count customers date day days
    december early email employees evening families february first fix for forty friday from got had half happen
    happened hour hours households i in is it its january july june just last late letter march may maybe me mid
    midnight minute minutes monday month months morning nearly night no none noon nope not noticed november now
    number o'clock of ok okay october off on one or otherwise out over past patients people person perhaps pm post
    probably pupils quarter reached realised received records residents roughly s saturday say september service
    service services should since so some something staff still sunday sure t tenants that the then there they think
    this three thursday time to today told tomorrow tuesday two under unsure up update us users was we wednesday week
    weeks were when which will with year years yep yes yesterday yeah you
    """,
    )
)
"""Words that an answer is made of and that say nothing by themselves."""


def says_more(text: str, understood: Iterable[str] = ()) -> bool:
    """Whether the text holds a word besides what was understood and the words that answers are made of."""
    rest = text.lower().replace("’", "'")
    for piece in sorted(understood, key=len, reverse=True):
        rest = rest.replace(piece.lower(), " ")
    return any(word not in _ANSWERING for word in _WORD.findall(rest))


def put_together(before: str, more: str) -> str | None:
    """Both texts, one below the other; None where that is more than a draft holds."""
    joined = f"{before}\n{more}".strip()
    return joined if len(joined) <= LONGEST_WORDS else None
