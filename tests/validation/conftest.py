"""The sample corpus scored once, and coders made of its labels."""

import csv

import numpy as np
import pytest

from framing.corpus.sample import sample_corpus, sample_lexicon
from framing.engine import ScoreOptions, score
from framing.lexicon import load_lexicon
from framing.validation import SampleOptions, SheetOptions, draw_gold, parse_target, write_sheets


@pytest.fixture(scope="session")
def scored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("validation") / "scored"
    return score(sample_corpus(), folder, ScoreOptions(lexicons=load_lexicon(sample_lexicon())))


@pytest.fixture
def drawn(scored, tmp_path):
    """A function that draws a sample of a target and writes its sheets."""

    def make(target, coders=("anna",), *, per_outlet=60, overlap=0, **options):
        folder = tmp_path / f"gold-{len(list(tmp_path.iterdir()))}"
        gold = draw_gold(scored, parse_target(target), folder, SampleOptions(per_outlet=per_outlet, **options))
        write_sheets(gold, scored, SheetOptions(coders, overlap))
        return gold

    return make


def fill(gold, coder, answer):
    """Fill a coder's CSV sheet: `answer` gives the codes of a unit, in the order of the questions."""
    path = gold.folder / f"sheet-{coder}.csv"
    with path.open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    units = gold.units.set_index("unit")
    for row in rows:
        codes = answer(units.loc[row["unit"]])
        for question, code in zip(gold.target.questions, codes, strict=False):
            row[question.name] = "" if code is None else str(code)
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_found(unit):
    """The codes of a coder who sees what the tool found."""
    return int(unit["found"]), round(unit["base"])


@pytest.fixture
def filled():
    return fill


@pytest.fixture
def agreeing():
    return as_found


@pytest.fixture
def missing():
    """A function that makes a coder who leaves out a part of what the tool found."""

    def make(seed, part=0.2):
        rng = np.random.default_rng(seed)

        def answer(unit):
            found, base = as_found(unit)
            return max(0, found - int(rng.random() < part)), base

        return answer

    return make
