"""Weights on disk, and training that gives the same bytes each time."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest

from framing.attribution import Attributor
from framing.attribution.tagger.drafting import ruled_labels
from framing.attribution.tagger.learning import TrainingOptions
from framing.attribution.tagger.linking import link
from framing.attribution.tagger.recipe import Recipe, parts_of, train_tagger
from framing.attribution.tagger.tagger import Tagger
from framing.attribution.tagger.weights import load, save
from framing.errors import FramingError

from .conftest import read

SMALL = TrainingOptions(width=16, epochs=30, batch=4, rate=0.01, warm=5, values=0.1, least_step=1)
RECIPE = Recipe(SMALL, parts=3, gold=0.8, least_word=1, bias=0.0)


@pytest.fixture(scope="module")
def tagger(lessons):
    return train_tagger(lessons, RECIPE)


@pytest.fixture(scope="module")
def file(tagger, tmp_path_factory):
    path = tmp_path_factory.mktemp("weights") / "small.npz"
    save(tagger, path)
    return path


def readings(tagger, lessons, units_of):
    """The reading of each lesson, with its units."""
    units = [units_of(lesson.article.text) for lesson in lessons]
    ruled = [ruled_labels(u, read(lesson.article.text)) for u, lesson in zip(units, lessons, strict=True)]
    return list(zip(units, tagger.read(list(zip(units, ruled, strict=True))), strict=True))


def test_training_learns_the_pattern(lessons, tagger, units_of):
    for lesson, (units, reading) in zip(lessons, readings(tagger, lessons, units_of), strict=True):
        (found,) = link(reading.labels, units.paragraph)
        assert units.starts[found.cue[0]] == lesson.events[0].cue[0][0]
        assert [units.starts[first] for first, _ in found.content] == [lesson.events[0].content[0][0]]
        np.testing.assert_allclose(reading.chances.sum(axis=1), 1, atol=1e-3)


def test_training_is_the_same_to_the_byte(lessons, tagger):
    again = train_tagger(reversed(lessons), RECIPE)
    first, second = io.BytesIO(), io.BytesIO()
    save(tagger, first)
    save(again, second)
    assert first.getvalue() == second.getvalue()


def test_round_trip_keeps_every_decision(lessons, tagger, file, units_of):
    before, after = (readings(which, lessons, units_of) for which in (tagger, load(file)))
    for (_, one), (_, other) in zip(before, after, strict=True):
        assert (one.labels == other.labels).all()
        np.testing.assert_allclose(one.chances, other.chances, atol=0.05)


def test_a_batch_reads_as_its_articles_do(lessons, tagger, units_of):
    together = readings(tagger, lessons, units_of)
    for lesson, (_, reading) in zip(lessons, together, strict=True):
        ((_, alone),) = readings(tagger, [lesson], units_of)
        assert (alone.labels == reading.labels).all()
        np.testing.assert_allclose(alone.chances, reading.chances, atol=1e-5)


def test_attributor_reads_a_file_of_weights(lessons, file):
    lesson = lessons[0]
    found = Attributor(weights=file).find_all([read(lesson.article.text)])[0]
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


def test_weights_that_are_no_numbers_are_not_saved(tagger, tmp_path):
    net = replace(tagger.net, weights=tagger.net.weights | {"out": np.full_like(tagger.net.weights["out"], np.nan)})
    with pytest.raises(FramingError, match="the training failed"):
        save(Tagger(net, tagger.vocabulary, 0.0), tmp_path / "w.npz")
    assert not (tmp_path / "w.npz").exists()


def test_file_of_another_model_is_refused(tmp_path):
    path = tmp_path / "other.npz"
    np.savez(path, format=np.array([99]), bias=0, keys=np.zeros(0, dtype=np.uint64))
    with pytest.raises(FramingError, match="its format is"):
        load(path)


def test_articles_of_a_month_stay_together():
    parts = parts_of(["a_2015-01-03", "a_2015-02-01", "b_2015-01-09", "a_2015-03-31"], 2)
    assert parts.tolist() == [0, 1, 0, 0]


def test_too_few_groups():
    with pytest.raises(FramingError, match="training needs 5 or more"):
        parts_of(["a", "b"], 5)
