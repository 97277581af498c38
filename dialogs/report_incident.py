"""Reporting an incident: three cards at most from "something happened" to "thank you, it's with the team"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cases.case import Case
from cases.clock import compute
from cases.incidents import Contained, IncidentReport, Whose, report_incident
from cases.people import Service, service_named_in
from cases.regimes import Regime
from cases.words import LONDON, counted, listed, moment_in_words
from dialogs import strings
from dialogs.answers import put_together, says_more
from dialogs.cards import incident as cards
from dialogs.cards.parts import Json
from dialogs.containment import first_steps
from dialogs.due import out_of_hours_sentence
from dialogs.form import CaseForm, Draft, Values
from dialogs.incident_words import containment_in, is_near_miss, speaks_of_danger, whose_in
from dialogs.matters import INCIDENT_LABELS
from dialogs.moments import (
    FIRST_YEAR,
    clock_time,
    is_unreadable,
    kept_moment_in_words,
    moment_of,
    put_moment,
)
from dialogs.own_words import take_words
from dialogs.shown import is_marked
from dialogs.turn import Press, Turn
from dialogs.who_has_it import who_has_it
from nlp.counts import read_people
from nlp.personal_data import DataKind
from nlp.times import read_moment
from nlp.triage import IncidentCategory

MOST_PEOPLE = 10_000_000
_ANY_NUMBER = 10**12
"""A number beyond it is not kept to be put right: nobody typed it."""

_ANSWER_AT_MOST = 80
_NOTICED = re.compile(
    r"\b(?:notic|realis|realiz|found out|spotted|discover|became aware|told me)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(
    r"\s*(?:it'?s |there (?:were|are) )?(?:about|around|roughly|maybe|some|nearly)?\s*(\d{1,7})\s*\.?\s*",
    re.IGNORECASE,
)
_PAST = {"happened": "happened", "noticed": "was noticed"}
_NO_NUMBER = "give the number of people in figures, or leave it empty."


class ReportIncident(CaseForm):
    """The incident report."""

    steps = ("what", "who", "check")
    labels = INCIDENT_LABELS
    words = "what_happened"
    inputs: Mapping[str, Sequence[str]] = {
        "what": (
            *("what_happened", "what_happened_more", "contained"),
            *("happened_date", "happened_time", "noticed_date", "noticed_time"),
        ),
        "who": ("whose", "kinds", "people", "service"),
    }
    names = (
        (
            re.compile(
                r"\b(?:whose|who|people|person|number|how many|kinds?|data|information|service|team)\b"
            ),
            "who",
        ),
        (
            re.compile(r"\b(?:what|date|day|time|when|noticed|contained|control|story|report|words?|text)\b"),
            "what",
        ),
    )

    def __init__(self) -> None:
        super().__init__("report_incident")

    def what(self) -> str:
        return "your incident report"

    def begin(self, turn: Turn, said: str) -> Values:
        reading = turn.reading_of(said).incident if said else None
        service = service_named_in(said, turn.desk.directory.services())
        contained = reading.contained if reading else None
        near_miss = is_near_miss(said) and not (reading and reading.people)
        values: Values = {
            "what_happened": said,
            "happened_date": "",
            "happened_time": "",
            "noticed_date": "",
            "noticed_time": "",
            "contained": "" if contained is None else (Contained.YES if contained else Contained.NO).value,
            "whose": [Whose.NOBODY.value] if near_miss else [whose.value for whose in whose_in(said)],
            "kinds": [] if near_miss else _kinds_in(turn, said),
            "people": reading.people if reading else None,
            "service": service.id if service else turn.person.service,
            "category": reading.category.value if reading and reading.category else None,
            "flagged": turn.flagged(said),
        }
        noticed = reading.noticed if reading else None
        put_moment(values, "noticed", noticed if noticed and noticed.year >= FIRST_YEAR else turn.now)
        if reading and reading.happened and reading.happened.year >= FIRST_YEAR:
            put_moment(values, "happened", reading.happened)
        return values

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        values = draft.values
        if draft.step == "what":
            category = values["category"]
            told = values["what_happened"]
            return cards.what_card(
                draft.carried,
                values,
                first_steps(IncidentCategory(category) if category else None, told),
                problems,
                turn.now.astimezone(LONDON).date().isoformat(),
                draft.parent,
                kind_words=strings.NEAR_MISS_FIRST if _near_miss(values) else strings.NOT_ALONE,
                emergency=strings.EMERGENCY if speaks_of_danger(told) else "",
            )
        if draft.step == "who":
            return cards.who_card(draft.carried, values, turn.desk.directory.services(), problems)
        report = self._report(turn, values)
        due = compute(Regime.BREACH, aware=report.noticed, as_of=turn.now, calendar=turn.desk.calendar).due
        return cards.check_card(
            draft.carried,
            self._rows(turn, values),
            values["flagged"],
            cards.deadline_for_reporter(due, turn.now, values["whose"]),
            problems,
        )

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        if step == "what":
            problems = self._take_what(turn, press, values)
            return problems or [sentence for at, sentence in self.check(turn, values) if at == "what"]
        if step == "who":
            problems = self._take_who(turn, press, values)
            return problems or [sentence for at, sentence in self.check(turn, values) if at == "who"]
        return []

    def _take_what(self, turn: Turn, press: Press, values: Values) -> list[str]:
        for name in ("happened_date", "noticed_date", "contained"):
            values[name] = press.answer(name, values[name])[:40]
        for name in ("happened_time", "noticed_time"):
            values[name] = clock_time(press.answer(name, values[name]), turn.now)
        before = values["what_happened"]
        problems = take_words(turn, press, values, "what_happened")
        told = values["what_happened"]
        if told != before and not _near_miss(values):
            # Only what the new words bring: a kind that was left out by hand stays out.
            brought = [kind for kind in _kinds_in(turn, told) if kind not in _kinds_in(turn, before)]
            values["kinds"] = list(dict.fromkeys([*values["kinds"], *brought]))
        return problems

    def _take_who(self, turn: Turn, press: Press, values: Values) -> list[str]:
        whose = press.ticked("whose", values["whose"])
        kinds = press.ticked("kinds", values["kinds"])
        values["whose"] = _without_contradiction([one.value for one in Whose if one.value in whose])
        values["kinds"] = [one.value for one in DataKind if one.value in kinds]
        service = turn.desk.directory.service(press.answer("service", values["service"] or ""))
        values["service"] = service.id if service else None
        people = press.data.get("people")
        try:
            number = None if people in (None, "") else int(float(str(people)))
        except (ValueError, OverflowError):
            return [_NO_NUMBER]
        if number is not None and abs(number) > _ANY_NUMBER:
            return [_NO_NUMBER]
        if not is_marked(number, press.shown("people")):
            values["people"] = number
        return []

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if not values["what_happened"].strip():
            found.append(("what", "say in a few words what happened."))
        noticed = moment_of(values, "noticed")
        happened = moment_of(values, "happened")
        if noticed is None:
            found.append(("what", "give the day when it was noticed. Today is fine if you noticed just now."))
        elif noticed.year < FIRST_YEAR or (happened and happened.year < FIRST_YEAR):
            found.append(("what", "one of the days is too long ago. Please check the year."))
        elif noticed > turn.now:
            found.append(("what", "the time when it was noticed is in the future."))
        if values["happened_date"] and happened is None:
            found.append(("what", "the day when it happened is not a date that I can read."))
        if happened and happened > turn.now:
            found.append(("what", "the time when it happened is in the future."))
        elif happened and noticed and happened.date() > noticed.date():
            found.append(
                ("what", "it can't have been noticed before it happened. One of the two days is wrong.")
            )
        for name in ("happened", "noticed"):
            if is_unreadable(values[f"{name}_time"]):
                found.append(
                    ("what", f"give the time it {_PAST[name]} like 14:05 or 2pm, or leave it empty.")
                )
        if values["contained"] and values["contained"] not in Contained._value2member_map_:
            values["contained"] = ""
        if values["people"] is not None and not 0 <= values["people"] <= MOST_PEOPLE:
            found.append(("who", _NO_NUMBER))
        return found

    def hear(self, turn: Turn, draft: Draft) -> str:
        values, text = draft.values, turn.text
        heard, understood = self._hear_answers(turn, draft) if len(text) <= _ANSWER_AT_MOST else ([], [])
        if heard and not says_more(text, understood):
            return strings.ANSWER_TAKEN.format(what=listed(heard))
        joined = put_together(values["what_happened"], text)
        if joined is None:
            return strings.TOO_MUCH_FOR_ONE
        values["what_happened"] = joined
        values["flagged"] = turn.flagged(joined)
        reading = turn.reading.incident
        values["kinds"] = list(dict.fromkeys([*values["kinds"], *_kinds_in(turn, text)]))
        if is_near_miss(text) and not values["kinds"]:
            values["whose"] = [Whose.NOBODY.value]
        if values["category"] is None and reading and reading.category:
            values["category"] = reading.category.value
        if heard:
            return strings.ANSWER_TAKEN_AND_ADDED.format(what=listed(heard))
        return strings.ADDED_TO_STORY

    def _hear_answers(self, turn: Turn, draft: Draft) -> tuple[list[str], list[str]]:
        """The answers in a short text, put into the values: how they are told back, and the words that gave them."""
        values, text = draft.values, turn.text
        heard: list[str] = []
        understood: list[str] = []
        moment = read_moment(text, turn.now)
        if moment and moment.at.year >= FIRST_YEAR:
            which = "noticed" if _NOTICED.search(text) else "happened"
            put_moment(values, which, moment.at)
            heard.append(f"{_PAST[which]} {moment_in_words(moment.at, turn.now)}")
            understood.append(moment.words)
        number = _BARE_NUMBER.fullmatch(text)
        people = int(number[1]) if number else read_people(text)
        if people is not None and (values["people"] is None or number or not says_more(text)):
            values["people"] = min(people, MOST_PEOPLE)
            heard.append(f"about {counted(values['people'], 'person', 'people')}")
        is_asked = draft.step == "what" or not values["contained"]
        contained = None if moment or people is not None else containment_in(text, is_asked=is_asked)
        if contained:
            values["contained"] = contained.value
            heard.append(f"under control: {contained.title.lower()}")
        service = self._service_in(turn, text)
        if service:
            values["service"] = service.id
            heard.append(service.title)
            understood += [service.title, *service.words]
        whose = [] if people is not None else whose_in(text)
        if whose and draft.step != "what":
            values["whose"] = _without_contradiction(
                [*dict.fromkeys([*values["whose"], *(one.value for one in whose)])]
            )
            heard.append(listed([one.title.lower() for one in whose]))
        return heard, understood

    @staticmethod
    def _service_in(turn: Turn, text: str) -> Service | None:
        return service_named_in(text.rstrip(" .!"), turn.desk.directory.services())

    async def send(self, turn: Turn, values: Values) -> Case:
        return await report_incident(turn.work, turn.desk, turn.person, self._report(turn, values))

    def sent(self, turn: Turn, case: Case) -> tuple[Json, str]:
        due = cards.deadline_for_reporter(case.due_at, turn.now, case.details["whose"])
        late = out_of_hours_sentence(turn.now, turn.desk.calendar)
        card = cards.sent_card(case, who_has_it(turn.desk.directory, case), due, late)
        return card, f"Thank you. Your report is {case.reference}."

    def _report(self, turn: Turn, values: Values) -> IncidentReport:
        return IncidentReport(
            what_happened=values["what_happened"],
            noticed=min(moment_of(values, "noticed") or turn.now, turn.now),
            happened=moment_of(values, "happened"),
            whose=tuple(Whose(one) for one in values["whose"]),
            kinds=tuple(values["kinds"]),
            people=values["people"],
            contained=Contained(values["contained"] or Contained.UNSURE.value),
            service=values["service"],
            category=values["category"],
            flagged=values["flagged"],
        )

    def _rows(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        service = turn.desk.directory.service(values["service"]) if values["service"] else None
        return cards.report_rows(
            {
                **values,
                "happened_words": kept_moment_in_words(values, "happened", turn.now),
                "noticed_words": kept_moment_in_words(values, "noticed", turn.now),
            },
            service,
        )


def _near_miss(values: Values) -> bool:
    return bool(values["whose"] == [Whose.NOBODY.value])


def _without_contradiction(whose: list[str]) -> list[str]:
    """ "Nobody's" goes when somebody's is ticked as well: the report is treated as the more serious of the two."""
    return [one for one in whose if one != Whose.NOBODY.value] or whose


def _kinds_in(turn: Turn, text: str) -> list[str]:
    """The kinds of data that the words speak of or hold."""
    if not text:
        return []
    reading = turn.reading_of(text).incident
    kinds = [*(reading.kinds if reading else ()), *turn.scan_of(text).data_kinds()]
    return [kind.value for kind in dict.fromkeys(kinds)]
