"""Passing on a request: two cards from the pasted letter to "thank you, it's with the team"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cases.case import Case
from cases.people import service_named_in
from cases.regimes import Regime
from cases.requests import PassedOnRequest, clock_of, open_request
from cases.words import LONDON, date_in_words, listed, with_article
from dialogs import strings
from dialogs.answers import put_together, says_more
from dialogs.cards import request as cards
from dialogs.cards.parts import LINE_AT_MOST, Json
from dialogs.due import due_sentence
from dialogs.form import CaseForm, Draft, Values
from dialogs.matters import REQUEST_LABELS
from dialogs.moments import FIRST_YEAR, day_of
from dialogs.own_words import take_words
from dialogs.turn import Press, Turn
from dialogs.who_has_it import who_has_it
from nlp.times import read_day
from nlp.triage import Label

REGIMES = {
    Label.FOI: Regime.FOI,
    Label.EIR: Regime.EIR,
    Label.SAR: Regime.SAR,
    Label.RIGHTS: Regime.RIGHTS,
    Label.REUSE: Regime.REUSE,
    Label.COMPLAINT: Regime.DP_COMPLAINT,
    Label.REVIEW: Regime.FOI_REVIEW,
}
_ANSWER_AT_MOST = 120
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_NAME = re.compile(
    r"^(?:(?:it(?:'s| is) )?from |the requester is |his name is |her name is |the name is )"
    r"((?:[^\W\d_][\w'.-]*)(?: [^\W\d_][\w'.-]*){0,4})\s*$",
    re.IGNORECASE,
)


class PassOnRequest(CaseForm):
    """A request that reached somebody."""

    steps = ("request", "check")
    labels = REQUEST_LABELS
    words = "text"
    inputs: Mapping[str, Sequence[str]] = {
        "request": ("text", "text_more", "regime", "received", "requester", "contact", "service")
    }
    names = (
        (
            re.compile(
                r"\b(?:what|kind|type|date|day|when|received|arrived|who|requester|name|contact|reply|answer|address"
                r"|e-?mail|service|text|words?|request|letter)\b"
            ),
            "request",
        ),
    )

    def __init__(self) -> None:
        super().__init__("pass_on_request")

    def what(self) -> str:
        return "the request that you are passing on"

    def begin(self, turn: Turn, said: str) -> Values:
        reading = turn.reading_of(said) if said else None
        read = reading.request if reading else None
        regime = REGIMES.get(reading.label) if reading else None
        service = service_named_in(said, turn.desk.directory.services())
        because: list[str] = []
        if reading and regime:
            because = [
                f"This looks like {with_article(regime.title).replace('A', 'a', 1)}.",
                *reading.reasons[:3],
            ]
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
                ("Received", date_in_words(request.received, turn.now)),
                ("Requester", request.requester or "Not given"),
                ("Reply to", request.contact or "Not given"),
                ("Service", service.title if service else "Not known"),
                ("Text", request.text),
            ],
            draft.values["flagged"],
            due_sentence(clock.due, clock.left_in_words, turn.now),
            [reason.text for reason in clock.reasons],
            problems,
        )

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        if step != "request":
            return []
        for name, most in (
            ("regime", 40),
            ("received", 40),
            ("requester", LINE_AT_MOST),
            ("contact", LINE_AT_MOST),
        ):
            values[name] = press.answer(name, values[name])[:most]
        service = turn.desk.directory.service(press.answer("service", values["service"] or ""))
        values["service"] = service.id if service else None
        problems = take_words(turn, press, values, "text")
        return problems or [sentence for _, sentence in self.check(turn, values)]

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if values["regime"] not in {regime.value for regime in cards.PASSED_ON}:
            found.append(
                ("request", "choose what kind of request it is. If you are not sure, choose the nearest.")
            )
        received = day_of(values["received"])
        if received is None:
            found.append(("request", "give the day when it first reached the council."))
        elif received > turn.now.astimezone(LONDON).date():
            found.append(("request", "the day it reached the council is in the future."))
        elif received.year < FIRST_YEAR:
            found.append(
                ("request", "the day it reached the council is too long ago. Please check the year.")
            )
        if not values["text"].strip():
            found.append(("request", "paste what they wrote, or say what they ask for."))
        return found

    def hear(self, turn: Turn, draft: Draft) -> str:
        values, text = draft.values, turn.text
        heard, understood = self._hear_answers(turn, values) if len(text) <= _ANSWER_AT_MOST else ([], [])
        if heard and not says_more(text, understood):
            return strings.ANSWER_TAKEN.format(what=listed(heard))
        joined = put_together(values["text"], text)
        if joined is None:
            return strings.TOO_MUCH_FOR_ONE
        values["text"] = joined
        values["flagged"] = turn.flagged(joined)
        if heard:
            return strings.ANSWER_TAKEN_AND_ADDED.format(what=listed(heard))
        return strings.ADDED_TO_REQUEST

    @staticmethod
    def _hear_answers(turn: Turn, values: Values) -> tuple[list[str], list[str]]:
        """The answers in a short text, put into the values: how they are told back, and the words that gave them."""
        text = turn.text
        heard: list[str] = []
        understood = [
            "arrived",
            "reached",
            "came in",
            "by post",
            "council",
            "request",
            "reply",
            "send",
            "answer",
        ]
        day = read_day(text, turn.now.astimezone(LONDON).date())
        if day:
            values["received"] = day.isoformat()
            heard.append(f"it reached the council on {date_in_words(day, turn.now)}")
        email = _EMAIL.search(text)
        if email:
            values["contact"] = email.group().strip(".,;<>()")[:LINE_AT_MOST]
            heard.append("where the answer should go")
            understood += [email.group(), "his", "her", "their", "email", "e-mail", "address", "reply to"]
        name = _NAME.match(text.strip()) if not day and not email else None
        if name:
            values["requester"] = name.group(1).strip(" .")
            heard.append("who is asking")
            understood += [name.group()]
        service = None if name else service_named_in(text.rstrip(" .!"), turn.desk.directory.services())
        if service:
            values["service"] = service.id
            heard.append(service.title)
            understood += [service.title, *service.words]
        return heard, understood

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
            received=day_of(values["received"]) or turn.now.astimezone(LONDON).date(),
            requester=values["requester"],
            contact=values["contact"],
            service=values["service"],
            flagged=values["flagged"],
        )
