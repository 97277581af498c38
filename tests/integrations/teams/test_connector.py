"""Messages reach Teams once, by way of real HTTP, whatever Teams answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from botbuilder.schema import Activity, ChannelAccount, ConversationParameters

from integrations.teams import outcomes
from integrations.teams.connector import Connectors, TeamsConnector
from integrations.teams.credentials import NoCredentials
from integrations.teams.service_hosts import ServiceHosts
from integrations.teams.transport import RetryPolicy, Timeouts, Transport
from tests.standins import connector as standin
from tests.standins.connector import ConnectorStandIn, Verb

CHAT = "a:1-person/with:odd?characters"


@dataclass
class FastTime:
    """A clock that is moved by sleeping on it."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class NumberedTokens:
    """Credentials that hand out "token-1" until it is not accepted, then "token-2"."""

    forgotten: list[str] = field(default_factory=list)

    async def token(self) -> str:
        return f"token-{len(self.forgotten) + 1}"

    def forget(self, token: str) -> None:
        self.forgotten.append(token)

    async def close(self) -> None:
        return None


@pytest.fixture
def time() -> FastTime:
    return FastTime()


@pytest.fixture
async def teams() -> AsyncIterator[ConnectorStandIn]:
    async with ConnectorStandIn() as server:
        yield server


def transport_in(time: FastTime, **given: object) -> Transport:
    settings: dict[str, object] = {
        "credentials": NoCredentials(),
        "hosts": ServiceHosts.of_this_machine(),
        "retry": RetryPolicy(attempts=5, total=60.0, first_wait=1.0, longest_wait=8.0),
        "sleep": time.sleep,
        "clock": time.clock,
        "chance": lambda: 1.0,
    }
    return Transport(**(settings | given))  # type: ignore[arg-type]


@pytest.fixture
async def connector(teams: ConnectorStandIn, time: FastTime) -> AsyncIterator[TeamsConnector]:
    connectors = Connectors(transport_in(time))
    yield connectors.to(teams.url)
    await connectors.close()


def message(text: str = "Good morning") -> Activity:
    return Activity(type="message", text=text)


async def test_a_message_is_sent_answered_changed_and_taken_back(
    teams: ConnectorStandIn, connector: TeamsConnector
) -> None:
    talk = connector.conversations
    first = await talk.send_to_conversation(CHAT, message("One"))
    reply = await talk.reply_to_activity(CHAT, first.id, {"type": "message", "text": "Two"})
    changed = await talk.update_activity(CHAT, first.id, message("One, changed"))
    assert [(one.id, one.text) for one in teams.messages(CHAT)] == [
        (first.id, "One, changed"),
        (reply.id, "Two"),
    ]
    assert changed.id == first.id
    assert teams.messages(CHAT)[1].reply_to_id == first.id
    await talk.delete_activity(CHAT, reply.id)
    assert [one.text for one in teams.messages(CHAT)] == ["One, changed"]


async def test_opening_a_conversation_gives_its_id_and_the_id_of_the_first_message(
    teams: ConnectorStandIn, connector: TeamsConnector
) -> None:
    parameters = ConversationParameters(
        bot=ChannelAccount(id="28:bot"),
        members=[ChannelAccount(id="29:person")],
        tenant_id="tenant-1",
        activity=message("Hello"),
    )
    opened = await connector.conversations.create_conversation(parameters)
    again = await connector.conversations.create_conversation(parameters)
    assert opened.id == again.id
    assert opened.service_url == teams.url
    assert teams.messages(opened.id)[0].id == opened.activity_id
    assert teams.received[0].tenant_id == "tenant-1"


async def test_a_member_can_be_looked_up(teams: ConnectorStandIn, connector: TeamsConnector) -> None:
    teams.add_member(CHAT, {"id": "29:x", "aadObjectId": "object-1"})
    assert (await connector.conversations.member(CHAT, "29:x"))["aadObjectId"] == "object-1"
    with pytest.raises(outcomes.ConversationNotFound):
        await connector.conversations.member(CHAT, "29:y")


@pytest.mark.parametrize(
    "fault",
    [
        standin.throttled(),
        standin.precondition_failed(),
        standin.bad_gateway(),
        standin.service_unavailable(),
        standin.gateway_timeout(),
    ],
    ids=lambda fault: str(fault.status),
)
async def test_a_passing_trouble_is_waited_out_longer_each_time(
    teams: ConnectorStandIn, connector: TeamsConnector, time: FastTime, fault: standin.Fault
) -> None:
    teams.faults.then(fault, fault, fault)
    await connector.conversations.send_to_conversation(CHAT, message())
    assert time.slept == [1.0, 2.0, 4.0]
    assert len(teams.messages(CHAT)) == 1


async def test_waits_differ_by_chance_but_not_below_half(teams: ConnectorStandIn, time: FastTime) -> None:
    connectors = Connectors(transport_in(time, chance=lambda: 0.0))
    teams.faults.then(standin.bad_gateway(), standin.bad_gateway())
    await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
    assert time.slept == [0.5, 1.0]
    await connectors.close()


async def test_the_wait_that_teams_asks_for_is_kept(
    teams: ConnectorStandIn, connector: TeamsConnector, time: FastTime
) -> None:
    teams.faults.then(standin.throttled(retry_after=17))
    await connector.conversations.send_to_conversation(CHAT, message())
    assert len(time.slept) == 1
    assert 17 <= time.slept[0] <= 18


async def test_a_retry_date_in_the_past_means_no_wait(
    teams: ConnectorStandIn, connector: TeamsConnector, time: FastTime
) -> None:
    teams.faults.then(
        standin.throttled_until("Wed, 21 Oct 2015 07:28:00 GMT"), standin.throttled_until("soon")
    )
    await connector.conversations.send_to_conversation(CHAT, message())
    assert time.slept == [1.0, 2.0], (
        "the chance part alone, then the ordinary wait as the date could not be read"
    )


async def test_throttling_beyond_our_patience_says_how_long_to_wait(
    teams: ConnectorStandIn, connector: TeamsConnector, time: FastTime
) -> None:
    teams.faults.then(standin.throttled(retry_after=5), standin.throttled(retry_after=120))
    with pytest.raises(outcomes.Throttled) as failed:
        await connector.conversations.send_to_conversation(CHAT, message())
    assert failed.value.retry_after == 120
    assert time.now - 1000 < 60, "a wait that ends after the limit is not begun"
    assert teams.everything_sent() == []


@pytest.mark.parametrize(
    "asked_for",
    ["86400", "9" * 30, "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"],
)
async def test_nobody_is_made_to_wait_for_more_than_an_hour(
    teams: ConnectorStandIn, connector: TeamsConnector, asked_for: str
) -> None:
    teams.faults.then(standin.throttled_until(asked_for))
    with pytest.raises(outcomes.Throttled) as failed:
        await connector.conversations.send_to_conversation(CHAT, message())
    assert failed.value.retry_after == 3_600


async def test_trouble_that_does_not_pass_ends(teams: ConnectorStandIn, connector: TeamsConnector) -> None:
    teams.faults.whenever(lambda _: standin.bad_gateway())
    with pytest.raises(outcomes.Unavailable):
        await connector.conversations.send_to_conversation(CHAT, message())
    assert len(teams.received) == 5


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (standin.not_in_roster(), outcomes.NotInstalled),
        (standin.not_installed(), outcomes.NotInstalled),
        (standin.blocked_by_user(), outcomes.Blocked),
        (standin.disabled_by_admin(), outcomes.Blocked),
        (standin.writes_blocked(), outcomes.Blocked),
        (standin.not_enough_permissions(), outcomes.Rejected),
        (standin.Fault(403), outcomes.Rejected),
        (standin.Fault(403, {"error": "odd"}), outcomes.Rejected),
        (standin.Fault(403, {"error": {"code": 7, "message": "[1]"}}), outcomes.Rejected),
        (standin.conversation_not_found(), outcomes.ConversationNotFound),
        (standin.too_big(), outcomes.TooLarge),
        (standin.not_registered(), outcomes.NotRegistered),
        (standin.bad_argument(), outcomes.Rejected),
        (standin.server_error(), outcomes.Rejected),
    ],
)
async def test_a_final_answer_is_not_tried_again_and_says_what_it_is(
    teams: ConnectorStandIn,
    connector: TeamsConnector,
    fault: standin.Fault,
    expected: type[outcomes.SendFailed],
) -> None:
    teams.faults.then(fault)
    with pytest.raises(outcomes.SendFailed) as failed:
        await connector.conversations.send_to_conversation(CHAT, message("a private matter"))
    assert type(failed.value) is expected
    assert failed.value.status == fault.status
    assert "private" not in str(failed.value)
    assert len(teams.received) == 1


@pytest.mark.parametrize("fault", [standin.lost_answer(), standin.broken_connection()])
async def test_a_new_message_whose_answer_was_lost_is_not_sent_twice(
    teams: ConnectorStandIn, connector: TeamsConnector, fault: standin.Fault
) -> None:
    teams.faults.then(fault)
    with pytest.raises(outcomes.Unknown):
        await connector.conversations.send_to_conversation(CHAT, message())
    assert len(teams.received) == 1


@pytest.mark.parametrize("fault", [standin.lost_answer(), standin.broken_connection()])
async def test_nor_over_a_connection_that_served_before(
    teams: ConnectorStandIn, connector: TeamsConnector, fault: standin.Fault
) -> None:
    await connector.conversations.send_to_conversation(CHAT, message("first"))
    teams.faults.then(fault)
    with pytest.raises(outcomes.Unknown):
        await connector.conversations.send_to_conversation(CHAT, message("second"))
    assert len(teams.received) == 2


async def test_an_answer_that_does_not_come_is_lost(teams: ConnectorStandIn, time: FastTime) -> None:
    connectors = Connectors(transport_in(time, timeouts=Timeouts(answer=0.05)))
    released = asyncio.Event()
    teams.faults.then(standin.slow(released))
    with pytest.raises(outcomes.Unknown):
        await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
    released.set()
    assert len(teams.messages(CHAT)) == 1
    await connectors.close()


async def test_a_change_whose_answer_was_lost_is_repeated(
    teams: ConnectorStandIn, connector: TeamsConnector
) -> None:
    sent = await connector.conversations.send_to_conversation(CHAT, message("before"))
    teams.faults.then(standin.lost_answer(), standin.lost_answer())
    await connector.conversations.update_activity(CHAT, sent.id, message("after"))
    assert [one.text for one in teams.messages(CHAT)] == ["after"]


async def test_a_deletion_that_was_done_though_its_answer_was_lost_succeeds(
    teams: ConnectorStandIn, connector: TeamsConnector
) -> None:
    sent = await connector.conversations.send_to_conversation(CHAT, message())
    teams.faults.then(standin.lost_answer(), standin.lost_answer())
    await connector.conversations.delete_activity(CHAT, sent.id)
    assert teams.messages(CHAT) == []
    with pytest.raises(outcomes.ConversationNotFound):
        await connector.conversations.delete_activity(CHAT, sent.id)


async def test_a_host_that_cannot_be_reached_is_tried_again_and_nothing_is_unknown(
    time: FastTime, unused_tcp_port: int
) -> None:
    connectors = Connectors(transport_in(time))
    with pytest.raises(outcomes.Unavailable):
        await connectors.to(f"http://127.0.0.1:{unused_tcp_port}").conversations.send_to_conversation(
            CHAT, message()
        )
    assert len(time.slept) == 4
    await connectors.close()


async def test_nothing_is_sent_to_a_host_that_is_not_allowed(teams: ConnectorStandIn, time: FastTime) -> None:
    connectors = Connectors(transport_in(time, hosts=ServiceHosts.of_microsoft()))
    with pytest.raises(outcomes.HostNotAllowed):
        await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
    assert teams.received == []
    await connectors.close()


async def test_a_redirect_does_not_carry_the_token_away(teams: ConnectorStandIn, time: FastTime) -> None:
    connectors = Connectors(transport_in(time, credentials=NumberedTokens()))
    async with ConnectorStandIn() as elsewhere:
        teams.faults.then(standin.redirected(f"{elsewhere.url}/v3/conversations/x/activities"))
        with pytest.raises(outcomes.Rejected):
            await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
        assert elsewhere.received == []
    await connectors.close()


async def test_a_token_that_is_not_accepted_is_renewed_once(teams: ConnectorStandIn, time: FastTime) -> None:
    tokens = NumberedTokens()
    connectors = Connectors(transport_in(time, credentials=tokens))
    talk = connectors.to(teams.url).conversations
    teams.faults.then(standin.not_registered())
    await talk.send_to_conversation(CHAT, message())
    assert [one.authorization for one in teams.received] == ["Bearer token-1", "Bearer token-2"]
    assert time.slept == []
    teams.faults.then(standin.not_registered(), standin.not_registered())
    with pytest.raises(outcomes.NotRegistered):
        await talk.send_to_conversation(CHAT, message())
    await connectors.close()


async def test_no_token_is_sent_in_development(teams: ConnectorStandIn, connector: TeamsConnector) -> None:
    await connector.conversations.send_to_conversation(CHAT, message())
    assert teams.received[0].authorization is None


@pytest.mark.parametrize("conversation_id", ["", ".", ".."])
async def test_an_id_that_would_mean_another_path_is_refused(
    teams: ConnectorStandIn, connector: TeamsConnector, conversation_id: str
) -> None:
    with pytest.raises(ValueError, match="is needed"):
        await connector.conversations.send_to_conversation(conversation_id, message())
    assert teams.received == []


async def test_any_text_arrives_as_it_was_written(teams: ConnectorStandIn, connector: TeamsConnector) -> None:
    text = "naïve 🙂 שלום \u2028 <at>x</at> \x00"
    await connector.conversations.send_to_conversation(CHAT, message(text))
    assert teams.messages(CHAT)[0].text == text


async def test_connectors_are_kept_for_a_service_address(teams: ConnectorStandIn, time: FastTime) -> None:
    connectors = Connectors(transport_in(time))
    assert connectors.to(teams.url) is connectors.to(teams.url)
    for number in range(1000):
        connectors.to(f"{teams.url}/{number}")
    await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
    await connectors.close()


def test_one_transport_serves_several_event_loops(time: FastTime) -> None:
    connectors = Connectors(transport_in(time))

    async def once() -> int:
        async with ConnectorStandIn() as teams:
            await connectors.to(teams.url).conversations.send_to_conversation(CHAT, message())
            await connectors.close()
            return len(teams.messages(CHAT))

    assert [asyncio.run(once()), asyncio.run(once())] == [1, 1]


async def test_the_stand_in_holds_to_the_limits_of_teams(time: FastTime) -> None:
    async with ConnectorStandIn(limits=standin.RateLimits.of_teams(), clock=time.clock) as teams:
        connectors = Connectors(transport_in(time))
        talk = connectors.to(teams.url).conversations
        for number in range(20):
            await talk.send_to_conversation(CHAT, message(str(number)))
        assert [one.text for one in teams.messages(CHAT)] == [str(number) for number in range(20)]
        assert len(teams.received) > 20, "some had to wait"
        assert teams.most_in(1.0, conversation_id=CHAT) <= 8
        assert {one.verb for one in teams.received} == {Verb.SEND}
        await connectors.close()


async def test_for_the_outbox_a_send_is_tried_once_and_says_what_teams_asked_for(
    teams: ConnectorStandIn, time: FastTime
) -> None:
    connectors = Connectors(transport_in(time))
    talk = connectors.trying_once().to(teams.url).conversations
    teams.faults.then(standin.throttled(retry_after=17), standin.bad_gateway())
    with pytest.raises(outcomes.Throttled) as failed:
        await talk.send_to_conversation(CHAT, message())
    assert failed.value.retry_after == 17
    with pytest.raises(outcomes.Unavailable):
        await talk.send_to_conversation(CHAT, message())
    assert len(teams.received) == 2
    await connectors.close()
