"""What we send is what botbuilder would have sent, whatever is in the activity."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

import pytest
from botbuilder.schema import (
    ActionTypes,
    Activity,
    ActivityTypes,
    Attachment,
    AttachmentData,
    CardAction,
    CardImage,
    ChannelAccount,
    ConversationAccount,
    ConversationParameters,
    ConversationReference,
    Entity,
    HeroCard,
    InputHints,
    Mention,
    MessageReaction,
    SemanticAction,
    SuggestedActions,
    TextHighlight,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from integrations.teams.activity_json import activity_to_json

words = st.text(max_size=8)
moments = st.datetimes(
    min_value=datetime(1000, 1, 2),  # noqa: DTZ001  # hypothesis adds the zone
    max_value=datetime(9998, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7)), timezone(timedelta(hours=5, minutes=30))]),
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | words
    | moments
    | st.dates(min_value=date(1000, 1, 1))
    | st.times()
    | st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900))
    | st.decimals(allow_nan=False, allow_infinity=False, places=2).map(Decimal)
)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


accounts = st.builds(
    ChannelAccount,
    id=maybe(words),
    name=maybe(words),
    aad_object_id=maybe(words),
    role=maybe(st.sampled_from(["user", "bot"])),
    properties=maybe(st.dictionaries(words, leaves, max_size=2)),
)
conversations = st.builds(
    ConversationAccount,
    id=maybe(words),
    is_group=maybe(st.booleans()),
    tenant_id=maybe(words),
    conversation_type=maybe(words),
)
buttons = st.builds(
    CardAction, type=maybe(st.sampled_from(ActionTypes)), title=maybe(words), value=maybe(leaves)
)
entities = st.builds(Entity, type=maybe(words)) | st.builds(
    Mention, mentioned=maybe(accounts), text=maybe(words), type=maybe(words)
)
hero_cards = st.builds(
    HeroCard,
    title=maybe(words),
    buttons=maybe(st.lists(buttons, max_size=2)),
    images=maybe(st.lists(st.builds(CardImage, url=maybe(words)), max_size=2)),
)
free_content = st.recursive(
    leaves | accounts | hero_cards,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)
attachments = st.builds(
    Attachment,
    content_type=maybe(words),
    content=maybe(free_content),
    name=maybe(words),
    content_url=maybe(words),
)
references = st.builds(
    ConversationReference,
    activity_id=maybe(words),
    user=maybe(accounts),
    conversation=maybe(conversations),
    service_url=maybe(words),
)
activities = st.builds(
    Activity,
    type=st.sampled_from(ActivityTypes) | words,
    id=maybe(words),
    timestamp=maybe(moments),
    local_timestamp=maybe(moments | moments.map(datetime.isoformat)),
    expiration=maybe(moments),
    service_url=maybe(words),
    from_property=maybe(accounts),
    recipient=maybe(accounts),
    conversation=maybe(conversations),
    members_added=maybe(st.lists(maybe(accounts), max_size=3)),
    reactions_added=maybe(st.lists(st.builds(MessageReaction, type=words), max_size=2)),
    history_disclosed=maybe(st.booleans() | st.integers(0, 1)),
    text=maybe(words | st.integers()),
    input_hint=maybe(st.sampled_from(InputHints) | words),
    suggested_actions=maybe(
        st.builds(SuggestedActions, to=maybe(st.lists(words)), actions=maybe(st.lists(buttons, max_size=2)))
    ),
    attachments=maybe(st.lists(attachments, max_size=2)),
    entities=maybe(st.lists(entities, max_size=3)),
    channel_data=maybe(free_content),
    value=maybe(free_content),
    relates_to=maybe(references),
    listen_for=maybe(st.lists(maybe(words), max_size=3)),
    text_highlights=maybe(
        st.lists(st.builds(TextHighlight, text=words, occurrence=st.integers()), max_size=2)
    ),
    semantic_action=maybe(
        st.builds(
            SemanticAction,
            id=words,
            entities=maybe(st.dictionaries(words, st.builds(Entity, type=words), max_size=2)),
        )
    ),
)


@settings(deadline=None)
@given(activities)
def test_an_activity_is_written_as_msrest_writes_it(activity: Activity) -> None:
    assert activity_to_json(activity) == activity.serialize()


@settings(deadline=None)
@given(
    st.builds(
        ConversationParameters,
        bot=maybe(accounts),
        members=maybe(st.lists(accounts, max_size=2)),
        is_group=maybe(st.booleans()),
        tenant_id=maybe(words),
        activity=maybe(activities),
        channel_data=maybe(free_content),
    )
)
def test_the_wish_for_a_conversation_is_written_as_msrest_writes_it(
    parameters: ConversationParameters,
) -> None:
    assert activity_to_json(parameters) == parameters.serialize()


@settings(deadline=None)
@given(st.binary(max_size=20))
def test_bytes_are_written_in_base64(data: bytes) -> None:
    attachment = AttachmentData(name="photo", original_base64=bytearray(data))
    assert activity_to_json(attachment) == attachment.serialize()


def test_every_field_of_an_activity_is_written() -> None:
    activity = Activity(
        **{name: "given" for name, field in Activity._attribute_map.items() if field["type"] == "str"}
    )
    written = activity_to_json(activity)
    assert len(written) > 20
    assert written == activity.serialize()


def test_a_dictionary_is_sent_as_it_is() -> None:
    card = {"type": "message", "attachments": [{"content": {"type": "AdaptiveCard"}}]}
    assert activity_to_json(card) is card


class Colour(Enum):
    GOOD = "good"


def test_what_msrest_would_print_as_a_python_object_is_sent_as_what_it_stands_for() -> None:
    activity = Activity(
        type="message",
        channel_data={"colour": Colour.GOOD, "pair": (1, 2), "rest": MappingProxyType({"a": time(9, 30)})},
    )
    assert activity_to_json(activity)["channelData"] == {
        "colour": "good",
        "pair": [1, 2],
        "rest": {"a": "09:30:00"},
    }


def test_a_card_may_be_given_as_a_dictionary_where_a_model_is_expected() -> None:
    activity = Activity(type="message", attachments=[{"contentType": "x", "content": {"a": 1}}])
    assert activity_to_json(activity)["attachments"] == [{"contentType": "x", "content": {"a": 1}}]


@pytest.mark.parametrize("wrong", [Activity(entities="text"), Activity(members_added=5)])
def test_a_field_of_the_wrong_shape_is_refused(wrong: Activity) -> None:
    with pytest.raises(TypeError):
        activity_to_json(wrong)


@pytest.mark.parametrize("wrong", [None, "text", 5])
def test_only_activities_and_dictionaries_are_taken(wrong: object) -> None:
    with pytest.raises(TypeError, match="needed"):
        activity_to_json(wrong)
