"""The life of a question to the IG team: asked, taken, answered, closed."""

from __future__ import annotations

from typing import Final

from cases.case import CaseState
from cases.life.actions import Action, Field, FieldKind, Right, Table

S = CaseState

_OPEN: Final = frozenset({S.ASKED, S.ASSIGNED})

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
        Action(
            "assign",
            "Assign to somebody",
            "assigned",
            _OPEN,
            S.ASSIGNED,
            Right.WORKS_IT,
            fields=(Field("handler", "Who will answer it?", FieldKind.COLLEAGUE),),
        ),
        Action("close", "Close the case", "closed", frozenset({S.ANSWERED}), S.CLOSED, Right.WORKS_IT),
    )
)
