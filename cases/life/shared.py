"""Steps that every kind of case knows."""

from __future__ import annotations

from cases.case import Case, CaseState
from cases.life.actions import Action, Answers, Change, Doing, Field, FieldKind, Right
from cases.subjects import about_also

LINKS = (
    ("related", "It is about the same matter"),
    ("duplicate", "It is the same, sent twice"),
    ("answers", "It answers this one too"),
)
"""How two cases can belong together, as somebody who links them says it."""


def assign(since: frozenset[CaseState], question: str, waiting: frozenset[CaseState] = frozenset()) -> Action:
    """Give the case to somebody. What waits to be taken (`waiting`) is then assigned; the rest stays where it is."""

    def leads_to(case: Case, _: Answers) -> CaseState:
        return CaseState.ASSIGNED if case.state in waiting else case.state

    return Action(
        "assign",
        "Assign to somebody",
        "assigned",
        since,
        None,
        Right.WORKS_IT,
        fields=(Field("handler", question, FieldKind.COLLEAGUE),),
        checks=(_is_with_somebody_else,),
        leads_to=leads_to,
        effect=_assigned,
    )


def move_service(since: frozenset[CaseState]) -> Action:
    """The case belongs to another service."""
    return Action(
        "move_service",
        "Move to another service",
        "moved to another service",
        since,
        None,
        Right.WORKS_IT,
        fields=(Field("service", "Which service is it about?", FieldKind.SERVICE),),
        checks=(_is_another_service,),
        effect=lambda _, answers, __: Change({"service": answers["service"]}),
    )


def link(since: frozenset[CaseState]) -> Action:
    """Another case belongs to this one."""
    return Action(
        "link",
        "Link another case",
        "another case linked",
        since,
        None,
        Right.WORKS_IT,
        fields=(
            Field("other", "Which case?", FieldKind.CASE, hint="Its reference, such as FOI-2026-0117."),
            Field("how", "How do they belong together?", FieldKind.CHOICE, options=LINKS),
        ),
    )


def about_a_colleague(since: frozenset[CaseState]) -> tuple[Action, Action]:
    """The case is about a colleague, who then no longer sees it; and that was a mistake."""
    return (
        Action(
            "about",
            "It is about a colleague",
            "hidden from a colleague whom it is about",
            since,
            None,
            Right.WORKS_IT,
            fields=(
                Field(
                    "colleague",
                    "Who is it about?",
                    FieldKind.PERSON,
                    hint="Their name or e-mail address. They will no longer see the case, unless they sent it.",
                ),
            ),
            checks=(_is_not_about_them_yet,),
            effect=_about,
        ),
        Action(
            "not_about",
            "Not about that colleague",
            "no longer hidden from a colleague",
            since,
            None,
            fields=(
                Field(
                    "colleague",
                    "Who is it not about?",
                    FieldKind.PERSON,
                    hint="Their name or e-mail address.",
                ),
            ),
            needs=(_is_about_somebody,),
            checks=(_is_about_them,),
            effect=_not_about,
        ),
    )


def _is_with_somebody_else(case: Case, answers: Answers) -> str | None:
    return "They have it already." if case.handler == answers["handler"] else None


def _assigned(_: Case, answers: Answers, __: Doing) -> Change:
    return Change({"handler": answers["handler"]})


def _is_another_service(case: Case, answers: Answers) -> str | None:
    return "It is with that service already." if case.service == answers["service"] else None


def _is_not_about_them_yet(case: Case, answers: Answers) -> str | None:
    return "It is marked as about them already." if answers["colleague"] in case.about else None


def _is_about_somebody(case: Case) -> str | None:
    return None if case.about else "It is not marked as about a colleague."


def _is_about_them(case: Case, answers: Answers) -> str | None:
    return None if answers["colleague"] in case.about else "It is not marked as about them."


def _about(case: Case, answers: Answers, _: Doing) -> Change:
    marked = about_also(case, frozenset({answers["colleague"]}))
    return Change({"about": marked.about, "handler": marked.handler, "state": marked.state})


def _not_about(case: Case, answers: Answers, _: Doing) -> Change:
    return Change({"about": case.about - {answers["colleague"]}})
