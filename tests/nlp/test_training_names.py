"""Training the names model on a handful of invented texts: the same twice, and better than nothing."""

import json
from pathlib import Path

import pytest

from nlp.personal_data import DataLabel, load_scanner
from nlp.personal_data.names.evidence import Evidence
from nlp.personal_data.names.network import Signs
from nlp.personal_data.names.reading import OurReader
from nlp.personal_data.training.corpora import Labelled, for_training, is_held_out, read_labelled
from nlp.personal_data.training.scoring import by_characters, exact
from nlp.personal_data.word_network import TrainedNetwork
from nlp.plain_text import Written
from nlp.word_vectors import load_vectors

FAKER = "names for practice texts: pip install -r requirements-measure.lock"
PEOPLE = ("Anna Bell", "Omar Said", "Piotr Nowak", "Grace Mensah", "Ravi Patel", "Mei Wong")
SENTENCES = (
    "{} rang about the bins.",
    "We wrote to {} in May.",
    "The report by {} is late.",
    "Nobody saw {} leave.",
)


def line(identifier: str, sentence: str, name: str) -> str:
    start = sentence.index("{}")
    spans = [[start, start + len(name), "PERSON"]]
    return json.dumps({"id": identifier, "text": sentence.format(name), "spans": spans}) + "\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for corpus in ("court-train", "tweets-train", "emerging-train", "web-dev"):
        lines = [
            line(f"{corpus}-{number}", sentence, name)
            for number, (sentence, name) in enumerate((s, p) for s in SENTENCES for p in PEOPLE)
        ]
        (tmp_path / f"{corpus}.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def labelled(label: str = "PERSON") -> list[Labelled]:
    return [
        Labelled(str(number), sentence.format(name), ((at := sentence.index("{}"), at + len(name), label),))
        for number, (sentence, name) in enumerate((s, p) for s in SENTENCES for p in PEOPLE)
    ]


EVIDENCE = {"anna": int(Evidence.FIRST_NAME), "bins": int(Evidence.PLAIN_WORD)}


def test_the_same_seed_gives_the_same_network() -> None:
    pytest.importorskip("faker", reason=FAKER)
    from nlp.personal_data.training.names import Plan, trained

    one, other = (
        trained(EVIDENCE, lambda _: labelled(), [], lambda _: 1.0, Plan(rounds=2), lambda _: None)
        for _ in range(2)
    )
    assert one.to_bytes() == other.to_bytes()


def test_where_people_alone_are_marked_bodies_are_not_unlearnt() -> None:
    """Sentences that name a body and mark no people leave open that it is one."""
    pytest.importorskip("faker", reason=FAKER)
    from nlp.personal_data.training.names import Plan, trained

    bodies = labelled("ORGANISATION")
    unmarked = [Labelled(text.identifier, text.text, ()) for text in bodies]
    plan = Plan(rounds=12, marked=len(bodies), words_a_batch=50)
    loss: list[str] = []
    network = trained(EVIDENCE, lambda _: bodies, unmarked, lambda _: float(len(loss)), plan, loss.append)
    reader = OurReader(TrainedNetwork(network), Signs(EVIDENCE, load_vectors()))
    read = [named.label for found in reader.read([Written(text.text) for text in bodies]) for named in found]
    assert read.count(DataLabel.ORGANISATION) > len(bodies) / 2
    assert DataLabel.PERSON not in read


def test_the_same_seed_gives_the_same_scores_and_a_model_that_the_scanner_can_use(
    data: Path, tmp_path: Path
) -> None:
    pytest.importorskip("faker", reason=FAKER)
    from nlp.personal_data.training.names import Plan, train_personal_data

    words = tmp_path / "words.txt"
    words.write_text("bins\nletter\nroad\nCaf\n")
    plan = Plan(rounds=2, with_names=20, without_names=20, marked=20)
    for run in ("one", "two"):
        train_personal_data(data, words, tmp_path / run, plan, lambda _: None)
    scores = [json.loads((tmp_path / run / "scores.json").read_text()) for run in ("one", "two")]
    assert scores[0] == scores[1]
    assert scores[0]["web"]["people"]["f2"] > 0.4
    weights = [(tmp_path / run / "network").read_bytes() for run in ("one", "two")]
    assert weights[0] == weights[1]
    card = (tmp_path / "one" / "MODEL_CARD.md").read_text()
    assert "CC BY-SA 4.0" in card
    assert "web sentences" in card
    found = load_scanner(names_model=str(tmp_path / "one")).scan("Dear Mr Tully").spans
    assert [span.label for span in found] == [DataLabel.PERSON]


def test_what_is_held_out_is_a_part_and_always_the_same() -> None:
    held = [number for number in range(500) if is_held_out(f"TAB-{number}")]
    assert 50 < len(held) < 150
    assert held == [number for number in range(500) if is_held_out(f"TAB-{number}")]


def test_accounts_are_not_learnt_and_titles_are_taken_in() -> None:
    text = "@ janedoe met Mrs Bell\n\nand her son Max"
    given = Labelled("1", text, ((2, 9, "PERSON"), (18, 22, "PERSON"), (36, 39, "PERSON"), (10, 13, "MISC")))
    learnt = list(for_training([given]))
    assert [[one.text[a:b] for a, b, _ in one.spans] for one in learnt] == [["Mrs Bell"], ["Max"]]


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "texts.jsonl").write_text('{"id": "1", "text": "x", "spans": 3}\n')
    with pytest.raises(ValueError, match="Text 1 has no list of spans"):
        read_labelled(tmp_path / "texts.jsonl")


def test_scores_count_whole_spans_or_characters() -> None:
    marked, found = [[(0, 4), (6, 9)]], [[(0, 4), (6, 8), (10, 12)]]
    assert exact(marked, found).precision == pytest.approx(1 / 3)
    assert exact(marked, found).recall == pytest.approx(1 / 2)
    assert by_characters(marked, found).precision == pytest.approx(6 / 8)
    assert by_characters(marked, found).recall == pytest.approx(6 / 7)
    assert exact(marked, found).f2 == pytest.approx(5 / 11)
    assert exact([[]], [[]]).f1 == 0.0
