"""How a policy is named and how old it is, in words; and the button for what its section asks."""

from __future__ import annotations

from datetime import date

import pytest

from cases.policies import Passage, PassageKind, Policy
from dialogs.policy_words import citation, how_old, offer_of
from integrations.policies.folder import MODEL, PolicyFolder

TODAY = date(2026, 11, 23)


def passage(
    policy: Policy, section: str = "", text: str = "", kind: PassageKind = PassageKind.PROSE
) -> Passage:
    return Passage("x", policy, section, ("What to do",), text, kind)


@pytest.mark.parametrize(
    ("policy", "section", "words"),
    [
        (
            Policy("DP00", "Data protection", "1.0", approved=date(2026, 11, 2)),
            "3.2",
            "IG policy DP00, section 3.2, version 1.0, approved 2 November 2026",
        ),
        (Policy("", "Clear desks"), "", "IG policy “Clear desks”"),
        (
            Policy("", "Answers from the IG team", approved=TODAY),
            "",
            "Answered by the IG team on 23 November 2026",
        ),
    ],
)
def test_the_source(policy: Policy, section: str, words: str) -> None:
    assert citation(passage(policy, section)) == words


@pytest.mark.parametrize(
    ("approved", "review", "words"),
    [
        (date(2026, 11, 22), None, "It is 1 day old."),
        (date(2026, 8, 1), None, "It is 3 months old."),
        (date(2019, 1, 2), None, "It is 7 years old."),
        (None, date(2027, 1, 1), "It is to be looked at again by 1 January 2027."),
        (None, TODAY, "It is to be looked at again by 23 November 2026."),
        (None, date(2021, 1, 1), "It should have been looked at again by 1 January 2021"),
        (date(2027, 1, 1), None, "It does not say how old it is."),
        (None, None, "It does not say how old it is."),
    ],
)
def test_the_age(approved: date | None, review: date | None, words: str) -> None:
    assert how_old(Policy("X1", "x", approved=approved, review=review), TODAY).startswith(words)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Type **report an incident** in Ask IG.", "Report it now"),
        ("Stop, and report it at once.", "Report it now"),
        ("Pass it on the same day.", "Pass on a request"),
        ("Then type **check a document** in Ask IG.", "Check a document"),
        ("Type “I need a DPIA screening”.", "Start a DPIA screening"),
        ("Lock your screen when you leave your desk.", None),
        ("The annual report is published in May.", None),
    ],
)
def test_what_a_section_asks_is_offered(text: str, title: str | None) -> None:
    offer = offer_of(passage(Policy("X1", "x"), text=text))
    assert (offer.title if offer else None) == title


def test_a_row_says_how_long_and_not_what_to_do() -> None:
    row = passage(Policy("X1", "x"), text="Record: DPIA screening", kind=PassageKind.ROW)
    assert offer_of(row) is None


def test_of_the_model_policies_some_sections_offer_each() -> None:
    offers = [offer_of(one) for one in PolicyFolder(MODEL).read().passages]
    counts = {title: sum(one is not None and one.title == title for one in offers) for title in (
        "Report it now", "Pass on a request", "Check a document", "Start a DPIA screening"
    )}  # fmt: skip
    assert all(counts.values()), counts
    assert sum(one is not None for one in offers) < len(offers) / 4
