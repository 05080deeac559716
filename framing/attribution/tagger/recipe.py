"""From hand-marked articles to a tagger."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from framing.attribution.gold import Event
from framing.attribution.tagger.altering import alter
from framing.attribution.tagger.chain import posterior
from framing.attribution.tagger.drafting import ruled_labels
from framing.attribution.tagger.labels import encode
from framing.attribution.tagger.layers import gather
from framing.attribution.tagger.learning import Example, Target, TrainingOptions, collate, exact, mixed, train
from framing.attribution.tagger.net import Net, scores
from framing.attribution.tagger.places import place_rows
from framing.attribution.tagger.tagger import Tagger
from framing.attribution.tagger.units import Ints, Units, split_units
from framing.attribution.tagger.vocabulary import Vocabulary, frequent
from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article

_MONTH = re.compile(r"(?:19|20)\d\d-[01]\d")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A hand-marked article: its id, text and attributions."""

    id: str
    text: str
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger is made: options of training, parts of the jackknife, the bias towards cues.

    `gold` is the weight of the hand marks beside what networks expect that have not seen the article.
    """

    training: TrainingOptions = field(default_factory=TrainingOptions)
    parts: int = 3
    gold: float = 0.6
    least_word: int = 3
    bias: float = 1.0


@dataclass(frozen=True, slots=True)
class _Text:
    """A lesson read: its units, the labels of the rules, and those it should have."""

    units: Units
    ruled: Ints
    labels: Ints


def train_tagger(
    lessons: Sequence[Lesson], recipe: Recipe | None = None, *, progress: Callable[[str], None] = lambda _step: None
) -> Tagger:
    """Return a tagger trained on hand-marked articles; the same input gives the same weights on one thread.

    Every article is first labelled by a network trained without its part (whole months together, by the date in
    the id, since they report the same events). The last network learns from the hand marks and those labels at
    once: coders differ on many edges, and what a network expects of an unseen article says where.

    Raises:
        FramingError: fewer groups of articles than parts.
    """
