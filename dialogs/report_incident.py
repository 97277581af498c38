"""Reporting an incident: three cards at most from "something happened" to "thank you, it's with the team"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from cases.case import Case
from cases.clock import compute
from cases.incidents import Contained, IncidentReport, Whose, report_incident
from cases.people import service_named_in
from cases.regimes import Regime
from cases.words import LONDON, moment_in_words
from dialogs import strings
from dialogs.cards import incident as cards
from dialogs.cards.parts import Json
from dialogs.containment import first_steps
from dialogs.form import Draft, Form, Values
from dialogs.matters import INCIDENT_LABELS
from dialogs.turn import Press, Turn
from dialogs.who_has_it import who_has_it
from nlp.counts import read_people
from nlp.personal_data import DataKind
from nlp.times import read_moment
from nlp.triage import IncidentCategory

_YES = re.compile(r"^(?:yes|yep|yeah|it is|all sorted|contained|under control)\b", re.IGNORECASE)
_NO = re.compile(r"^(?:no|nope|not yet|it isn'?t|not contained)\b", re.IGNORECASE)
_UNSURE = re.compile(r"^(?:not sure|don'?t know|no idea|unsure|maybe)\b", re.IGNORECASE)
_NOTICED = re.compile(
    r"\b(?:notic|realis|realiz|found out|spotted|discover|became aware|told me)", re.IGNORECASE
)
_CHILDREN = re.compile(r"\b(?:child|children|pupil|student|baby|babies|teenager|young pe)", re.IGNORECASE)
_COLLEAGUES = re.compile(r"\b(?:colleague|staff|employee|team member|payslip|councillor)", re.IGNORECASE)
_CLIENTS = re.compile(
    r"\b(?:client|service user|tenant|patient|foster|carer|claimant|applicant)", re.IGNORECASE
)
_RESIDENTS = re.compile(
    r"\b(?:resident|customer|member of the public|taxpayer|voter|elector|household)", re.IGNORECASE
)


class ReportIncident(Form):
    """The incident report."""

    steps = ("what", "who", "check")
    labels = INCIDENT_LABELS

    def __init__(self) -> None:
        super().__init__("report_incident")

    def what(self) -> str:
        return "your incident report"

    def begin(self, turn: Turn, said: str, hints: Mapping[str, Any]) -> Values:
        reading = turn.reading_of(said).incident if said else None
        scan = turn.scan_of(said) if said else None
        kinds = [*(reading.kinds if reading else ()), *(scan.data_kinds() if scan else ())]
        noticed = (reading.noticed if reading else None) or turn.now
        happened = reading.happened if reading else None
        service = service_named_in(said, turn.desk.directory.services())
        contained = reading.contained if reading else None
        values: Values = {
            "what_happened": said,
            "happened_date": "",
            "happened_time": "",
            "noticed_date": "",
            "noticed_time": "",
            "contained": "" if contained is None else (Contained.YES if contained else Contained.NO).value,
            "whose": [whose.value for whose in _whose_in(said)],
            "kinds": [kind.value for kind in dict.fromkeys(kinds)],
            "people": reading.people if reading else None,
            "service": service.id if service else turn.person.service,
            "category": reading.category.value if reading and reading.category else None,
            "flagged": turn.flagged(said),
        }
        _put_moment(values, "noticed", noticed)
        if happened:
            _put_moment(values, "happened", happened)
        return values

    def card(self, turn: Turn, draft: Draft, problems: Sequence[str]) -> Json:
        if draft.step == "what":
            category = draft.values["category"]
            return cards.what_card(
                draft.carried,
                draft.values,
                first_steps(IncidentCategory(category) if category else None),
                problems,
                turn.now.astimezone(LONDON).date().isoformat(),
                draft.parent,
            )
        if draft.step == "who":
            return cards.who_card(draft.carried, draft.values, turn.desk.directory.services(), problems)
        report = self._report(turn, draft.values)
        reading = compute(Regime.BREACH, aware=report.noticed, as_of=turn.now, calendar=turn.desk.calendar)
        return cards.check_card(
            draft.carried, self._rows(turn, draft.values), cards.deadline_sentence(reading.due), problems
        )

    def take(self, turn: Turn, step: str, press: Press, values: Values) -> list[str]:
        if step == "what":
            self._take_what(turn, press, values)
            return [sentence for at, sentence in self.check(turn, values) if at == "what"]
        if step == "who":
            values["whose"] = [one for one in press.choices("whose") if one in Whose._value2member_map_]
            values["kinds"] = [one for one in press.choices("kinds") if one in DataKind._value2member_map_]
            values["service"] = press.text("service") or None
            people = press.data.get("people")
            try:
                values["people"] = None if people in (None, "") else int(float(str(people)))
            except (ValueError, OverflowError):
                return ["give the number of people in figures, or leave it empty."]
            return [sentence for at, sentence in self.check(turn, values) if at == "who"]
        return []

    def _take_what(self, turn: Turn, press: Press, values: Values) -> None:
        told = press.text("what_happened")
        if told != values["what_happened"]:
            values["what_happened"] = told
            values["flagged"] = turn.flagged(told)
        for name in ("happened_date", "noticed_date", "contained"):
            values[name] = press.text(name)
        for name in ("happened_time", "noticed_time"):
            values[name] = _clock_time(press.text(name), turn.now)

    def check(self, turn: Turn, values: Values) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if not values["what_happened"].strip():
            found.append(("what", "say in a few words what happened."))
        noticed = _moment(values, "noticed")
        happened = _moment(values, "happened")
        if noticed is None:
            found.append(("what", "give the day when it was noticed. Today is fine if you noticed just now."))
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
            if _is_unreadable(values[f"{name}_time"]):
                found.append(
                    ("what", f"give the time it {_PAST[name]} like 14:05 or 2pm, or leave it empty.")
                )
        if values["contained"] and values["contained"] not in Contained._value2member_map_:
            values["contained"] = ""
        if values["service"] and turn.desk.directory.service(values["service"]) is None:
            found.append(("who", "choose the service from the list."))
        people = values["people"]
        if people is not None and not 0 <= people <= 10_000_000:
            found.append(("who", "give the number of people in figures, or leave it empty."))
        return found

    def hear(self, turn: Turn, draft: Draft) -> str:
        values, text = draft.values, turn.text
        heard: list[str] = []
        moment = read_moment(text, turn.now)
        if moment:
            which = (
                "noticed"
                if _NOTICED.search(text) or (values["happened_date"] and draft.step == "what")
                else "happened"
            )
            _put_moment(values, which, moment.at)
            heard.append(f"{which} {moment_in_words(moment.at)}")
        people = read_people(text)
        if people is None and re.fullmatch(
            r"\s*(?:about|around|roughly|maybe)?\s*\d{1,7}\s*", text, re.IGNORECASE
        ):
            people = int(re.sub(r"\D", "", text))
        if people is not None:
            values["people"] = people
            heard.append(f"about {strings.counted(people, 'person', 'people')}")
        for pattern, answer in ((_UNSURE, Contained.UNSURE), (_YES, Contained.YES), (_NO, Contained.NO)):
            if pattern.search(text):
                values["contained"] = answer.value
                heard.append(f"under control: {answer.title.lower()}")
                break
        service = service_named_in(text, turn.desk.directory.services()) if len(text) < 80 else None
        if service:
            values["service"] = service.id
            heard.append(service.title)
        if heard and len(text) < 80:
            return strings.ANSWER_TAKEN.format(what=strings.listed(heard))
        values["what_happened"] = f"{values['what_happened']}\n{text}".strip()
        values["flagged"] = turn.flagged(values["what_happened"])
        reading = turn.reading.incident
        values["kinds"] = list(
            dict.fromkeys([*values["kinds"], *(kind.value for kind in (reading.kinds if reading else ()))])
        )
        if values["category"] is None and reading and reading.category:
            values["category"] = reading.category.value
        return strings.ADDED_TO_STORY

    async def send(self, turn: Turn, values: Values) -> Case:
        return await report_incident(turn.work, turn.desk, turn.person, self._report(turn, values))

    def sent(self, turn: Turn, case: Case) -> tuple[Json, str]:
        return cards.sent_card(
            case, who_has_it(turn.desk.directory, case)
        ), f"Thank you. Your report is {case.reference}."

    def _report(self, turn: Turn, values: Values) -> IncidentReport:
        return IncidentReport(
            what_happened=values["what_happened"],
            noticed=min(_moment(values, "noticed") or turn.now, turn.now),
            happened=_moment(values, "happened"),
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
                "happened_words": _in_words(values, "happened"),
                "noticed_words": _in_words(values, "noticed"),
            },
            service,
        )


def _whose_in(text: str) -> list[Whose]:
    found = [
        (_CLIENTS, Whose.SERVICE_USERS),
        (_RESIDENTS, Whose.RESIDENTS),
        (_CHILDREN, Whose.CHILDREN),
        (_COLLEAGUES, Whose.COLLEAGUES),
    ]
    return [whose for pattern, whose in found if pattern.search(text)]


_PAST = {"happened": "happened", "noticed": "was noticed"}


def _clock_time(typed: str, now: datetime) -> str:
    """`2pm`, `14.05` or `half past 3` as HH:MM; what can't be read stays as it was typed, to be put right."""
    if not typed:
        return ""
    try:
        return time.fromisoformat(typed).strftime("%H:%M")
    except ValueError:
        read = read_moment(f"yesterday at {typed}", now)
    return read.at.astimezone(LONDON).strftime("%H:%M") if read and any(map(str.isdigit, typed)) else typed


def _is_unreadable(stored: str) -> bool:
    try:
        return bool(stored) and time.fromisoformat(stored) is None
    except ValueError:
        return True


def _put_moment(values: Values, name: str, at: datetime) -> None:
    local = at.astimezone(LONDON)
    values[f"{name}_date"] = local.date().isoformat()
    values[f"{name}_time"] = local.strftime("%H:%M")


def _moment(values: Values, name: str) -> datetime | None:
    """The moment from its day and time; with no time, the first moment of the day, which is the stricter reading."""
    try:
        day = date.fromisoformat(values[f"{name}_date"])
    except ValueError:
        return None
    try:
        hour = time.fromisoformat(values[f"{name}_time"] or "00:00")
    except ValueError:
        hour = time(0, 0)
    return datetime.combine(day, hour.replace(tzinfo=None), LONDON)


def _in_words(values: Values, name: str) -> str:
    at = _moment(values, name)
    if at is None:
        return ""
    return moment_in_words(at) if values[f"{name}_time"] else moment_in_words(at).rsplit(",", 1)[0]
