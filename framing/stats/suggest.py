"""Terms that a category of a lexicon may lack, for a person to judge; nothing is added by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from framing.errors import FramingError
from framing.lexicon import Lexicon, Matcher
from framing.lexicon.values import choices
from framing.stats.candidates import Candidates, find_candidates
from framing.stats.ratios import Floats
from framing.stats.running import SEED, Numbers, Running, run_together
from framing.stats.similarity import similarity_to
from framing.text.folding import fold
from framing.text.tokens import tokenise
from framing.types import Article

_WHITE = re.compile(r"\s+")
_PASSAGES = 3
_WIDTH = 60  # code points on each side of a passage's term
_PRIOR = 1_000.0  # words
_MOST_KEY = 3.0  # of the z that moves the rank


@dataclass(frozen=True, slots=True)
class Passage:
    """One occurrence in its place, white space as single spaces."""

    article_id: str
    outlet: str
    left: str
    term: str
    right: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate term.

    `similarity` is the cosine of its vector with that of the category's hits; `keyness` the z of its log-odds in
    sentences with such a hit against all others; `score` ranks: similarity × (1 + keyness / 10), keyness held within
    ±3. `outlets` gives its occurrences by outlet, most first.
    """

    term: str
    score: float
    similarity: float
    keyness: float
    count: int
    articles: int
    outlets: dict[str, int]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SuggestOptions:
    """How many suggestions, how often a term must stand in the corpus, and whether names are candidates.

    `names` None: where at least half of the category's hits are written with a capital.
    """

    limit: int = 25
    fewest: int = 5
    names: bool | None = None


def suggest(
    articles: Iterable[Article], lexicon: Lexicon, category: str, options: SuggestOptions | None = None
) -> tuple[list[Suggestion], int]:
    """Candidate terms for a category (or a referent) of a lexicon, best first, and how many hits they are judged by.

    A term that some pattern of the lexicon matches, whatever its context rules, is no candidate. The articles are
    read twice, the second time for the passages. Raises FramingError for an unknown category, or for one with fewer
    than `fewest` hits in the corpus.

    Keyness: Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. Political Analysis 16(4), 372-403.
    """
    options = options or SuggestOptions()
    seeds = frozenset(e.id for e in lexicon.entries if not e.block and category in (e.category, e.referent))
    if not seeds or not category:
        known = choices([*lexicon.categories, *lexicon.referents])
        raise FramingError(f"{lexicon.name} has no category or referent {category!r} with entries; there are: {known}")
    run = run_together(articles, lexicon, seeds)
    hits = run.ids == SEED
    if hits.sum() < max(1, options.fewest):
        raise FramingError(
            f"{category} of {lexicon.name} has {hits.sum():,} hits in {len(run.names):,} articles: too few to learn "
            "from; take a larger corpus or another category"
        )
    names = bool(2 * run.capital[hits].sum() >= hits.sum()) if options.names is None else options.names
    candidates = find_candidates(run, fewest=options.fewest, names=names)
    # the last digits of a decomposition differ from run to run; rounded, nothing does
    alike = np.round(similarity_to(SEED, run, candidates, fewest=options.fewest), 6)
    key = _keyness(run, candidates)
    score = alike * (1 + np.clip(key, -_MOST_KEY, _MOST_KEY) / 10)
    listed = _Listed(lexicon)
    ranked = sorted(np.flatnonzero(candidates.fit).tolist(), key=lambda term: (-score[term], candidates.terms[term]))
    chosen: list[int] = []
    for term in ranked:
        if len(chosen) == options.limit:
            break
        if score[term] > 0 and not listed.matches(candidates.terms[term]):
            chosen.append(term)
    places = _places(run, candidates, chosen)
    passages = _passages(articles, run, places)
    return [_suggestion(term, (score, alike, key), run, candidates, passages[term]) for term in chosen], int(hits.sum())


class _Listed:
    """Whether some pattern of the lexicon matches within a term, whatever its context rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        bare = tuple(replace(entry, context=(), block=False, exact=False) for entry in lexicon.entries)
        self._matcher = Matcher([replace(lexicon, entries=bare)])

    def matches(self, term: str) -> bool:
        return bool(self._matcher.find(term, tokenise(fold(term)), []))


def _keyness(run: Running, candidates: Candidates) -> Floats:
    """z of the log-odds of each term in sentences with a hit, against all others, with a prior of 1,000 words."""
    ids, tokens = candidates.occurrences(run)
    with_hit = np.isin(run.sentences, run.sentences[run.ids == SEED])
    size = len(candidates.terms)
    near = np.bincount(ids[with_hit[tokens]], minlength=size).astype(float)
    whole = np.bincount(ids, minlength=size).astype(float)
    prior = _PRIOR * np.maximum(whole, 0.5) / len(run.ids)
    inside, outside = near + prior, whole - near + prior
    all_inside, all_outside = with_hit.sum() + _PRIOR, (~with_hit).sum() + _PRIOR
    odds = np.log(inside / np.maximum(all_inside - inside, 1)) - np.log(outside / np.maximum(all_outside - outside, 1))
    z: Floats = odds / np.sqrt(1 / inside + 1 / outside)
    return z


def _places(run: Running, candidates: Candidates, chosen: list[int]) -> dict[int, list[tuple[int, int, int]]]:
    """By term up to three places (article, start, end): of different outlets first, then of different articles."""
    ids, tokens = candidates.occurrences(run)
    found: dict[int, list[tuple[int, int, int]]] = {}
    for term in chosen:
        at = np.sort(tokens[ids == term])
        last = at + (term >= len(run.words))
        spans = list(zip(run.articles[at].tolist(), run.starts[at].tolist(), run.ends[last].tolist(), strict=True))
        outlets: set[str] = set()
        seen: set[int] = set()
        ranked: list[tuple[bool, bool, int, int, int]] = []
        for article, start, end in spans:
            ranked.append((run.outlets[article] in outlets, article in seen, article, start, end))
            outlets.add(run.outlets[article])
            seen.add(article)
        found[term] = [place[2:] for place in sorted(ranked)[:_PASSAGES]]
    return found


def _passages(
    articles: Iterable[Article], run: Running, places: dict[int, list[tuple[int, int, int]]]
) -> dict[int, tuple[Passage, ...]]:
    """The passages at the places, by term."""
    wanted: dict[str, list[tuple[int, int, int, int]]] = {}
    for term, spans in places.items():
        for rank, (at, start, end) in enumerate(spans):
            wanted.setdefault(run.names[at], []).append((term, rank, start, end))
    found: dict[int, dict[int, Passage]] = {term: {} for term in places}
    for article in articles if wanted else ():
        for term, rank, start, end in wanted.get(article.id, ()):
            text = article.text
            parts = text[max(0, start - _WIDTH) : start], text[start:end], text[end : end + _WIDTH]
            left, middle, right = (_WHITE.sub(" ", part) for part in parts)
            found[term][rank] = Passage(article.id, article.outlet, left.lstrip(), middle, right.rstrip())
    return {term: tuple(by_rank[rank] for rank in sorted(by_rank)) for term, by_rank in found.items()}


def _suggestion(
    term: int,
    figures: tuple[Floats, Floats, Floats],
    run: Running,
    candidates: Candidates,
    passages: tuple[Passage, ...],
) -> Suggestion:
    ids, tokens = candidates.occurrences(run)
    articles: Numbers = run.articles[tokens[ids == term]]
    outlets: dict[str, int] = {}
    for article in articles.tolist():
        outlets[run.outlets[article]] = outlets.get(run.outlets[article], 0) + 1
    ordered = dict(sorted(outlets.items(), key=lambda pair: (-pair[1], pair[0])))
    score, alike, key = (float(each[term]) for each in figures)
    return Suggestion(
        candidates.terms[term], score, alike, key, len(articles), len(np.unique(articles)), ordered, passages
    )
