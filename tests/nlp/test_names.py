"""Names as people write them: in letters, e-mails, tables and lists, of many origins; and what only looks like one."""

import subprocess
import sys
from itertools import product

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.personal_data import Band, DataLabel, Scan, load_scanner
from nlp.personal_data.labels import CIRCUMSTANCES
from nlp.personal_data.names.network import LABELS, TAGS, most_likely, names_of, tags_of
from nlp.personal_data.names.reading import load_names_reader
from nlp.plain_text import Written


def scan(text: str) -> Scan:
    return load_scanner().scan(text)


def people(text: str) -> list[str]:
    return [span.text for span in scan(text).spans if span.label is DataLabel.PERSON]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "From: Agnieszka Wójcik <a.wojcik@westmere.example>\nTo: Deborah Hughes\nCc: Mohammed Chowdhury\n\n"
            "Hi Deborah,\n\nDarren told her so.\n\nThanks\nAgnieszka",
            ["Agnieszka Wójcik", "Deborah Hughes", "Mohammed Chowdhury", "Deborah", "Darren", "Agnieszka"],
        ),
        (
            "Dear Mrs Oyelaran,\n\nThank you for your letter.\n\nYours sincerely\n\nGareth Pugh",
            ["Mrs Oyelaran", "Gareth Pugh"],
        ),
        (
            "Tenant,Property,Balance\nOlufemi Adeyinka,12 Mill Road,£340\nThi Lan Nguyen,44 Ash Walk,£12",
            ["Olufemi Adeyinka", "Thi Lan Nguyen"],
        ),
        (
            "Surname\tForename\tPost\nKowalczyk\tJan\tDriver\nBegum\tRahima\tCaretaker",
            ["Kowalczyk", "Jan", "Begum", "Rahima"],
        ),
        (
            "Attendees: R. Patel, S O'Connor, Councillor Begum and Dr Nasreen Akhtar.",
            ["R. Patel", "S O'Connor", "Councillor Begum", "Dr Nasreen Akhtar"],
        ),
        ("Wright, Daniel; Singh, Gurdeep have not replied.", ["Wright, Daniel", "Singh, Gurdeep"]),
        ("My name is Wei Zhang and I live in Luton.", ["Wei Zhang"]),
        (
            "We spoke to Mr Hans-Jürgen Deiwick and Mr K.H. Wołek.",
            ["Mr Hans-Jürgen Deiwick", "Mr K.H. Wołek"],
        ),
        ("Siân Llewellyn says that Fadumo Warsame rang her.", ["Siân Llewellyn", "Fadumo Warsame"]),
        ("can you tell tracey that mrs khan phoned about her boiler", ["tracey", "mrs khan"]),
        ("PLEASE CALL JOHN SMITH ABOUT THE INCIDENT ON MONDAY", ["JOHN SMITH"]),
        ("The children's grandmother, Ioana Popescu, met Judge Okafor.", ["Ioana Popescu", "Okafor"]),
    ],
)
def test_names_are_found_whole_with_their_title(text: str, names: list[str]) -> None:
    assert people(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "The Planning Committee met on Monday. The Head of Housing presented the Allocations Policy.",
        "Victoria Road and Nelson Avenue will close in June.",
        "Open Outlook and Teams, then SharePoint. Use Word for the Annual Report.",
        "St Mary's Primary School and The Red Lion on George Street object. So does Thames Water.",
        "Please find attached the Draft Local Plan. Comments by Friday. Regards, Planning Team",
        "It had records of tenants in Harrow and Churchill Court. Reported to the Data Protection Officer.",
        "Please will the team mark the file closed and bill the service by May?",
        "Storm Eunice closed the park. Hurricane Rita did not.",
    ],
)
def test_streets_teams_products_and_months_are_nobody(text: str) -> None:
    assert people(text) == []


def test_two_signs_make_a_name_sure_and_one_alone_possible() -> None:
    bands = {span.text: span.band for span in scan("Dear Mr Achterberg, Zubeira came too.").spans}
    assert bands["Mr Achterberg"] is Band.SURE
    assert bands.get("Zubeira") in (Band.POSSIBLE, Band.LIKELY)


def test_a_name_is_found_again_and_put_together() -> None:
    found = scan("Mrs Edna Featherstonehaugh wrote. Featherstonehaugh is 80. We told Edna so.")
    assert [[span.text for span in person.mentions] for person in found.people] == [
        ["Mrs Edna Featherstonehaugh", "Featherstonehaugh", "Edna"]
    ]


def test_bodies_and_places_without_a_word_for_them_are_context() -> None:
    found = {
        (span.text, span.label) for span in scan("Contracts with Veolia and Biffa in Ashford, please.").spans
    }
    assert {("Veolia", DataLabel.ORGANISATION), ("Ashford", DataLabel.PLACE)} <= found


def test_a_bodys_short_name_is_found_elsewhere() -> None:
    text = "The Elm Park Housing Trust (EPHT) owns it. She wrote to EPHT twice."
    assert [s.text for s in scan(text).spans if s.label is DataLabel.ORGANISATION][-1] == "EPHT"


@settings(deadline=None, max_examples=40)
@given(st.text(alphabet=st.sampled_from("AaBéŁ '-.,\n\t@|JohnSmith Mr"), max_size=300))
def test_any_text_gives_names_that_it_quotes(text: str) -> None:
    for span in scan(text).spans:
        assert text[span.start : span.end] == span.text != ""


def test_a_long_text_is_read_to_its_end_the_same_as_its_parts() -> None:
    filler = "The meeting was about the budget and the roads.\n\n"
    text = filler * 1500 + "Kind regards\nOluwaseun Adeyemi"
    assert people(text) == ["Oluwaseun Adeyemi"]


def test_many_texts_name_the_same_people_as_one_at_a_time() -> None:
    texts = [
        f"Dear {name},\nplease call me.\nThanks\nPriya Nair" for name in ("Zofia", "Kwame", "Bronwen")
    ] * 4
    assert [scan(text) for text in texts] == list(load_scanner().scan_many(texts))


def test_an_organisations_own_spacy_model_reads_names_instead(tmp_path: object) -> None:
    other = spacy.blank("en")
    other.add_pipe("entity_ruler").add_patterns(  # type: ignore[attr-defined]
        [{"label": "PERSON", "pattern": "Quoll"}, {"label": "GPE", "pattern": "Wombatia"}]
    )
    other.to_disk(str(tmp_path))
    found = load_scanner(names_model=str(tmp_path)).scan("Yesterday Quoll went to Wombatia.")
    assert {(span.text, span.label) for span in found.spans if span.label not in CIRCUMSTANCES} == {
        ("Quoll", DataLabel.PERSON),
        ("Wombatia", DataLabel.PLACE),
    }


def test_a_model_that_is_not_there_or_knows_no_people_is_refused_in_a_sentence(tmp_path: object) -> None:
    with pytest.raises(
        ValueError, match=r"names_model: the spaCy pipeline 'en_no_such' can't be loaded\. Install it"
    ):
        load_scanner(names_model="en_no_such")
    spacy.blank("en").to_disk(str(tmp_path))
    with pytest.raises(ValueError, match="recognises no people"):
        load_scanner(names_model=str(tmp_path))


def test_scanning_needs_nothing_that_training_needs() -> None:
    program = (
        "import sys\n"
        "for name in ('torch', 'faker'): sys.modules[name] = None\n"
        "from nlp.personal_data import load_scanner\n"
        "print([s.text for s in load_scanner().scan('Dear Mr Tully').spans])\n"
        "assert not [m for m in sys.modules if m.startswith('nlp.personal_data.training')]\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['Mr Tully']"


@given(st.data())
def test_likely_tags_make_whole_names_and_none_likelier(data: st.DataObject) -> None:
    likelihoods = st.floats(0.0625, 1.0, width=32)
    rows = data.draw(st.lists(st.lists(likelihoods, min_size=TAGS, max_size=TAGS), min_size=1, max_size=3))
    likely = np.array(rows, dtype=np.float32)
    tags = most_likely(likely)
    words = Written(" ".join("w" * len(rows))).words
    places = [(words.starts[first], words.ends[last], label) for first, last, label in names_of(tags)]
    assert tags_of(words, places).tolist() == tags
    whole = [
        way
        for way in product(range(TAGS), repeat=len(rows))
        if tags_of(words, [(words.starts[a], words.ends[b], label) for a, b, label in names_of(way)]).tolist()
        == list(way)
    ]
    best = max(np.log(likely[range(len(rows)), way]).sum() for way in whole)
    assert np.log(likely[range(len(rows)), tags]).sum() == pytest.approx(best, abs=1e-4)


def test_words_keep_their_names_whatever_was_read_before() -> None:
    """What a word comes to is kept under a number: the same word begins a line in one text and not in another."""
    texts = [
        Written(text) for text in ("Grace rang.", "we told Grace", "by the Grace of it\nGrace", "(Grace)")
    ]
    reader = load_names_reader()
    together = reader.read(texts)
    assert together == [reader.read([text])[0] for text in texts]
    assert together[0][0].label is LABELS[0]
