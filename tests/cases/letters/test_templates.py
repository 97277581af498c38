"""A council's own templates take the place of ours; each mistake is told in a sentence before anybody needs a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases.letters import NAMES, LetterKind, LettersWrong, load_letters
from cases.letters.letter import LetterKind as Kinds
from cases.letters.templates import own_templates
from cases.regimes import Regime
from tests.cases.letters.made import case_of, facts

HEADER = "title: Our words\nfor: FOI\nwhen: received\nsource: FOIA 2000\n---\n"


def wrong(**files: str) -> list[str]:
    """The sentences for overrides; `_` in a name stands for `-`."""
    given = {f"{name.replace('_', '-')}.txt": text for name, text in files.items()}
    with pytest.raises(LettersWrong) as raised:
        load_letters(given)
    assert str(raised.value) == "\n".join(raised.value.sentences)
    return raised.value.sentences


def test_a_letter_of_the_councils_own_takes_the_place_of_ours() -> None:
    letters = load_letters(
        {"acknowledgement.txt": f"{HEADER}# Hello {{{{ requester }}}}\n\nIt is {{{{ reference }}}}."}
    )
    letter = letters.write(LetterKind.ACKNOWLEDGEMENT, case_of(Regime.FOI), facts())
    assert letter.text == "Hello Jo Bloggs\n\nIt is FOI-2026-0117."
    assert letters.title(LetterKind.ACKNOWLEDGEMENT) == "Our words"
    ours = load_letters().write(LetterKind.REFUSAL, case_of(Regime.FOI), facts())
    assert letters.write(LetterKind.REFUSAL, case_of(Regime.FOI), facts()) == ours


def test_a_part_of_the_councils_own_goes_into_every_letter_that_takes_it() -> None:
    letters = load_letters({"part-ending.txt": "\ufeffWith kind regards\r\n{{ writer }}"})
    for kind in (LetterKind.REFUSAL, LetterKind.ACKNOWLEDGEMENT):
        letter = letters.write(kind, case_of(Regime.FOI), facts())
        assert letter.text.endswith("With kind regards\nHana Handler")


MISTAKES = [
    ({"acknowledgment": HEADER}, "acknowledgment.txt takes the place of no letter. Did you mean “acknowledgement.txt”?"),
    ({"refusal": "Dear you"}, "refusal.txt has no header. Begin with title, for, when and source,"),
    ({"refusal": HEADER.replace("FOI\n", "FIO\n")}, "refusal.txt: “FIO” behind for is not known. Did you mean “FOI”?"),
    ({"refusal": HEADER.replace("received", "recieved")}, "“recieved” behind when is not known. Did you mean “received”?"),
    ({"refusal": HEADER.replace("source: FOIA 2000\n", "")}, "refusal.txt: the header has no source."),
    ({"refusal": "colour: red\n" + HEADER}, "in the header I know title, for, when, source, and not “colour: red”."),
    ({"refusal": HEADER + "Dear {{ requestor }}"}, "refusal.txt uses “requestor”, which is not a name I know. Did you mean “requester”?"),
    ({"refusal": HEADER + "a\n{% if due %}b"}, "refusal.txt: line 2 of the letter can't be read: Unexpected end of template."),
    ({"refusal": HEADER + "a\n{{ due | shout }}"}, "refusal.txt: line 2 of the letter can't be read: No filter named 'shout'."),
    ({"refusal": HEADER + "{{ due | tojson }}"}, "No filter named 'tojson'."),
    ({"refusal": HEADER + "{% macro a() %}b{% endmacro %}"}, "line 1 of the letter uses macro. A letter can hold if, for, set and include."),
    ({"refusal": HEADER + "{% set a %}# b{% endset %}{{ a }}"}, "uses assignblock."),
    ({"refusal": HEADER + '{% include "part-endin.txt" %}'}, "there is no such part. Did you mean “part-ending.txt”?"),
    ({"refusal": HEADER + '{% include "response.txt" %}'}, "includes 'response.txt', and there is no such part."),
    ({"refusal": HEADER + "{% include due %}"}, "includes None, and there is no such part."),
    ({"part_ending": '{% include "part-ending.txt" %}'}, "part-ending.txt is a part, and a part can't include another."),
    ({"part_ending": "{{ grounds[0].nme }}"}, "acknowledgement.txt fails for EIR: "),
    ({"refusal": HEADER + "{% for one in grounds %}{{ one.tittle }}{% endfor %}"}, "refusal.txt fails for FOI: 'cases.letters.provisions.GroundWords object' has no attribute 'tittle'."),
    ({"refusal": HEADER + "{{ due + 1 }}"}, "refusal.txt fails for FOI: "),
    ({"refusal": HEADER + "{{ reference.__class__.__mro__ }}"}, "refusal.txt fails for FOI: access to attribute '__class__'"),
    ({"refusal": HEADER + "{{ range(3) }}"}, "uses “range”, which is not a name I know"),
    ({"refusal": HEADER + "\ue000x\ue001"}, "refusal.txt holds a character that no letter needs"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "sentence"), MISTAKES)
def test_each_mistake_is_told_in_a_sentence(files: dict[str, str], sentence: str) -> None:
    assert [one for one in wrong(**files) if sentence in one]


def test_all_mistakes_are_told_at_once() -> None:
    sentences = wrong(refusal=HEADER + "{{ a }}{{ b }}", response="x", nonsense="y")
    assert [one.split(" ")[0] for one in sorted(sentences)] == [
        "nonsense.txt",
        "refusal.txt",
        "refusal.txt",
        "response.txt",
    ]


def test_every_file_that_comes_with_the_program_is_a_letter_or_a_part() -> None:
    names = {name.removesuffix(".txt") for name in own_templates()}
    parts = {name for name in names if name.startswith("part-")}
    assert names - parts == {kind.value for kind in Kinds}
    bodies = "\n".join(own_templates().values())
    assert all(f'"{part}.txt"' in bodies for part in parts)


def test_every_name_that_the_list_explains_can_be_used() -> None:
    everything = HEADER + "\n\n".join(f"{{{{ {name} }}}}" for name in NAMES)
    load_letters({"acknowledgement.txt": everything})


def test_the_list_of_names_in_the_guide_is_the_one_that_is_used() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "administering.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` | {meaning} |" in guide for name, meaning in NAMES.items())
