"""Why a date is what it is, step by step, in words with their sources."""

from datetime import date, timedelta
from typing import Final

from cases.calendar import HolidayCalendar
from cases.clock.counting import months_later, unrolled_end
from cases.clock.history import Awaited, History, Wait, step_of
from cases.clock.reading import Reason
from cases.clock.rules import Ceiling, Effect, Extension, Period, QuestionLimit, Rule, Unit
from cases.words import counted, date_in_words, ordinal_in_words

WAITING_IN_WORDS: Final = {
    Awaited.CLARIFICATION: "waiting for the requester to say what they mean",
    Awaited.FEE: "waiting for the fee",
    Awaited.IDENTITY: "waiting for proof of identity",
}
_ASKED: Final = {
    Awaited.CLARIFICATION: "A clarification was asked for",
    Awaited.FEE: "A fees notice was given",
    Awaited.IDENTITY: "Proof of identity was asked for",
}
_CAME: Final = {
    Awaited.CLARIFICATION: "The requester clarified",
    Awaited.FEE: "The fee was paid",
    Awaited.IDENTITY: "Proof of identity came",
}
_ONE_DAY: Final = timedelta(days=1)


def reasons_for(
    rule: Rule, history: History, first_limit: date, due: date, today: date, calendar: HolidayCalendar
) -> tuple[Reason, ...]:
    """The steps from receipt to the date, in the order in which they were taken."""
    reasons = [Reason(f"Received on {date_in_words(history.received, today)}.", rule.source)]
    if history.received < rule.applies_from:
        reasons.append(
            Reason(
                f"It was received before {rule.law} applied, from {date_in_words(rule.applies_from, today)}; "
                "the same time is kept as good practice.",
                rule.source,
            )
        )
    for wait in history.waits:
        reasons.extend(_reasons_for_wait(rule, history, wait, today, calendar))
    reasons.extend(_reasons_for_period(rule, history, rule.period, today, calendar))
    if rule.extension is not None and history.extension is not None:
        reasons.extend(
            _reasons_for_extension(rule, rule.extension, history, first_limit, due, today, calendar)
        )
    elif history.removed_on is not None:
        reasons.append(
            Reason(
                f"The extension was taken back on {date_in_words(history.removed_on, today)}, so the first "
                "limit holds.",
                rule.extension_source,
            )
        )
    reasons.append(_reason_for_date(rule, due, today))
    return tuple(reasons)


def _reasons_for_wait(
    rule: Rule, history: History, wait: Wait, today: date, calendar: HolidayCalendar
) -> list[Reason]:
    step = step_of(rule, wait.awaited)
    asked = f"{_ASKED[wait.awaited]} on {date_in_words(wait.asked, today)}"
    if wait.too_late:
        limit = (
            "after the time had run out"
            if rule.question_limit is QuestionLimit.DUE_DATE
            else f"after the first {rule.period.in_words()}"
        )
        return [Reason(f"{asked}, {limit}, so it does not move the date.", step.source)]
    if step.effect is Effect.NONE:
        return [Reason(f"{asked}. This law does not let that move the date.", step.source)]
    if wait.answered is None:
        return [Reason(_still_waiting(rule, history, wait, asked, today), step.source)]
    came = f"{_CAME[wait.awaited]} on {date_in_words(wait.answered, today)}"
    if step.effect is Effect.FRESH_START:
        return [Reason(f"{asked}. {came}: a fresh {rule.period.in_words()} from that day.", step.source)]
    if rule.period.unit is Unit.WORKING_DAYS:
        number = counted(calendar.any_nation.between(wait.asked - _ONE_DAY, wait.answered), "working day")
    else:
        number = counted((wait.answered - wait.asked).days + 1, "day")
    return [
        Reason(
            f"{asked}. {came}. The {number} from the one to the other, both included, do not count.",
            step.source,
        )
        if not number.startswith("1 ")
        else Reason(f"{asked}. {came}. That {number.removeprefix('1 ')} does not count.", step.source)
    ]


def _still_waiting(rule: Rule, history: History, wait: Wait, asked: str, today: date) -> str:
    if wait.awaited is Awaited.FEE and history.fee_due is not None:
        last = date_in_words(history.fee_due, today)
        if today > history.fee_due:
            return f"{asked}. It was not paid by {last}, so the request lapsed."
        return f"{asked}. The days until it is paid do not count; unpaid after {last}, the request lapses."
    if wait.effect is Effect.FRESH_START:
        return f"{asked}. A fresh {rule.period.in_words()} runs from the day of the answer."
    return f"{asked}. The days from then to the answer, both included, will not count."


def _reasons_for_period(
    rule: Rule, history: History, period: Period, today: date, calendar: HolidayCalendar
) -> list[Reason]:
    if period.unit is Unit.WORKING_DAYS:
        first = calendar.any_nation.nth_after(history.start, 1)
        return [
            Reason(
                f"{period.in_words()} are allowed, counted from the working day after: "
                f"{date_in_words(first, today)} is day 1.",
                rule.source,
            ),
            Reason(
                "Saturdays, Sundays, Christmas Day, Good Friday and bank holidays in any part of the United "
                "Kingdom do not count.",
                rule.day_source,
            ),
        ]
    if period.unit is Unit.MONTHS:
        return [
            Reason(_month_in_words(period, history, today), rule.source),
            *_roll(rule, period, history, today, calendar),
        ]
    return [
        Reason(
            f"It must be acknowledged within {period.in_words()}, the day of receipt being the first; "
            "weekends and holidays count. The outcome must follow without undue delay.",
            rule.source,
        )
    ]


def _month_in_words(period: Period, history: History, today: date) -> str:
    plain_end = months_later(history.start, period.number)
    words = (
        f"{period.in_words().capitalize()} from {date_in_words(history.start, today)} "
        f"{'ends' if period.number == 1 else 'end'} on {date_in_words(plain_end, today)}"
    )
    if plain_end.day != history.start.day:
        words += f", the last day of the month, which has no {ordinal_in_words(history.start.day)}"
    moved = unrolled_end(period, history.start, history.pauses)
    if moved != plain_end:
        waited = counted((moved - plain_end).days, "day")
        words += f"; with {waited} of waiting added, on {date_in_words(moved, today)}"
    return f"{words}."


def _roll(
    rule: Rule, period: Period, history: History, today: date, calendar: HolidayCalendar
) -> list[Reason]:
    end = unrolled_end(period, history.start, history.pauses)
    why = calendar.data_protection.why_not(end)
    if why is None:
        return []
    rolled = calendar.data_protection.on_or_after(end)
    falls_on = "a weekend" if end.weekday() >= 5 else f"a public holiday ({why})"
    return [
        Reason(
            f"{date_in_words(end, today)} falls on {falls_on}, so it ends on the next working day, "
            f"{date_in_words(rolled, today)}.",
            rule.day_source,
        )
    ]


def _reasons_for_extension(
    rule: Rule,
    allowed: Extension,
    history: History,
    first_limit: date,
    due: date,
    today: date,
    calendar: HolidayCalendar,
) -> list[Reason]:
    given = history.extension
    if given is None:
        return []
    total = f", to {allowed.total.in_words()} in all" if allowed.total is not None else ""
    reasons = [
        Reason(
            f"The first limit was {date_in_words(first_limit, today)}. The time was extended on "
            f"{date_in_words(given.on, today)} for {given.reason.value.replace('_', ' ')}{total}; this is "
            f"allowed only {allowed.condition}.",
            allowed.source,
        )
    ]
    if given.until is not None:
        told = f"The requester was told {date_in_words(given.until, today)}"
        if due < given.until and allowed.ceiling is Ceiling.GUIDANCE and allowed.total is not None:
            told += (
                f", which is later than {allowed.total.in_words()}; "
                f"the {ordinal_in_words(allowed.total.number)} stands"
            )
        elif due != given.until:
            told += f", so it must be kept by {date_in_words(due, today)}"
        reasons.append(Reason(f"{told}.", allowed.source))
    elif allowed.total is not None and allowed.total.unit is Unit.MONTHS:
        reasons.append(Reason(_month_in_words(allowed.total, history, today), allowed.source))
        reasons.extend(_roll(rule, allowed.total, history, today, calendar))
    return reasons


def _reason_for_date(rule: Rule, due: date, today: date) -> Reason:
    return Reason(f"So the last day is {date_in_words(due, today)}.", rule.source)
