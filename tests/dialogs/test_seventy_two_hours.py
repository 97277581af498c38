"""The 72 hours stand on every card of an incident until it is decided about telling the ICO, and on none after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.dialogs.odd import forged
from tests.program import Answers, Program, TeamsPerson, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

SENTENCE = "I've emailed a spreadsheet with the names and addresses of 40 clients to the wrong person"
DECIDE_BY = "The council must decide about telling the ICO by"
ANSWERS = {
    "harm": {
        "living_people": "yes",
        "harms": "distress",
        "likelihood": "likely",
        "gravity": "some",
    },
    "people": {
        "people": "40",
        "vulnerable": "none",
        "holder": "known",
        "recovery": "no",
        "protection": "readable",
    },
    "information": {
        "identification": "maximum",
        "detail": "usual",
        "alteration": "none",
        "unavailability": "none",
        "malicious": "no",
    },
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("clock"), staff=10) as started:
        yield started


async def press(person: TeamsPerson, verb: str, **data: Any) -> Answers:
    return await person.program.post(forged(person, verb, data), person.conversation)


def buttons_in(answers: Answers) -> list[str]:
    """What its buttons are called, but for those that end there."""
    leaving = {"Back to the case", "Take this case", "Withdraw it"}
    return [title for title in answers.buttons() if title not in leaving]


async def every_card(person: TeamsPerson, reference: str) -> dict[str, str]:
    """The text of each card that a button of the case leads to, and of those two."""
    case = await person.say(reference)
    more = await press(person, "more", case=reference)
    found = {
        "the case": case.text,
        "more": more.text,
        "all": (await press(person, "read", case=reference)).text,
    }
    for card in (case, more):
        for title in buttons_in(card):
            if title != "More":
                found[title] = (await person.press(card.card, title)).text
    return found


async def test_every_card_of_an_undecided_incident_says_by_when(program: Program) -> None:
    reporter, officer, dpo = program.newcomer(), program.officer(), program.dpo()
    for line in (SENTENCE, "send", "send"):
        answers = await reporter.say(line)
    reference = next(word.strip(".,") for word in answers.text.split() if word.startswith("INC-"))
    await officer.say(f"take {reference}")
    assert DECIDE_BY in (await press(officer, "step", case=reference, step="triage")).text

    begun = await press(officer, "assess", case=reference)
    for answers_of_page in ANSWERS.values():
        assert DECIDE_BY in begun.text
        begun = await officer.press(begun.card, "Next", **answers_of_page)
    assert "Check the assessment" in begun.text
    assert DECIDE_BY in begun.text
    recorded = await officer.press(begun.card, "Record the assessment")
    assert DECIDE_BY in recorded.text

    shown = await every_card(officer, reference)
    assert len(shown) > 12
    assert {"Files", "What happened so far", "Letters", "The text for the ICO", "Add something"} <= set(shown)
    assert [name for name, text in shown.items() if DECIDE_BY not in text] == []
    assert "Record the decision" in (await dpo.say(reference)).buttons()

    decided = await press(dpo, "step", case=reference, step="decide")
    given = {"ico": "no", "people": "no", "note": "Nobody can come to harm."}
    done = await dpo.press(decided.card, "Record the decision", **given)
    assert "Decided: the ICO is not told" in done.text
    for name, text in (await every_card(officer, reference)).items():
        assert DECIDE_BY not in text, name
