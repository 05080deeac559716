"""Frames of articles: reading labels, learning, and saying how sure it is."""

import csv

import numpy as np
import pytest

from framing.classify.framegold import read_frames
from framing.classify.frames import evaluate_frames, telling_words, train_frames
from framing.classify.frameweights import load_frames, save_frames
from framing.errors import FramingError

MONEY = "The price of bread rose and the market fell; taxes on fuel cost firms money."
FIGHT = "The two parties clashed and accused each other; rivals attacked the plan in a bitter fight."
OTHER = "The river froze in January and children skated on it until evening."


def rows(count=120):
    for number in range(count):
        money, fight = number % 2, number % 3 == 0
        text = f"Report {number}. " + MONEY * money + FIGHT * fight + OTHER
        yield {
            "text": text,
            "outlet": f"Paper {number % 7}",
            "economy": money,
            "conflict": fight,
            "year": 2000 + number,
        }


@pytest.fixture
def labels(tmp_path):
    path = tmp_path / "labels.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["text", "outlet", "economy", "conflict", "year"])
        writer.writeheader()
        writer.writerows(rows())
    return path


def test_frames_are_the_columns_of_yes_and_no(labels):
    gold = read_frames(labels)
    assert gold.names == ("economy", "conflict")
    assert gold.labels[:4].tolist() == [[0, 1], [1, 0], [0, 0], [1, 1]]
    assert len(set(gold.groups)) == 7


def test_spellings_of_an_outlet_are_one(labels):
    text = labels.read_text(encoding="utf-8").replace("Paper 1", "paper1").replace("paper1", "PAPER 1", 3)
    labels.write_text(text, encoding="utf-8")
    assert len(set(read_frames(labels).groups)) == 7


def test_odd_rows_are_told_and_left_out(labels):
    with labels.open("a", encoding="utf-8") as file:
        file.write("A text.,Paper 1,maybe,0,2001\n,Paper 1,0,0,2001\n")
    gold = read_frames(labels)
    assert len(gold.texts) == 120
    assert gold.problems[0] == "row 121, column 'economy': 'maybe' is neither yes nor no; left out"
    assert "row 122" in gold.problems[1]


def test_columns_of_labels_that_cannot_be_learned_are_told(labels):
    lines = labels.read_text(encoding="utf-8").splitlines()
    changed = [f"{line},1,{number % 2 if number % 3 else ''}" for number, line in enumerate(lines[1:])]
    labels.write_text("\n".join([f"{lines[0]},moral,human", *changed]).replace("outlet,", "place,"), encoding="utf-8")
    gold = read_frames(labels)
    assert gold.names == ("economy", "conflict")
    always, partly, outlets = gold.problems
    assert always == "column 'moral' is always yes; left out"
    assert partly == "column 'human' is neither yes nor no in 40 of 120 rows; left out"
    assert "pass --outlet-column NAME" in outlets
    assert len(read_frames(labels, outlet_column="place").problems) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("text,", "body,", 1), "no column 'text'.*--text-column"),
        (
            lambda text: text.replace("True", "maybe").replace("False", "2").replace(",1,", ",3,"),
            "no column of yes and no",
        ),
        (lambda text: "\n".join(text.split("\n")[:60]), "59 labelled articles; 100 are needed"),
    ],
)
def test_errors_tell_the_remedy(labels, change, message):
    labels.write_text(change(labels.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(FramingError, match=message):
        read_frames(labels)


def test_frames_are_learned_and_told_apart(labels, facts):
    gold = read_frames(labels)
    quality, (value, low, high) = evaluate_frames(gold, facts)
    assert [q.verdict for q in quality] == ["better than always saying yes"] * 2
    assert low <= value <= high
    model = train_frames(gold, facts)
    assert model.frames_of([MONEY + OTHER, FIGHT + OTHER]) == [("economy",), ("conflict",)]
    assert {"price", "market"} & set(telling_words(gold, 0))


def test_labels_at_random_are_not_trusted(labels, rng):
    gold = read_frames(labels)
    shuffled = type(gold)(gold.texts, gold.groups, gold.names, rng.permutation(gold.labels))
    quality, _ = evaluate_frames(shuffled, None)
    assert all("not shown to be better" in q.verdict for q in quality)


def test_weights_are_kept(labels, facts, tmp_path):
    model = train_frames(read_frames(labels), facts)
    save_frames(model, tmp_path / "one.npz")
    again = load_frames(tmp_path / "one.npz")
    save_frames(again, tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    assert np.allclose(again.chances([MONEY, FIGHT]), model.chances([MONEY, FIGHT]), atol=0.01)
    (tmp_path / "one.npz").write_bytes(b"odd")
    with pytest.raises(FramingError, match="framing train frames"):
        load_frames(tmp_path / "one.npz")
