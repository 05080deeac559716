"""From hand-marked articles to a tagger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from framing.attribution.drafts import Draft
from framing.attribution.gold import Event
from framing.attribution.scoring import right
from framing.attribution.tagger.altering import alter
from framing.attribution.tagger.calibration import calibrate
from framing.attribution.tagger.chain import posterior
from framing.attribution.tagger.drafting import drafts_of, ruled_labels
from framing.attribution.tagger.labels import encode
from framing.attribution.tagger.layers import gather
from framing.attribution.tagger.learning import Example, Target, TrainingOptions, exact, inputs_of, mixed, train
from framing.attribution.tagger.net import Net, scores
from framing.attribution.tagger.places import place_rows
from framing.attribution.tagger.tagger import Tagger
from framing.attribution.tagger.units import Ints, Units, split_units
from framing.attribution.tagger.vocabulary import Vocabulary, frequent
from framing.errors import FramingError
from framing.text.parsing import parse_text
from framing.types import Article

_MONTH = re.compile(r"(?:19|20)\d\d-[01]\d")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A hand-marked article and its attributions."""

    article: Article
    events: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger is made: options of training, networks a part and parts of the jackknife, the bias towards cues.

    `gold` is the weight of the hand marks beside what networks expect that have not seen the article.
    """

    training: TrainingOptions = field(default_factory=TrainingOptions)
    parts: int = 3
    teachers: int = 2
    gold: float = 0.5
    least_word: int = 3
    bias: float = 1.75


@dataclass(frozen=True, slots=True)
class _Version:
    """A text read: its units, the labels of the rules, and those it should have."""

    units: Units
    ruled: Ints
    labels: Ints


@dataclass(frozen=True, slots=True)
class _Text:
    """A lesson read: as it stands, and as a careless archive would keep it."""

    lesson: Lesson
    version: _Version
    altered: _Version | None


def train_tagger(
    lessons: Iterable[Lesson],
    recipe: Recipe | None = None,
    *,
    progress: Callable[[str], None] = lambda _step: None,
    unseen: Callable[[str, list[Event]], None] = lambda _id, _events: None,
) -> Tagger:
    """Return a tagger trained on hand-marked articles; the same input gives the same weights on one thread.

    Every article is first labelled by networks trained without its part (whole months together, by the date in
    the id, since they report the same events). The last network learns from the hand marks and those labels at
    once: coders differ on many edges, and what networks expect of an unseen article says where. Each article
    also comes as a careless archive would keep it. `unseen` is handed the id of each article and what the
    first network found there that had not seen it.

    Raises:
        FramingError: fewer groups of articles than parts.
    """
    recipe, rng = recipe or Recipe(), np.random.default_rng(0)
    known = [text for lesson in sorted(lessons, key=lambda item: item.article.id) for text in _read(lesson, rng)]
    part = parts_of([text.lesson.article.id for text in known], recipe.parts)
    expected: dict[int, Target] = {}
    chances: list[float] = []
    rights: list[bool] = []
    for teacher, number in product(range(recipe.teachers), range(recipe.parts)):
        progress(f"network {teacher + 1} of {recipe.teachers} without part {number + 1} of {recipe.parts}")
        options = replace(recipe.training, seed=recipe.training.seed + teacher)
        some = [text for text, p in zip(known, part, strict=True) if p != number]
        net, vocabulary = _learn(some, replace(recipe, training=options))
        tagger = Tagger(net, vocabulary, recipe.bias)
        for place in np.flatnonzero(part == number).tolist():
            text = known[place]
            found = _expected(text, net, vocabulary)
            if teacher:
                expected[place] = mixed(found, expected[place], 1 / (teacher + 1))
                continue
            expected[place] = found
            drafts = _drafts(text, tagger)
            events = [Event(tuple(d.source), tuple(d.cue), tuple(d.content)) for d in drafts]
            unseen(text.lesson.article.id, events)
            chances += [draft.confidence for draft in drafts]
            rights += right(text.lesson.article.text, text.lesson.events, events)
    progress("last network")
    net, vocabulary = _learn(known, recipe, [expected[place] for place in range(len(known))])
    return Tagger(net, vocabulary, recipe.bias, calibrate(chances, rights))


def _read(lesson: Lesson, rng: np.random.Generator) -> Iterator[_Text]:
    """Yield an article as units with the labels of the rules and of the hand marks, if it has any."""
    article = lesson.article
    altered, events = alter(article.text, lesson.events, rng)
    as_it_stands = _version(article, lesson.events)
    if as_it_stands is not None:
        other = _version(Article(id=article.id, body=altered), events)
        yield _Text(lesson, as_it_stands, other)


def _version(article: Article, events: Sequence[Event]) -> _Version | None:
    parsed = parse_text(article)
    units = split_units(parsed)
    return None if units is None else _Version(units, ruled_labels(units, parsed), encode(units, events))


def _learn(texts: Sequence[_Text], recipe: Recipe, expected: Sequence[Target] = ()) -> tuple[Net, Vocabulary]:
    """Return a network trained on texts, and the words it knows; `expected` has what to learn beside the labels."""
    vocabulary = frequent((text.version.units.words for text in texts), recipe.least_word)
    examples = []
    for number, text in enumerate(texts):
        example = _example(text.version, vocabulary)
        if expected:
            example = replace(example, target=mixed(example.target, expected[number], recipe.gold))
        examples.append([example, *([_example(text.altered, vocabulary)] if text.altered else [])])
    return train(examples, len(vocabulary), recipe.training), vocabulary


def _example(version: _Version, vocabulary: Vocabulary) -> Example:
    units = version.units
    number: dict[str, int] = {}
    types = np.array([number.setdefault(word, len(number)) for word in units.words], dtype=np.int64)
    target = exact(version.labels, units.paragraph)
    return Example(vocabulary.rows(list(number)), types, place_rows(units, version.ruled), units.paragraph, target)


def _expected(text: _Text, net: Net, vocabulary: Vocabulary) -> Target:
    """Return what a network expects of a text."""
    example = _example(text.version, vocabulary)
    inputs = inputs_of(example)
    found, _ = scores(net, gather(net.weights["words"], example.words)[0], inputs)
    chances = posterior(found, net.chain, inputs.packing)
    return Target(chances.labels, chances.steps, chances.starts, chances.ends)


def _drafts(text: _Text, tagger: Tagger) -> list[Draft]:
    """Return what a tagger finds in a text."""
    units, ruled = text.version.units, text.version.ruled
    (labelled,) = tagger.read([(units, ruled)])
    return drafts_of(units, ruled, labelled, tagger.calibration)


def parts_of(ids: Sequence[str], parts: int) -> Ints:
    """Return the part of each article, those of one month (by the date in the id) together, dealt out in turn.

    Raises:
        FramingError: fewer months than parts.
    """
    groups = [month.group() if (month := _MONTH.search(name)) else name for name in ids]
    names = sorted(set(groups))
    if len(names) < parts:
        raise FramingError(
            f"the articles form {len(names)} groups (months in their ids, else one each), training needs {parts} "
            "or more; add articles"
        )
    number = {name: place % parts for place, name in enumerate(names)}
    return np.array([number[group] for group in groups], dtype=np.int64)
