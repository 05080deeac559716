"""Weights on disk, and training that gives the same bytes each time."""

from __future__ import annotations

import io

import numpy as np
import pytest

from framing.attribution import Attributor
from framing.attribution.tagger.drafting import ruled_labels
from framing.attribution.tagger.linking import link
from framing.attribution.tagger.recipe import Recipe, parts_of, train_weights
from framing.attribution.tagger.tagger import label
from framing.attribution.tagger.training import TrainingOptions
from framing.attribution.tagger.weights import load, save
from framing.errors import FramingError

from .conftest import read

SMALL = TrainingOptions(epochs=12, least_word=1, least_place=1, least_step=1, batch=60, drop=0.1)
RECIPE = Recipe(first=SMALL, second=SMALL, parts=3, bias=0.0)


@pytest.fixture(scope="module")
def weights(lessons):
    return train_weights(lessons, RECIPE)


@pytest.fixture(scope="module")
def file(weights, tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "small.npz"
    save(weights, path)
    return path


def test_training_learns_the_pattern(lessons, weights, units_of):
    for lesson in lessons:
        units = units_of(lesson.text)
        labels, chances = label(units, ruled_labels(units, *read(lesson.text)), weights)
        (found,) = link(labels, units.paragraph)
        assert units.starts[found.cue[0]] == lesson.events[0].cue[0][0]
        assert [units.starts[first] for first, _ in found.content] == [lesson.events[0].content[0][0]]
        np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-3)


def test_training_is_the_same_to_the_byte(lessons, weights):
    again = train_weights(reversed(lessons), RECIPE)
    first, second = io.BytesIO(), io.BytesIO()
    save(weights, first)
    save(again, second)
    assert first.getvalue() == second.getvalue()


def test_round_trip_keeps_every_decision(lessons, weights, file, units_of):
    loaded = load(file)
    for lesson in lessons:
        units = units_of(lesson.text)
        ruled = ruled_labels(units, *read(lesson.text))
        before, after = label(units, ruled, weights), label(units, ruled, loaded)
        assert (before[0] == after[0]).all()
        np.testing.assert_allclose(before[1], after[1], atol=0.05)


def test_attributor_reads_a_file_of_weights(lessons, file):
    lesson = lessons[0]
    found = Attributor(weights=file).find(lesson.text, lesson.layout, lesson.sentences, lesson.quotations)
    assert [(a.source, a.cue, a.content) for a in found] == [(e.source, e.cue, e.content) for e in lesson.events]
    assert 0 < found[0].confidence <= 1


def test_file_needs_no_pickle(file):
    with np.load(file, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "iuf" for name in arrays.files)


@pytest.mark.parametrize("content", [b"", b"no weights", b"PK\x03\x04broken"])
def test_damaged_file_names_the_remedy(content, tmp_path):
    path = tmp_path / "bad.npz"
    path.write_bytes(content)
    with pytest.raises(FramingError, match="framing train attribution"):
        load(path)


def test_file_of_another_model_is_refused(tmp_path):
    path = tmp_path / "other.npz"
    np.savez(path, format=np.array([99]))
    with pytest.raises(FramingError, match="its format is"):
        load(path)


def test_articles_of_a_month_stay_together():
    parts = parts_of(["2015-01", "2015-02", "2015-01", "2015-03"], 2)
    assert parts.tolist() == [0, 1, 0, 0]


def test_too_few_groups():
    with pytest.raises(FramingError, match="training needs 5 or more"):
        parts_of(["a", "b"], 5)
