"""Assessing an incident: three cards of harm questions, then the grade with its arithmetic, to be recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from botbuilder.dialogs import DialogContext, DialogReason, DialogTurnResult

from cases.assessment import QUESTIONS, assess, question, read_answers
from cases.assessment.questions import QuestionKind
from cases.case import Case, CaseKind
from cases.errors import Refusal
from cases.incidents import Whose
from cases.life.assess import assess_incident, assessment_of, has_health_or_care_data, may_assess
from cases.permissions import case_for, may_work
from dialogs import strings
from dialogs.answers import LONGEST_MESSAGE, put_together
from dialogs.cards import assessment as cards
from dialogs.cards.parts import Json, fits_in_a_box, with_headline
from dialogs.case_talk import reference_in
from dialogs.case_views import date_line, decision_line, view_case, with_clock
from dialogs.drafts import carry_on
from dialogs.form import CaseForm, Draft, Values, turn_of
from dialogs.matters import INCIDENT_LABELS
from dialogs.memory import MOST_DRAFTS
from dialogs.own_words import with_the_box
from dialogs.talk import Talk
from dialogs.turn import Press, Turn
from nlp.counts import read_people

FORM = "assess_incident"
ASKED_ON = {
    "harm": ("living_people", "harms", "likelihood", "gravity"),
    "people": ("people", "vulnerable", "holder", "recovery", "protection"),
    "information": ("identification", "detail", "alteration", "unavailability", "malicious"),
}
_LONGEST_ANSWER = 400


class AssessIncident(CaseForm):
    """The harm questions about one incident. Its words are the incident's reference; a note is kept beside."""

    steps = (*ASKED_ON, "check")
    labels = INCIDENT_LABELS
    words = "reference"
    joins = False
    inputs = ASKED_ON | {"check": ("note",)}
    names = (
        (re.compile(r"\b(?:living|harms?|happen|likely|likelihood|bad|grave|gravity)\b"), "harm"),
        (re.compile(r"\b(?:people|how many|children|adults|who has|holder|came back|read)\b"), "people"),
        (
            re.compile(r"\b(?:identif\w*|detail|changed|alter\w*|lost|available|meant|malicious)\b"),
            "information",
        ),
    )

    def __init__(self) -> None:
        super().__init__(FORM)

    async def continue_dialog(self, dialog_context: DialogContext) -> DialogTurnResult:
        await _look_at_the_clock(dialog_context)
        return await super().continue_dialog(dialog_context)

    async def resume_dialog(
        self, dialog_context: DialogContext, reason: DialogReason, result: object
    ) -> DialogTurnResult:
        await _look_at_the_clock(dialog_context)
        return await super().resume_dialog(dialog_context, reason, result)

    def what(self) -> str:
        return "the assessment of the incident"

    def begin(self, turn: Turn, said: str) -> Values:
        return {
            **{one.id: [] if one.kind is QuestionKind.SEVERAL else "" for one in QUESTIONS},
            "reference": said,
            "kinds": [],
            "whose": [],
            "note": "",
            "decide_by": "",
        }

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        values = draft.values
        if draft.step in ASKED_ON:
            at = self.steps.index(draft.step)
            asked = [question(name) for name in ASKED_ON[draft.step]]
            shown = cards.questions_card(
                draft.carried, values["reference"], asked, values, problems, at + 1, len(ASKED_ON)
            )
        else:
            made = assess(read_answers(values), values["kinds"], has_health_or_care_data(values["kinds"]))
            shown = cards.check_card(draft.carried, values["reference"], made, values["note"], problems)
        if not values.get("decide_by"):
            return shown
        decide_by = datetime.fromisoformat(values["decide_by"])
        return with_headline(shown, decision_line(decide_by, values["whose"], turn.now))

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        for name in ASKED_ON.get(step, ()):
            if question(name).kind is QuestionKind.SEVERAL:
                values[name] = [one[:_LONGEST_ANSWER] for one in press.ticked(name, values[name])]
            else:
                values[name] = press.answer(name, str(values[name]))[:_LONGEST_ANSWER]
        if step == "check":
            before = values["note"]
            # A client leaves an emptied box out.
            is_there = "note" in press.data
            note = with_the_box(before, press, "note") if is_there else press.answer("note", before)
            if note is None or not _is_short(note):
                return [strings.TOO_MUCH_FOR_ONE]
            values["note"] = note
        return [sentence for at, sentence in self.check(turn, values) if at == step]

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for step, names in ASKED_ON.items():
            for name in names:
                try:
                    read_answers({**_ANY, name: values[name]})
                except Refusal as refusal:
                    found.append((step, str(refusal).removeprefix("Please ")))
        return found

    def hear(self, turn: Turn, draft: Draft) -> str:
        values = draft.values
        count = _count(turn.text) if draft.step == "people" else None
        if count is not None:
            values["people"] = str(count)
            return strings.ANSWER_TAKEN.format(what=f"{count:,} people")
        joined = put_together(values["note"], turn.text)
        if joined is None or not _is_short(joined):
            return strings.TOO_MUCH_FOR_ONE
        values["note"] = joined
        return strings.ADDED_TO_ASSESSMENT

    async def send(self, turn: Turn, values: Values) -> Case:
        return await assess_incident(
            turn.work, turn.desk, turn.person, values["reference"], read_answers(values), values["note"]
        )

    def sent(self, turn: Turn, case: Case) -> tuple[Json, str]:
        shown = with_clock(turn, case, cards.recorded_card(case.reference))
        return shown, strings.ASSESSMENT_RECORDED.format(reference=case.reference)


async def assess_pressed(talk: Talk, press: Press) -> None:
    """Begin an incident's assessment, or go on with the one that was begun."""
    turn, memory = talk.turn, talk.memory
    case = await case_for(turn.work, turn.person, reference_in(press))
    if case.kind is not CaseKind.INCIDENT or not may_assess(turn.person, case):
        turn.show(*await view_case(turn, case, strings.STEP_NOT_NOW))
        return
    begun = next(
        (
            one.state
            for one in memory.unfinished
            if one.id == FORM and one.state["values"]["reference"] == case.reference
        ),
        None,
    )
    if begun:
        begun["values"]["decide_by"] = _decide_by(case)
        carry_on(talk, begun["draft"])
    elif len(memory.unfinished) >= MOST_DRAFTS:
        turn.say(strings.TOO_MANY_DRAFTS)
    else:
        if talk.form:
            turn.say(strings.PUT_ASIDE.format(what=talk.form.what()))
        await talk.dc.begin_dialog(FORM, {"said": case.reference, "filled": _known(case)})


async def show_assessment(turn: Turn, press: Press) -> None:
    """The assessment that stands, for those who work the incident."""
    case = await case_for(turn.work, turn.person, reference_in(press))
    made = assessment_of(case) if may_work(turn.person, case) else None
    if made is None:
        turn.show(*await view_case(turn, case, strings.NOT_ASSESSED))
        return
    shown = cards.assessment_card(case.reference, made, date_line(turn, case))
    turn.show(shown, f"The assessment of {case.reference}")


async def _look_at_the_clock(dc: DialogContext) -> None:
    """The end of the 72 hours as it is now: it may have been corrected, or decided on, since the last card."""
    values = dc.active_dialog.state["values"]
    case = await turn_of(dc).work.cases.get(values["reference"])
    values["decide_by"] = _decide_by(case) if case else ""


def _decide_by(case: Case) -> str:
    return case.due_at.isoformat() if case.due_at and case.is_undecided else ""


def _known(case: Case) -> Values:
    """What the report says already."""
    details = case.details
    whose = list(details.get("whose") or ())
    known: Values = {
        "kinds": list(details.get("kinds") or ()),
        "whose": whose,
        "decide_by": _decide_by(case),
    }
    if details.get("people") is not None:
        known["people"] = str(details["people"])
    if whose == [Whose.NOBODY.value]:
        known["living_people"] = "no"
    elif whose and Whose.UNSURE.value not in whose:
        known["living_people"] = "yes"
    if Whose.CHILDREN.value in whose:
        known["vulnerable"] = "some"
    return known


def _is_short(note: str) -> bool:
    """Whether the note's box can hold it."""
    return len(note) <= LONGEST_MESSAGE and fits_in_a_box(note)


def _count(text: str) -> int | None:
    """The number of people in a short answer: "40", "about 40 clients"."""
    bare = text.strip(" .").replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 8 else read_people(text)


_ANY = {one.id: one.choices[0].value if one.kind is QuestionKind.ONE else "" for one in QUESTIONS}
"""Answers with which nothing is wrong, to check one at a time."""
