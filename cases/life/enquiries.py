"""The life of a question to the IG team: asked, taken, answered, closed."""

from __future__ import annotations

from typing import Final

from cases.case import Case, CaseState
from cases.life.actions import Action, Answers, Field, FieldKind, Right, Table
from cases.life.shared import about_a_colleague, assign, link, move_service

S = CaseState

_OPEN: Final = frozenset({S.ASKED, S.ASSIGNED})
_ENDED: Final = frozenset({S.ANSWERED, S.WITHDRAWN, S.CLOSED})


def _asked_again(case: Case, _: Answers) -> CaseState:
    return S.ASSIGNED if case.handler else S.ASKED


ACTIONS: Final = Table(
    (
        Action(
            "answer",
            "Answer the question",
            "answered",
            _OPEN,
            S.ANSWERED,
            Right.WORKS_IT,
            fields=(Field("answer", "Your answer", FieldKind.WORDS),),
            is_main=True,
        ),
        assign(_OPEN, "Who will answer it?", waiting=frozenset({S.ASKED})),
        Action("close", "Close the case", "closed", frozenset({S.ANSWERED}), S.CLOSED, Right.WORKS_IT),
        Action(
            "reopen",
            "Open it again",
            "opened again",
            _ENDED,
            S.ASKED,
            Right.WORKS_IT,
            fields=(Field("note", "Why?", FieldKind.WORDS),),
            leads_to=_asked_again,
        ),
        move_service(_OPEN),
        link(_OPEN | _ENDED),
        *about_a_colleague(_OPEN | _ENDED),
    )
)
