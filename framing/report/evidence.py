"""The passages behind each figure: a seeded sample, in the words and place of the article."""

from __future__ import annotations

import hashlib
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from framing.report.agency import agency_cases
from framing.report.untrusted import shown
from framing.stats.blocks import in_voice
from framing.stats.coded import places
from framing.stats.diversity import named
from framing.stats.labels import FAVOURABLE, mentions, of_two_lexicons
from framing.stats.rates import counted_hits
from framing.stats.reading import Pieces, opened
from framing.stats.samples import NO_GROUP, Sample
from framing.stats.sourcing import Figure, Said, figures
from framing.types import Stance

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

_BEFORE, _AFTER = 160, 160  # code points shown around a hit
_LONGEST = 420  # code points shown of what is marked
_LONGEST_TITLE, _LONGEST_URL = 160, 1_000
_MARKUP = 260  # bytes of markup around a passage


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: text before, the marked words, text after, and where it stands; `id` is that of its element."""

    id: str
    outlet: str
    published: str
    period: str
    title: str
    url: str
    article_id: str
    voice: str
    zone: str
    before: str
    marked: str
    after: str
    note: str = ""

    @property
    def size(self) -> int:
        """About how many bytes it takes on the page."""
        return _MARKUP + sum(len(getattr(self, name).encode()) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one figure: the counted cases and, for a share, the others; how many, and those drawn."""

    key: str
    measure: str
    item: str
    voice: str
    outlet: str
    total: int
    passages: tuple[Passage, ...]
    others: int
    other_passages: tuple[Passage, ...]

    def first(self, most: int) -> Evidence:
        """The evidence with at most so many passages of each kind."""
        return replace(self, passages=self.passages[:most], other_passages=self.other_passages[:most])


def key_of(measure: str, item: str, voice: str, outlet: str) -> str:
    """A short id for the evidence of a figure, safe in HTML and stable between runs."""
    return "e" + hashlib.sha256("\x1f".join((measure, item, voice, outlet)).encode()).hexdigest()[:12]


def pool(evidence: Iterable[Evidence]) -> list[Passage]:
    """Every passage once, by outlet and date."""
    found = {each.id: each for item in evidence for each in (*item.passages, *item.other_passages)}
    return sorted(found.values(), key=lambda each: (each.outlet, each.published, each.article_id, each.id))


def within(evidence: Sequence[Evidence], most: int, budget: int) -> tuple[list[Evidence], int]:
    """The evidence with as many passages a figure, up to `most`, as take `budget` bytes together; and how many."""
    for count in range(most, 1, -1):
        fewer = [each.first(count) for each in evidence]
        if sum(passage.size for passage in pool(fewer)) <= budget:
            return fewer, count
    return [each.first(1) for each in evidence], 1


Key = tuple[str, str, str]  # measure, item and voice of a figure over all periods


def draw_evidence(
    scored: ScoredCorpus, sample: Sample, keys: Iterable[Key], *, seed: int, most: int
) -> dict[Key, dict[str, Evidence]]:
    """The evidence of figures by outlet: hits, attributions for sourcing, events for agency.

    Every hit, attribution and event has a random place in one order, set by the seed; behind a figure the first
    `most` of its cases are drawn. That is a simple random sample of them, and figures that share cases share
    passages. The tables are read a part at a time.
    """
    lean = opened(scored)
    asked = {figure.item: figure for figure in figures(Pieces(lean, "attributions", sample))}
    cases = {key: _rule(key, asked) for key in keys}
    piles: dict[Key, dict[tuple[str, bool], _Pile]] = {key: {} for key in cases}
    twice = of_two_lexicons(lean.hits)
    tables = (scored.parts(name) for name in ("hits", "attributions", "events"))
    for hits, said, events in zip(*tables, strict=True):
        placed = (_placed(frame, sample, seed) for frame in (hits, said, events))
        part = _Part(*placed, twice=twice, lexicons=scored.lexicons)
        for key, rule in cases.items():
            _take(piles[key], rule(part), most)
    wanted = {case for by_cell in piles.values() for pile in by_cell.values() for case in pile.first}
    passages = _passages(scored, sample, wanted)
    return {key: _by_outlet(key, by_cell, passages) for key, by_cell in piles.items()}


@dataclass(frozen=True, slots=True, order=True)
class _Case:
    """One hit, attribution or event; `order` is its random place among all."""

    order: int
    article_id: str
    start: int
    end: int
    note: str
    voice: str
    zone: str


@dataclass(slots=True)
class _Pile:
    """How many cases of one kind an outlet has, and the first of them."""

    total: int = 0
    first: list[_Case] = field(default_factory=list)

    def has_room(self, order: int, most: int) -> bool:
        """Whether a case with this place is among the first."""
        return len(self.first) < most or order < self.first[-1].order


class _Part:
    """The rows of a part of the corpus, in the order of the draw, as figures count them."""

    def __init__(
        self,
        hits: pd.DataFrame,
        attributions: pd.DataFrame,
        events: pd.DataFrame,
        *,
        twice: Collection[str],
        lexicons: Sequence[Any],
    ) -> None:
        self.said, self.events = Said(attributions), events
        self.rated, self.named = counted_hits(hits, lexicons), mentions(hits, twice)


_Rule = Callable[[_Part], "pd.DataFrame"]  # what a figure rests on; `counted` marks what its numerator counts


def _rule(key: Key, asked: Mapping[str, Figure]) -> _Rule:
    measure, item, voice = key
    if measure == "rate":
        return lambda part: in_voice(part.rated[part.rated["item"] == item], voice).assign(counted=True)
    if measure == "agency":
        return lambda part: agency_cases(part.events, item, voice)
    if measure == "sourcing":
        figure = asked.get(item)
        return lambda part: figure.cases(part.said) if figure else named(part.said.found).assign(counted=True)
    sign = 1 if item.endswith(FAVOURABLE) else -1
    plain = item.removesuffix(FAVOURABLE)

    def labels(part: _Part) -> pd.DataFrame:
        found = in_voice(part.named[part.named["sure"] & (part.named["item"] == plain)], voice)
        return found.assign(counted=found["loading"] * sign > 0)

    return labels


def _placed(frame: pd.DataFrame, sample: Sample, seed: int) -> pd.DataFrame:
    """The rows of the sample's articles in the order of the draw, with `order` and `outlet`."""
    import pandas as pd

    row = places(sample.ids, frame["article_id"])
    kept = frame[row >= 0]
    place = kept["index" if "index" in kept else "start"]
    names = kept["article_id"] + "\x1f" + place.astype(str)
    key = hashlib.sha256(str(seed).encode()).hexdigest()[:16]
    order = pd.util.hash_array(names.to_numpy(dtype=object), hash_key=key, categorize=False)
    outlets = sample.articles["outlet"].replace("", NO_GROUP).to_numpy()[row[row >= 0]]
    return kept.assign(order=order, outlet=outlets).iloc[order.argsort(kind="stable")]


def _take(piles: dict[tuple[str, bool], _Pile], cases: pd.DataFrame, most: int) -> None:
    """Count the cases of a figure in a part, and keep those that are among the first `most` of an outlet's."""
    by_cell = cases.groupby(["outlet", "counted"], observed=True)
    sizes: Iterable[Any] = by_cell.size().items()
    for (outlet, counted), size in sizes:
        piles.setdefault((str(outlet), bool(counted)), _Pile()).total += int(size)
    first = by_cell.head(most)
    cells = zip(first["outlet"], first["counted"], first["order"], strict=True)
    earlier = [piles[outlet, counted].has_room(order, most) for outlet, counted, order in cells]
    rows: Iterable[Any] = first[earlier].itertuples() if any(earlier) else ()
    for row in rows:
        pile = piles[row.outlet, row.counted]
        insort(pile.first, _case(row))
        del pile.first[most:]


def _case(row: Any) -> _Case:
    if hasattr(row, "entry"):
        span, note = (row.start, row.end), f"entry {row.entry}" + (", negated" if row.negated else "")
    elif hasattr(row, "lemma"):
        span = row.start, row.end
        note = f"{row.lemma}: {row.form}, agent {row.agency}, victim {row.victim_side or 'of no known side'}"
    else:
        every = [*row.source_spans, *row.cue_spans, *row.content_spans]
        span = min(every), max(every)
        how = [row.kind, row.naming, row.source_type, row.stance if row.stance != Stance.NEUTRAL else ""]
        how += [flag for flag, is_so in (("hedged", row.cue_hedged), ("negated", row.cue_negated)) if is_so]
        note = f"{', '.join(part for part in how if part)}: {row.source_name or 'no name'}"
    return _Case(int(row.order), row.article_id, int(span[0]), int(span[1]), note, getattr(row, "voice", ""), row.zone)


def _by_outlet(
    key: Key, piles: Mapping[tuple[str, bool], _Pile], passages: Mapping[_Case, Passage]
) -> dict[str, Evidence]:
    none = _Pile()

    def drawn(pile: _Pile) -> tuple[Passage, ...]:
        return tuple(passages[case] for case in pile.first)

    found = {}
    for outlet in sorted({outlet for outlet, _ in piles}):
        counted, others = (piles.get((outlet, is_so), none) for is_so in (True, False))
        found[outlet] = Evidence(
            key_of(*key, outlet), *key, outlet, counted.total, drawn(counted), others.total, drawn(others)
        )
    return found


def _passages(scored: ScoredCorpus, sample: Sample, cases: Iterable[_Case]) -> dict[_Case, Passage]:
    """The passages of cases, from the parts of the corpus that their articles stand in."""
    wanted: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        wanted[case.article_id].append(case)
    place = {name: at for at, name in enumerate(sample.ids) if name in wanted}
    columns = ["article_id", "outlet", "published", "title", "url"]
    found: dict[_Case, Passage] = {}
    for articles, texts in zip(scored.parts("articles", columns), scored.parts("texts"), strict=True):
        both = articles.merge(texts[texts["article_id"].isin(wanted.keys())], on="article_id")
        rows: Iterable[Any] = both.itertuples()
        for row in rows:
            for case in wanted[row.article_id]:
                found[case] = _passage(case, row, sample.periods[sample.period[place[row.article_id]]])
    return found


def _passage(case: _Case, article: Any, period: str) -> Passage:
    start, end, text = case.start, case.end, article.text
    name = hashlib.sha256("\x1f".join((case.article_id, str(start), str(end), case.note)).encode()).hexdigest()[:10]
    stop = min(end, start + _LONGEST)
    left, right = text[max(0, start - _BEFORE) : start], text[stop : stop + _AFTER]
    safe = article.url.startswith(("http://", "https://")) and len(article.url) <= _LONGEST_URL
    return Passage(
        id=f"p{name}",
        outlet=article.outlet or NO_GROUP,
        published="" if article.published != article.published else str(article.published.date()),
        period=period,
        title=shown(article.title, _LONGEST_TITLE),
        url=article.url if safe else "",
        article_id=shown(case.article_id, _LONGEST_TITLE),
        voice=case.voice,
        zone=case.zone,
        before=shown(("…" if start > _BEFORE else "") + left.rpartition("\n")[2]),
        marked=shown(text[start:stop]),
        after=shown(right.partition("\n")[0] + ("…" if stop + _AFTER < len(text) else "")),
        note=shown(case.note, _LONGEST_TITLE),
    )
