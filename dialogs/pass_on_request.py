"""Passing on a request: two cards from the pasted letter to "thank you, it's with the team"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cases.case import Case
from cases.people import service_named_in
from cases.regimes import Regime
from cases.requests import PassedOnRequest, clock_of, open_request
from cases.words import LONDON, date_in_words
from dialogs import strings
from dialogs.cards import request as cards
from dialogs.cards.parts import Json
from dialogs.due import due_sentence
from dialogs.form import Draft, Form, Values
from dialogs.matters import REQUEST_LABELS
from dialogs.turn import Press, Turn
from dialogs.who_has_it import who_has_it
from nlp.times import read_day
from nlp.triage import Label

_REGIMES = {
    Label.FOI: Regime.FOI,
    Label.EIR: Regime.EIR,
    Label.SAR: Regime.SAR,
    Label.RIGHTS: Regime.RIGHTS,
    Label.REUSE: Regime.REUSE,
    Label.COMPLAINT: Regime.DP_COMPLAINT,
    Label.REVIEW: Regime.FOI_REVIEW,
}
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NAME = re.compile(
    r"^(?:it(?:'s| is) (?:from )?|from |the requester is |his name is |her name is )(.{2,80})$", re.IGNORECASE
)


class PassOnRequest(Form):
    """A request that reached somebody."""

    steps = ("request", "check")
    labels = REQUEST_LABELS

    def __init__(self) -> None:
        super().__init__("pass_on_request")

    def what(self) -> str:
        return "the request that you are passing on"

    def begin(self, turn: Turn, said: str, hints: Mapping[str, Any]) -> Values:
        reading = turn.reading_of(said) if said else None
        read = reading.request if reading else None
        regime = _REGIMES.get(reading.label) if reading else None
        service = service_named_in(said, turn.desk.directory.services())
        because: list[str] = []
        if reading and regime:
            because = [f"This looks like a {regime.title}.", *reading.reasons[:3]]
        return {
            "text": said,
            "regime": regime.value if regime else "",
            "received": "",
            "letter_date": read.dated.isoformat() if read and read.dated else "",
            "requester": read.requester or "" if read else "",
            "contact": read.reply_to or "" if read else "",
            "service": service.id if service else None,
            "because": because,
            "flagged": turn.flagged(said),
        }

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        services = turn.desk.directory.services()
        if draft.step == "request":
            today = turn.now.astimezone(LONDON).date().isoformat()
            return cards.request_card(draft.carried, draft.values, services, problems, today, draft.parent)
        request = self._request(turn, draft.values)
        clock = clock_of(turn.desk, request.regime, request.received)
        service = turn.desk.directory.service(request.service) if request.service else None
        return cards.check_card(
            draft.carried,
            [
                ("Kind", request.regime.title),
                ("Received", date_in_words(request.received)),
                ("Requester", request.requester or "Not given"),
                ("Reply to", request.contact or "Not given"),
                ("Service", service.title if service else "Not known"),
                ("Text", request.text),
            ],
            due_sentence(clock.due, clock.left_in_words, turn.now),
            [reason.text for reason in clock.reasons],
            problems,
        )

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        if step != "request":
            return []
        text = press.text("text")
        if text != values["text"]:
            values["text"] = text
            values["flagged"] = turn.flagged(text)
        for name in ("regime", "received", "requester", "contact"):
            values[name] = press.text(name)
        values["service"] = press.text("service") or None
        return [sentence for _, sentence in self.check(turn, values)]

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if values["regime"] not in {regime.value for regime in cards.PASSED_ON}:
            found.append(
                ("request", "choose what kind of request it is. If you are not sure, choose the nearest.")
            )
        received = _day(values["received"])
        if received is None:
            found.append(("request", "give the day when it first reached the council."))
        elif received > turn.now.astimezone(LONDON).date():
            found.append(("request", "the day it reached the council is in the future."))
        elif received.year < 2005:
            found.append(
                ("request", "the day it reached the council is too long ago. Please check the year.")
            )
        if not values["text"].strip():
            found.append(("request", "paste what they wrote, or say what they ask for."))
        if values["service"] and turn.desk.directory.service(values["service"]) is None:
            found.append(("request", "choose the service from the list."))
        return found

    def hear(self, turn: Turn, draft: Draft) -> str:
        values, text = draft.values, turn.text
        heard: list[str] = []
        day = read_day(text, turn.now.astimezone(LONDON).date()) if len(text) < 120 else None
        if day:
            values["received"] = day.isoformat()
            heard.append(f"it reached the council on {date_in_words(day)}")
        email = _EMAIL.search(text) if len(text) < 160 else None
        if email:
            values["contact"] = email.group().strip(".,;<>()")
            heard.append("where the answer should go")
        name = _NAME.match(text.strip()) if not day else None
        if name and not email:
            values["requester"] = name.group(1).strip(" .")
            heard.append("who is asking")
        service = service_named_in(text, turn.desk.directory.services()) if len(text) < 80 else None
        if service:
            values["service"] = service.id
            heard.append(service.title)
        if heard:
            return strings.ANSWER_TAKEN.format(what=strings.listed(heard))
        values["text"] = f"{values['text']}\n{text}".strip()
        values["flagged"] = turn.flagged(values["text"])
        return strings.ADDED_TO_REQUEST

    async def send(self, turn: Turn, values: Values) -> Case:
        return await open_request(turn.work, turn.desk, turn.person, self._request(turn, values))

    def sent(self, turn: Turn, case: Case) -> tuple[Json, str]:
        due = ""
        if case.regime and case.received:
            clock = clock_of(turn.desk, case.regime, case.received)
            due = due_sentence(clock.due, clock.left_in_words, turn.now)
        card = cards.sent_card(case, who_has_it(turn.desk.directory, case), due)
        return card, f"Thank you. The request is {case.reference}. {due}"

    def _request(self, turn: Turn, values: Values) -> PassedOnRequest:
        return PassedOnRequest(
            text=values["text"],
            regime=Regime(values["regime"] or Regime.FOI.value),
            received=_day(values["received"]) or turn.now.astimezone(LONDON).date(),
            requester=values["requester"],
            contact=values["contact"],
            service=values["service"],
            flagged=values["flagged"],
        )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
