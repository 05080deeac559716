"""The passages behind each figure: a seeded sample, in the words and place of the article."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.report.agency import agency_cases
from framing.report.untrusted import shown
from framing.stats.blocks import in_voice
from framing.stats.diversity import named
from framing.stats.labels import FAVOURABLE, mentions
from framing.stats.rates import counted_hits
from framing.stats.samples import NO_GROUP
from framing.stats.sourcing import figures
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


class EvidenceSource:
    """Draws the passages behind figures of a scored corpus.

    Every hit, attribution and event has a random place in one order, set by the seed; behind a figure the first of
    its cases are drawn. That is a simple random sample of them, and figures that share cases share passages.
    """

    def __init__(self, scored: ScoredCorpus, periods: Mapping[str, str], *, seed: int, most: int) -> None:
        """periods: of each article that is counted; the others are left out. most: passages of each kind a figure."""
        self._texts, self._periods = scored.texts, periods
        rows: Iterable[Any] = scored.articles.itertuples()
        self._articles = {row.article_id: row for row in rows if row.article_id in periods}
        outlet_of = {article_id: row.outlet or NO_GROUP for article_id, row in self._articles.items()}
        self._outlet_of, self._seed, self._most = outlet_of, seed, most
        hits = self._placed(scored.hits, "start")
        self._rated, self._named = counted_hits(hits, scored.lexicons), mentions(hits)
        self._said = self._placed(scored.attributions, "index")
        self._figures = {each.item: each for each in figures(self._said)}
        self._scored = scored
        self._passages: dict[str, Passage] = {}

    def behind(self, measure: str, item: str, voice: str) -> dict[str, Evidence]:
        """The evidence of a figure over all periods, by outlet: hits, attributions for sourcing, events for agency."""
        cases = self._cases(measure, item, voice)
        show = {"sourcing": self._attribution, "agency": self._event}.get(measure, self._hit)
        by_cell = cases.groupby(["outlet", "counted"], observed=True)
        sizes: Iterable[Any] = by_cell.size().items()
        totals = {(str(outlet), bool(counted)): int(size) for (outlet, counted), size in sizes}
        drawn: dict[tuple[str, bool], list[Passage]] = defaultdict(list)
        rows: Iterable[Any] = by_cell.head(self._most).itertuples()
        for row in rows:
            drawn[row.outlet, row.counted].append(show(row))
        return {
            outlet: Evidence(
                key_of(measure, item, voice, outlet),
                *(measure, item, voice, outlet),
                totals.get((outlet, True), 0),
                tuple(drawn[outlet, True]),
                totals.get((outlet, False), 0),
                tuple(drawn[outlet, False]),
            )
            for outlet in {outlet for outlet, _ in totals}
        }

    def _cases(self, measure: str, item: str, voice: str) -> pd.DataFrame:
        """What a figure rests on; `counted` marks what its numerator counts."""
        if measure == "rate":
            return in_voice(self._rated[self._rated["item"] == item], voice).assign(counted=True)
        if measure == "sourcing":
            figure = self._figures.get(item)
            return figure.cases(self._said) if figure else named(self._said).assign(counted=True)
        if measure == "agency":
            return agency_cases(self._placed(self._scored.events, "start"), item, voice)
        sign = 1 if item.endswith(FAVOURABLE) else -1
        mine = self._named["sure"] & (self._named["item"] == item.removesuffix(FAVOURABLE))
        found = in_voice(self._named[mine], voice)
        return found.assign(counted=found["loading"] * sign > 0)

    def _placed(self, frame: pd.DataFrame, place: str) -> pd.DataFrame:
        """The rows of the articles counted, in the order of the draw, with `outlet`."""
        import pandas as pd

        kept = frame[frame["article_id"].isin(list(self._outlet_of))]
        names = kept["article_id"] + "\x1f" + kept[place].astype(str)
        key = hashlib.sha256(str(self._seed).encode()).hexdigest()[:16]
        order = pd.util.hash_array(names.to_numpy(dtype=object), hash_key=key, categorize=False)
        return kept.assign(outlet=kept["article_id"].map(self._outlet_of)).iloc[order.argsort(kind="stable")]

    def _hit(self, row: Any) -> Passage:
        note = f"entry {row.entry}" + (", negated" if row.negated else "")
        return self._passage(row, (row.start, row.end), note)

    def _attribution(self, row: Any) -> Passage:
        spans = [*row.source_spans, *row.cue_spans, *row.content_spans]
        how = [row.kind, row.naming, row.source_type, row.stance if row.stance != Stance.NEUTRAL else ""]
        how += [flag for flag, is_so in (("hedged", row.cue_hedged), ("negated", row.cue_negated)) if is_so]
        note = f"{', '.join(part for part in how if part)}: {row.source_name or 'no name'}"
        return self._passage(row, (int(min(spans)), int(max(spans))), note)

    def _event(self, row: Any) -> Passage:
        note = f"{row.lemma}: {row.form}, agent {row.agency}, victim {row.victim_side or 'of no known side'}"
        return self._passage(row, (row.start, row.end), note)

    def _passage(self, row: Any, span: tuple[int, int], note: str) -> Passage:
        start, end = span
        name = hashlib.sha256("\x1f".join((row.article_id, str(start), str(end), note)).encode()).hexdigest()[:10]
        if name not in self._passages:
            article, text = self._articles[row.article_id], self._texts[row.article_id]
            stop = min(end, start + _LONGEST)
            left, right = text[max(0, start - _BEFORE) : start], text[stop : stop + _AFTER]
            safe = article.url.startswith(("http://", "https://")) and len(article.url) <= _LONGEST_URL
            self._passages[name] = Passage(
                id=f"p{name}",
                outlet=article.outlet or NO_GROUP,
                published="" if article.published != article.published else str(article.published.date()),
                period=self._periods[row.article_id],
                title=shown(article.title, _LONGEST_TITLE),
                url=article.url if safe else "",
                article_id=shown(row.article_id, _LONGEST_TITLE),
                voice=getattr(row, "voice", ""),
                zone=row.zone,
                before=shown(("…" if start > _BEFORE else "") + left.rpartition("\n")[2]),
                marked=shown(text[start:stop]),
                after=shown(right.partition("\n")[0] + ("…" if stop + _AFTER < len(text) else "")),
                note=shown(note, _LONGEST_TITLE),
            )
        return self._passages[name]
