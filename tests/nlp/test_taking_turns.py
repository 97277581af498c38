"""A message is read between two pieces of a document, and both are read no differently for it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from nlp.personal_data import build_scanner, load_scanner
from nlp.personal_data.taking_turns import Turns

LETTER = (
    "Dear Mrs Agnieszka Kowalczyk,\n\nGordon Blackwood of 14 Elm Road rang the housing team about damp.\n\n"
)
MESSAGES = [
    f"I sent {name}'s file to the wrong person" for name in ("Mrs Tully", "Wilhelmina Fox", "Omar Bell")
]


def test_who_waits_comes_before_who_has_just_had_a_turn() -> None:
    turns = Turns()
    came: list[str] = []

    def message(name: str) -> None:
        with turns:
            came.append(name)

    waiting: list[threading.Thread] = []
    with turns:
        for number, name in enumerate(("first message", "second message"), start=1):
            waiting.append(threading.Thread(target=message, args=(name,)))
            waiting[-1].start()
            while len(turns._waiting) < number:
                pass
        came.append("one piece")
    with turns:
        came.append("the next piece")
    for one in waiting:
        one.join()
    assert came == ["one piece", "first message", "second message", "the next piece"]


def test_a_failure_in_somebodys_turn_does_not_keep_the_others_out() -> None:
    turns = Turns()
    try:
        with turns:
            raise LookupError
    except LookupError:
        pass
    with turns:
        pass


def test_messages_and_documents_that_are_read_side_by_side_are_read_as_alone() -> None:
    documents, chat = build_scanner(), load_scanner()
    texts = [LETTER * 40] * 3 + MESSAGES * 5
    alone = {text: chat.scan(text) for text in set(texts)}
    with ThreadPoolExecutor(4) as threads:
        by = [documents if text.startswith("Dear") else chat for text in texts]
        found = list(threads.map(lambda scanner, text: scanner.scan(text), by, texts))
    assert found == [alone[text] for text in texts]
