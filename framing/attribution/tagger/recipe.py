"""From hand-marked articles to weights: first pass, its jackknifed predictions, second pass on those."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.attribution.gold import Event
from framing.attribution.tagger.drafting import ruled_labels
from framing.attribution.tagger.labels import encode
from framing.attribution.tagger.tagger import FIRST_BIAS, first_keys, read, second_keys
from framing.attribution.tagger.training import Example, TrainingOptions, train
from framing.attribution.tagger.units import Ints, split_units
from framing.attribution.tagger.weights import Weights
from framing.errors import FramingError
from framing.types import Layout, Quotation, Sentence

_MONTH = re.compile(r"(?:19|20)\d\d-[01]\d")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A hand-marked article: its id, text, what the text room says of it, and its attributions."""

    id: str
    text: str
    layout: Layout
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How weights are made: options of both passes, parts of the jackknife, and the bias towards cues."""

    first: TrainingOptions = field(default_factory=lambda: TrainingOptions(seed=1))
    second: TrainingOptions = field(default_factory=lambda: TrainingOptions(seed=2))
    parts: int = 3
    bias: float = 3.0


def train_weights(
    lessons: Sequence[Lesson], recipe: Recipe | None = None, *, progress: Callable[[str], None] = lambda _step: None
) -> Weights:
    """Return the weights trained on hand-marked articles; the same input gives the same weights on one thread.

    The second pass learns from first-pass predictions for articles that the first pass was not trained on;
    articles of one month (by the date in their id) stay together, since they report the same events.

    Raises:
        FramingError: fewer groups of articles than parts.
    """
    recipe = recipe or Recipe()
    examples: list[Example] = []
    groups: list[str] = []
    ruled: list[Ints] = []
    for lesson in sorted(lessons, key=lambda item: item.id):
        units = split_units(lesson.text, lesson.layout, lesson.sentences, lesson.quotations)
        if units is not None:
            ruled.append(ruled_labels(units, lesson.text, lesson.layout, lesson.sentences, lesson.quotations))
            examples.append(Example(units, first_keys(units, ruled[-1]), encode(units, lesson.events)))
            month = _MONTH.search(lesson.id)
            groups.append(month.group() if month else lesson.id)
    part = parts_of(groups, recipe.parts)
    again: dict[int, Example] = {}
    for number in range(recipe.parts):
        progress(f"first pass without part {number + 1} of {recipe.parts}")
        model = train([e for e, p in zip(examples, part, strict=True) if p != number], recipe.first)
        for place in np.flatnonzero(part == number).tolist():
            e = examples[place]
            keys = second_keys(e.units, ruled[place], e.place_keys, read(e.units, e.place_keys, model, FIRST_BIAS))
            again[place] = Example(e.units, keys, e.labels)
    progress("second pass")
    second = train([again[place] for place in range(len(examples))], recipe.second)
    progress("first pass")
    return Weights(train(examples, recipe.first), second, recipe.bias)


def parts_of(groups: Sequence[str], parts: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the part of each article, whole groups dealt out in turn.

    Raises:
        FramingError: fewer groups than parts.
    """
    names = sorted(set(groups))
    if len(names) < parts:
        raise FramingError(
            f"the articles form {len(names)} groups (months in their ids, else one each), training needs {parts} "
            "or more; "
            "add articles"
        )
    number = {name: place % parts for place, name in enumerate(names)}
    return np.array([number[group] for group in groups], dtype=np.int64)
