"""The cards of an assessment: the harm questions, the grade with its arithmetic, and what stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.assessment import Assessment, Question
from cases.assessment.questions import QuestionKind
from cases.words import listed
from dialogs import strings
from dialogs.cards import parts
from dialogs.cards.parts import Json


def questions_card(
    draft: Mapping[str, Any],
    reference: str,
    asked: Sequence[Question],
    values: Mapping[str, Any],
    problems: Sequence[str],
    page: int,
    pages: int,
) -> Json:
    """Some of the harm questions, with what was answered."""
    title = f"Assess {reference}, {page} of {pages}"
    body: list[Any] = [parts.heading(title), *[parts.problem(text) for text in problems]]
    for one in asked:
        body += [*_input(one, values.get(one.id)), parts.quiet(one.help)]
    actions = [parts.button("Next", "next", draft, "positive")]
    if page > 1:
        actions.append(parts.button("Back", "back", draft))
    actions += [
        parts.button("Leave it for later", "leave", draft),
        parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
    ]
    return parts.card(body, actions, title)


def _input(one: Question, value: Any) -> list[Any]:
    options = [(choice.value, choice.title) for choice in one.choices]
    if one.kind is QuestionKind.SEVERAL:
        return [parts.several_input(one.id, one.title, options, list(value or ()))]
    if one.kind is QuestionKind.NUMBER:
        return [parts.text_input(one.id, one.title, str(value or ""))]
    return [parts.one_of_input(one.id, one.title, options, str(value or ""))]


def check_card(
    draft: Mapping[str, Any], reference: str, made: Assessment, note: str, problems: Sequence[str]
) -> Json:
    """What the answers lead to, before it is recorded."""
    title = f"Check the assessment of {reference}"
    return parts.card(
        [
            parts.heading(title),
            *[parts.problem(text) for text in problems],
            *result(made),
            parts.text_input("note", "Anything to note for the file? (optional)", note, lines=3),
        ],
        [
            parts.button("Record the assessment", "send", draft, "positive"),
            parts.button("Back", "back", draft),
            parts.under_more(parts.bare_button("Leave it for later", "leave", draft)),
            parts.under_more(parts.bare_button("Throw this draft away", "discard", draft)),
        ],
        f"{title} and type 'send' to record it.",
    )


def result(made: Assessment) -> list[Any]:
    """The severity, what it calls for and why, and the arithmetic one press away."""
    level, advice = made.level.value, made.recommendation.value
    shown: list[Any] = [
        parts.words(f"**Severity: {level}.** {made.level.meaning[:1].upper()}{made.level.meaning[1:]}."),
        parts.words(f"**Recommendation: {advice}.** {made.caveat}"),
    ]
    if made.overruling:
        shown.append(parts.words(f"The method found {made.enisa.level.value}; the DPO set {level} instead."))
    shown += [parts.words(reason) for reason in made.reasons]
    shown += [parts.quiet(flag) for flag in made.flags]
    if made.still_open:
        shown.append(parts.quiet(f"Still to find out: {listed([f'“{one}”' for one in made.still_open])}"))
    shown += parts.unfolding("Show the arithmetic (ENISA)", "enisa", made.enisa.arithmetic)
    if made.nhs:
        shown += parts.unfolding("Show the NHS grid", "nhs", made.nhs.arithmetic)
    return shown


def recorded_card(reference: str) -> Json:
    """The assessment is recorded; what comes next."""
    title = strings.ASSESSMENT_RECORDED.format(reference=reference)
    return parts.card(
        [parts.heading(title), parts.words(strings.ASSESSMENT_NEXT)],
        [parts.button("See the case", "open", {"case": reference}, "positive")],
        title,
    )


def assessment_card(reference: str, made: Assessment, headline: str) -> Json:
    """The assessment that stands."""
    title = f"The assessment of {reference}"
    return parts.card(
        [parts.heading(title), parts.words(headline), *result(made)],
        [parts.button("Back to the case", "open", {"case": reference})],
        title,
    )
