"""Writing a message to many, a bitesize or news of a policy, in four cards or by typing, to one that goes out now or at
a set time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cases.audience import Audience, AudienceKind
from cases.broadcasts import BroadcastKind, Content, IfLate
from cases.broadcasts.permissions import may_broadcast
from cases.broadcasts.sending import schedule, send_now
from cases.broadcasts.when import read_when
from cases.broadcasts.writing import Overtaken, save_draft
from cases.errors import Refusal
from cases.people import Person
from cases.search.periods import WEEKDAYS
from cases.words import counted, moment_in_words
from dialogs import strings
from dialogs.answers import put_together
from dialogs.audiences import audience_of, audiences_in, key_of
from dialogs.broadcast_values import (
    ANSWERS,
    EMPTY,
    INPUTS,
    LATE,
    LONG_BOX,
    content_of,
    wrong_with_question,
    wrong_with_words,
)
from dialogs.broadcast_words import IN_WORDS, as_kept, heard
from dialogs.broadcasts import view_standing
from dialogs.cards import write_broadcast as cards
from dialogs.cards.flagged import flagged_fact
from dialogs.cards.parts import LINE_AT_MOST, Json
from dialogs.form import Draft, Ended, Form, Values
from dialogs.matters import INCIDENT_LABELS, REQUEST_LABELS, says_another
from dialogs.own_words import take_words
from dialogs.turn import Press, Turn
from nlp.personal_data.labels import CIRCUMSTANCES

FORM: Final = "write_bitesize"
"""Stands in drafts and in the cards of chats, so it stays as it is."""
NOW: Final = "now"
_FIRST_WHEN: Final = "first Tuesday 10:00"


class WriteBroadcast(Form):
    """A message to many that is being written. It ends in one that goes out now or at a set time."""

    steps = ("words", "question", "who", "check")
    labels = INCIDENT_LABELS | REQUEST_LABELS
    words = "text"
    inputs = INPUTS
    joins = False
    names = (
        (re.compile(r"\b(?:question|answers?|right|correct|explanation|why)\b"), "question"),
        (re.compile(r"\b(?:who|when|audience|time|date|day|late|service|group|role)\b"), "who"),
        (re.compile(r"\b(?:title|text|words|message|picture|photo|image|link|description)\b"), "words"),
    )

    def __init__(self) -> None:
        super().__init__(FORM)

    def what(self) -> str:
        return "the bitesize that you are writing"

    def is_for(self, person: Person) -> bool:
        return may_broadcast(person)

    def is_something_else(self, turn: Turn) -> bool:
        # A bitesize tells of incidents and requests and asks a question, so its own words read like all three.
        return says_another(turn.text) and super().is_something_else(turn)

    def begin(self, turn: Turn, said: str) -> Values:
        return {
            **EMPTY,
            "text": said,
            "flagged": turn.flagged(said),
            "broadcast": turn.desk.new_id(),
            "seen": 0,
            "overtaken": "",
            "audience": key_of(Audience(AudienceKind.EVERYBODY)),
            "when": _FIRST_WHEN,
            "late": IfLate.SEND_LATE.value,
            "at": "",
            "remark": "",
            "about": "",
            "kind": BroadcastKind.BITESIZE.value,
        }

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        values = draft.values
        warning = _warning(turn, values)
        if draft.step == "words":
            return cards.words_card(draft.carried, values, problems, warning)
        if draft.step == "question":
            return cards.question_card(draft.carried, values, problems)
        if draft.step == "who":
            audiences = audiences_in(turn.desk.directory)
            return cards.who_card(draft.carried, values, audiences, LATE, problems)
        content = content_of(values)
        sends = "Send now" if values["at"] == NOW else "Schedule it"
        ending = cards.ends(draft.carried, sends)
        if values.get("overtaken"):
            ending = cards.ends_overtaken(draft.carried)
        rows = _rows(turn, values, content)
        return cards.check_card(draft.carried, content, rows, ending, problems, warning)

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        problems = take_words(turn, press, values, "text") if step == "words" else []
        for name in self.inputs.get(step, ()):
            if name not in ("text", "text_more"):
                most = LONG_BOX if name == "explanation" else LINE_AT_MOST
                values[name] = press.answer(name, values[name])[:most]
        if step == "who":
            # Read anew, since the moment that was read before may be over by now.
            values["at"] = ""
        return problems or [sentence for at, sentence in self.check(turn, values) if at == step]

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        parts = (
            ("words", wrong_with_words),
            ("question", wrong_with_question),
            ("who", lambda given: _wrong_with_who(turn, given)),
        )
        wrong = [(step, _lowered(found)) for step, look in parts if (found := look(values))]
        overtaken = values.get("overtaken")
        return [*wrong, *([(self.steps[-1], overtaken)] if overtaken else [])]

    def hear(self, turn: Turn, draft: Draft) -> str:
        values = draft.values
        name, said, is_named = heard(turn, draft)
        if not name:
            return strings.NO_PART_OF_A_BITESIZE
        if name == "text" and not is_named and values["text"]:
            kept = put_together(values["text"], f"\n{said}")
            if kept is None:
                return strings.TOO_MUCH_FOR_ONE
        else:
            kept = as_kept(turn.desk.directory, values, name, said)
            if kept is None:
                return strings.NO_SUCH_AUDIENCE
        values[name] = kept
        if name == "text":
            values["flagged"] = turn.flagged(kept)
        elif name == "when":
            values["at"] = ""
        return strings.ANSWER_TAKEN.format(what=IN_WORDS[name])

    async def end(self, turn: Turn, draft: Draft) -> Ended:
        values = draft.values
        work, desk, person = turn.work, turn.desk, turn.person
        try:
            saved = await save_draft(
                work, desk, person, values["broadcast"], content_of(values), values.get("seen")
            )
        except Overtaken as overtaken:
            values["overtaken"] = str(overtaken)
            raise
        if values["at"] == NOW:
            sent = await send_now(work, desk, person, saved.id)
        else:
            sent = await schedule(work, desk, person, saved.id, datetime.fromisoformat(values["at"]))
        return Ended(sent.message, *await view_standing(turn, sent))


def _wrong_with_who(turn: Turn, values: Values) -> str:
    """What is wrong with the audience or the moment. The moment is worked out here, once, so that what is shown to be
    checked is what is scheduled."""
    audience = audience_of(values["audience"])
    if audience is None or not audience.people(turn.desk.directory):
        return strings.NOBODY_IN_AUDIENCE
    if values["late"] not in {key for key, _ in LATE}:
        return strings.CHOOSE_IF_LATE
    if not values["at"]:
        try:
            when = read_when(values["when"], turn.desk)
        except Refusal as refusal:
            return str(refusal)
        values["at"] = NOW if when.is_now else when.at.isoformat()
        values["remark"] = when.remark
    if values["at"] != NOW and datetime.fromisoformat(values["at"]) <= turn.now:
        return strings.MOMENT_IS_OVER
    return ""


def _lowered(sentence: str) -> str:
    """As it stands behind "Please check:", where a day and "I" keep their capital."""
    first = sentence.partition(" ")[0]
    return sentence if first == "I" or first.lower() in WEEKDAYS else sentence[:1].lower() + sentence[1:]


def _warning(turn: Turn, values: Values) -> str:
    """What looks as if it told who somebody is, in anything that is written: many will read it.

    A bitesize speaks of health, children and money in general, so those alone are nothing to warn of.
    """
    written = "\n".join(values[name] for name in ("headline", "text", "question", *ANSWERS, "explanation"))
    flagged = turn.flagged(written.strip())
    telling = {label: number for label, number in flagged.items() if label not in CIRCUMSTANCES}
    return strings.PERSONAL_IN_BITESIZE.format(kinds=flagged_fact(telling)) if telling else ""


def _rows(turn: Turn, values: Values, content: Content) -> list[tuple[str, str]]:
    """Who gets it, when, and what happens when it is late."""
    people = len(content.audience.people(turn.desk.directory))
    title = dict(audiences_in(turn.desk.directory)).get(key_of(content.audience), "")
    rows = [("Who gets it", f"{title}: {counted(people, 'person', 'people')}")]
    if values["at"] == NOW:
        return [*rows, ("When", "Now"), ("Please note", values["remark"])]
    at = moment_in_words(datetime.fromisoformat(values["at"]), turn.now)
    return [*rows, ("When", at), ("Please note", values["remark"]), ("If late", dict(LATE)[values["late"]])]
