"""Notices as they are told: in a team's channel or a person's own chat, the same card, without personal details."""

from __future__ import annotations

from cases.notices import Notice, NoticeKind
from cases.people import Directory
from dialogs.cards.case import new_case_card
from dialogs.cards.menu import said_card
from dialogs.cards.parts import Json, button, card, words
from dialogs.case_views import noticed_due, noticed_title


def view_notice(notice: Notice, directory: Directory) -> tuple[Json, str]:
    """The notice's card and its summary."""
    reference, facts = notice.reference, notice.facts
    if notice.kind is NoticeKind.NEW_CASE:
        service = directory.service(facts["service"]) if facts.get("service") else None
        due = noticed_due(facts, notice.recorded_at)
        made = new_case_card(reference, noticed_title(facts), facts, service, due)
        return made, f"New: {reference}. {due}"
    sentence = {
        NoticeKind.CASE_TAKEN: f"{reference} is now with {facts.get('handler', 'a handler')}.",
        NoticeKind.CASE_ADDED_TO: f"Something was added to {reference}.",
        NoticeKind.CASE_WITHDRAWN: f"{reference} was withdrawn by the person who sent it. It stays on record.",
    }.get(notice.kind)
    if sentence is None:
        return said_card(reference), reference
    return card([words(sentence)], [button("Open", "open", {"case": reference})], sentence), sentence
