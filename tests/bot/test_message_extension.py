"""A message of another chat, handed over with "Report or pass on to Ask IG".

The payload has the shape of Microsoft's documentation ("Handle create dialog / message payload"); the test client
does not offer message extensions, so a real Teams has not been seen to send it.
"""

import pytest
import pytest_asyncio

from tests.program import Program, running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def program(tmp_path_factory):
    async with running(tmp_path_factory.mktemp("program"), staff=5) as started:
        yield started


def handed_over(person, content: str, kind: str = "html") -> dict:
    return person.activity(
        type="invoke",
        name="composeExtension/fetchTask",
        conversation={"id": "19:chat@thread.v2", "conversationType": "groupChat", "isGroup": True},
        value={
            "commandId": "passOnMessage",
            "commandContext": "message",
            "messagePayload": {
                "id": "1700000000000",
                "createdDateTime": "2026-11-23T10:00:00Z",
                "from": {"user": {"id": "x", "displayName": "Rita Resident"}},
                "body": {"contentType": kind, "content": content},
            },
        },
    )


async def test_the_talk_goes_on_in_private_with_the_message_filled_in(program: Program):
    sam = program.newcomer()
    await sam.arrive()
    answers = await program.post(
        handed_over(
            sam, "<div><p>I&#39;ve just emailed a file with 40 names</p><p>to the wrong person</p></div>"
        )
    )
    assert answers.body == {"task": {"type": "message", "value": answers.body["task"]["value"]}}
    assert "private" in answers.body["task"]["value"]
    card = program.teams.messages(sam.conversation)[-1].body["attachments"][0]["content"]
    assert "I've just emailed a file with 40 names\nto the wrong person" in str(card).replace("\\n", "\n")
    assert not program.teams.messages("19:chat@thread.v2"), "nothing may be said in the other chat"


async def test_a_message_without_words_is_answered_with_a_sentence(program: Program):
    sam = program.newcomer()
    await sam.arrive()
    answers = await program.post(handed_over(sam, "<attachment id='1'></attachment>"))
    assert answers.status == 200
    assert answers.body["task"]["value"]


async def test_a_question_about_policy_that_was_handed_over_is_answered_in_private(program: Program):
    sam = program.newcomer()
    await sam.arrive()
    question = "How long do I keep unsuccessful job applications?"
    answers = await program.post(handed_over(sam, f"<p>{question}</p>"))
    assert "private" in answers.body["task"]["value"]
    card = program.teams.messages(sam.conversation)[-1].body["attachments"][0]["content"]
    assert "12 months" in str(card)
    assert "It is a request" in str(card)
    assert not program.teams.messages("19:chat@thread.v2"), "nothing may be said in the other chat"
