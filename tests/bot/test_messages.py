"""Replies are kept and shown as they were meant."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import CARD, addressed, as_activity, as_json, from_json
from dialogs.turn import Reply

cards = st.none() | st.dictionaries(st.text(), st.text() | st.lists(st.text()))
replies = st.builds(Reply, st.text(), cards, st.text(), st.booleans())


@given(replies)
def test_a_reply_that_was_kept_as_json_comes_back_the_same(reply: Reply) -> None:
    assert from_json(json.loads(json.dumps(as_json(reply)))) == reply


def test_a_card_has_its_summary_and_no_text_and_words_have_no_card() -> None:
    shown = as_activity(Reply(card={"type": "AdaptiveCard"}, summary="Your report"))
    assert (shown.text, shown.summary) == (None, "Your report")
    assert [(one.content_type, one.content) for one in shown.attachments] == [
        (CARD, {"type": "AdaptiveCard"})
    ]
    said = as_activity(Reply(text="Thank you."))
    assert (said.text, said.attachments) == ("Thank you.", None)


def test_an_address_is_put_on_a_message() -> None:
    address = {
        "service_url": "https://smba.trafficmanager.net/uk/",
        "conversation": "a:1",
        "channel": "msteams",
        "tenant": "t",
        "bot": {"id": "28:b", "name": "Ask IG"},
    }
    activity = addressed(as_activity(Reply(text="Hello")), address)
    assert (activity.service_url, activity.conversation.id) == ("https://smba.trafficmanager.net/uk/", "a:1")
    assert (activity.channel_id, activity.from_property.id) == ("msteams", "28:b")
