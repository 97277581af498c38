"""Training the words network on a few of its own sentences: what it writes can be read, with a card of its scores."""

from dataclasses import replace
from pathlib import Path

from nlp.personal_data.training.words import WordsPlan, train_words
from nlp.personal_data.training.writers import WRITERS, read_writers
from nlp.personal_data.words.reading import load_words_reader


def test_what_is_trained_can_be_read_and_says_how_well_it_does(tmp_path: Path) -> None:
    for kind, names in (("lives", ("first", "second")), ("identifiers", ("first", "second"))):
        (tmp_path / kind).mkdir()
        for name in names:
            lines = (WRITERS / kind / f"{name}.txt").read_text(encoding="utf-8").splitlines()
            (tmp_path / kind / f"{name}.txt").write_text("\n".join(lines[:25]) + "\n", encoding="utf-8")
    given = read_writers("", tmp_path)
    plan = replace(WordsPlan(), rounds=1)
    scores = train_words(given, tmp_path / "model", plan, lambda _: None)
    assert sum(scores["sentences"].values()) == sum(len(texts) for texts in given.values())
    (seen,) = (text.seen for text in given["lives/first"][:1])
    (likely,) = load_words_reader(tmp_path / "model").read([seen])
    assert likely.lives.shape[0] == likely.identifiers.shape[0] == len(seen.sight.words.low)
    assert "| all but names |" in (tmp_path / "model" / "MODEL_CARD.md").read_text(encoding="utf-8")
