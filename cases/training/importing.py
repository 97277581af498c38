"""Records of training out of a learning system's table, whatever the order of its columns.

Columns are found by their names. Of a row that can't be used a sentence says why, by its line and without a word of it;
the others are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from cases.people import Directory, Person
from cases.training.needs import TrainingNeeds
from cases.training.records import How, TrainingRecord
from cases.words import LONDON

# The names that learning systems give these columns, with nothing but letters and figures in them.
_PERSON: Final = (
    *("person", "personid", "userid", "user", "username", "entraid", "objectid", "azureobjectid"),
    *("aadobjectid", "email", "emailaddress", "mail", "workemail", "useremail", "useremailaddress"),
    *(
        "learneremail",
        "learner",
        "upn",
        "userprincipalname",
        "employeeemail",
        "staffemail",
        "login",
        "loginname",
    ),
)
_COURSE: Final = (
    *("course", "courseid", "coursetitle", "coursename", "coursecode", "training", "trainingtitle", "module"),
    *("modulename", "learning", "learningtitle", "learningitem", "activity", "activityname", "title"),
)
_DONE: Final = (
    *("completed", "completedon", "completedat", "completeddate", "completiondate", "completiontime"),
    *(
        "datecompleted",
        "dateofcompletion",
        "done",
        "doneon",
        "passedon",
        "datepassed",
        "finished",
        "finishedon",
    ),
)
_STATUS: Final = ("status", "completionstatus", "state", "result", "outcome")
_SCORE: Final = ("score", "mark", "grade", "percentage", "scorepercent", "percent")

_IS_DONE: Final = frozenset(
    {"", "completed", "complete", "passed", "pass", "done", "finished", "achieved", "yes", "successful"}
)
_IS_NOT_DONE: Final = frozenset(
    {
        *(
            "notstarted",
            "inprogress",
            "incomplete",
            "notcompleted",
            "notcomplete",
            "enrolled",
            "registered",
            "no",
        ),
        *(
            "assigned",
            "failed",
            "fail",
            "notpassed",
            "overdue",
            "notattempted",
            "attempted",
            "started",
            "expired",
        ),
    }
)
_WHAT: Final = {
    "person": "the person (their id or e-mail address)",
    "course": "the course (its id or title)",
    "done": "the day on which it was completed",
}

_TIME: Final = re.compile(
    r"[T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.I
)
_ORDINAL: Final = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.I)
_FORMS: Final = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d.%m.%y"),
    *("%d %b %Y", "%d %B %Y", "%d %b %y", "%d %B %y", "%b %d %Y", "%B %d %Y"),
)
_FIRST_SERIAL: Final = date(1899, 12, 30)
"""The day that Excel counts from, of which its 1 March 1900 is the 61st."""

_SERIALS: Final = range(36_526, 73_051)
"""What Excel calls the days from 2000 to 2099."""

_IN_FIGURES: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}\b")
_MONTHS: Final = 12
_WHICH_IS_THE_MONTH: Final = (
    "its day may be read the wrong way round, as another line writes month before day. "
    "Have days written like 2026-11-03."
)

_EARLIEST: Final = date(2000, 1, 1)


@dataclass
class Imported:
    """What a table held. `problems` are sentences about the lines that can't be used; `not_done` counts rows of people
    who have not completed the course yet, which are left out."""

    records: list[TrainingRecord] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    not_done: int = 0


class TableWrong(ValueError):  # it names what happened
    """A table that can't be used at all; the sentence says what it lacks."""


def read_records(
    rows: Iterable[tuple[int, Sequence[str]]], needs: TrainingNeeds, directory: Directory, today: date
) -> Imported:
    """The records in a table's rows, each with the number of its first line. The first row that holds anything names
    the columns. Raises `TableWrong`."""
    found = [(line, cells) for line, row in rows if any(cells := [_cell(one) for one in row])]
    if not found:
        raise TableWrong("The file is empty. Its first line has to name the columns.")
    columns = _columns(found[0][1])
    imported = Imported()
    is_month_first = any(_is_month_first(_done_in(cells, columns)) for _, cells in found[1:])
    for line, cells in found[1:]:
        try:
            record = _record(cells, columns, needs, directory, today)
            if record and is_month_first and _may_be_either(_done_in(cells, columns)):
                raise _Unusable(_WHICH_IS_THE_MONTH)
        except _Unusable as reason:
            imported.problems.append(f"Line {line}: {reason}")
            continue
        if record is None:
            imported.not_done += 1
        else:
            imported.records.append(record)
    return imported


class _Unusable(Exception):
    """Why a row can't be used."""


def _cell(text: str) -> str:
    """A cell as it was meant: Excel writes ="0012" to keep noughts, and spaces of other kinds come out of web pages."""
    bare = " ".join(text.replace("\ufeff", "").replace("\u200b", "").split())
    if bare.startswith('="') and bare.endswith('"') and len(bare) > 2:
        bare = bare[2:-1]
    return bare.removeprefix("'").strip()


def _columns(cells: Sequence[str]) -> Mapping[str, Sequence[int]]:
    names = [_bare(cell) for cell in cells]
    kinds = {"person": _PERSON, "course": _COURSE, "done": _DONE, "status": _STATUS, "score": _SCORE}
    found = {
        what: [at for name in known for at, written in enumerate(names) if written == name]
        for what, known in kinds.items()
    }
    lacking = [words for what, words in _WHAT.items() if not found[what]]
    if lacking:
        raise TableWrong(
            f"No column is named as one for {', for '.join(lacking)}. "
            "Name the columns in the first line, for example: email, course, completed on."
        )
    return found


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def _record(
    cells: Sequence[str],
    columns: Mapping[str, Sequence[int]],
    needs: TrainingNeeds,
    directory: Directory,
    today: date,
) -> TrainingRecord | None:
    """The record of a row; None where it says that the course is not completed. Raises `_Unusable`."""
    given = {
        what: [cells[at] for at in places if at < len(cells) and cells[at]]
        for what, places in columns.items()
    }
    status = _bare(given["status"][0]) if given["status"] else ""
    if status in _IS_NOT_DONE or (columns["status"] and not status and not given["done"]):
        return None
    if status not in _IS_DONE:
        raise _Unusable("its status is none that is known. Write completed, or not completed.")
    for what, words in _WHAT.items():
        if not given[what]:
            raise _Unusable(f"{words} is missing.")
    person = _person(given["person"], directory)
    course = next((found for one in given["course"] if (found := needs.known_as(one))), None)
    if course is None:
        raise _Unusable("there is no such course in the training-needs table. Check its id or title.")
    done = read_date(given["done"][0])
    if done is None:
        raise _Unusable(
            "the day on which it was completed can't be read. Write it like 2026-11-03 or 3 November 2026."
        )
    if done > today:
        raise _Unusable(
            "the day on which it was completed is still to come. Check the order of day and month."
        )
    if done < _EARLIEST:
        raise _Unusable("the day on which it was completed is before the year 2000. Check the year.")
    return TrainingRecord(person.id, course.id, done, How.IMPORT, _score(given["score"]))


def _person(given: Sequence[str], directory: Directory) -> Person:
    """By the id, else by the e-mail address. A name is not taken: two people may share it."""
    for one in given:
        if person := directory.person(one):
            return person
    for one in given:
        known = directory.known_as(one) if "@" in one else ()
        if len(known) > 1:
            raise _Unusable("two people in the people file have this e-mail address. Use the person's id.")
        if known:
            return known[0]
    raise _Unusable("nobody in the people file has this id or e-mail address.")


def _score(given: Sequence[str]) -> int | None:
    """A score in percent; None for one that is written otherwise, such as 8/10 or "merit"."""
    written = given[0].removesuffix("%").strip() if given else ""
    try:
        score = round(float(written))
    except (ValueError, OverflowError):
        return None
    return score if 0 <= score <= 100 else None


def read_date(written: str) -> date | None:
    """A day as tables give it, day before month, with or without a time; or Excel's number for it. None for no day."""
    if (moment := _moment(written.strip())) is not None:
        return moment.astimezone(LONDON).date()
    bare = _TIME.sub("", _ORDINAL.sub("", written.strip())).replace(",", " ")
    bare = " ".join(bare.split())
    number = bare.removesuffix(".0") if re.fullmatch(r"\d{5}(\.\d+)?", bare) else ""
    if number and int(number.partition(".")[0]) in _SERIALS:
        return _FIRST_SERIAL + timedelta(days=int(number.partition(".")[0]))
    if re.search(r"[a-z]", bare, re.I):
        bare = re.sub(
            r"\bsept\b", "Sep", bare.replace("-", " ").replace("/", " ").replace(".", " "), flags=re.I
        )
        bare = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\s+", "", " ".join(bare.split()), flags=re.I)
    for form in _FORMS:
        try:
            return datetime.strptime(bare, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return None


def _done_in(cells: Sequence[str], columns: Mapping[str, Sequence[int]]) -> str:
    """What a row has for the day on which the course was completed."""
    return next((cells[at] for at in columns["done"] if at < len(cells) and cells[at]), "")


def _is_month_first(written: str) -> bool:
    """Whether it can only be a month before a day: 11/23/2026."""
    found = _IN_FIGURES.match(written)
    return found is not None and int(found[1]) <= _MONTHS < int(found[2])


def _may_be_either(written: str) -> bool:
    """Whether it is another day when it is read as month before day: 11/03/2026."""
    found = _IN_FIGURES.match(written)
    if found is None:
        return False
    one, other = int(found[1]), int(found[2])
    return one != other and max(one, other) <= _MONTHS


def _moment(written: str) -> datetime | None:
    """A moment that says how far it is from UTC: late on a summer's evening it is another day in London."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
