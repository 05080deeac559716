"""The passages behind each figure: a seeded sample, in the words and place of the article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
_LONGEST = 420  # code points shown of an attribution's content


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: text before, the marked words, text after, and where it stands."""

    outlet: str
    published: str
    title: str
    url: str
    article_id: str
    voice: str
    zone: str
    before: str
    marked: str
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one figure: the counted cases and, for a share, the others; how many, and those drawn."""

    key: str
    heading: str
    total: int
    passages: tuple[Passage, ...]
    others: int
    other_passages: tuple[Passage, ...]


def key_of(measure: str, item: str, voice: str, outlet: str) -> str:
    """A short id for the evidence of a figure, safe in HTML and stable between runs."""
    return "e" + hashlib.sha256("\x1f".join((measure, item, voice, outlet)).encode()).hexdigest()[:12]


class EvidenceSource:
    """Draws the passages behind figures of a scored corpus; the draw depends on the seed and the figure alone."""

    def __init__(self, scored: ScoredCorpus, article_ids: set[str], *, seed: int, most: int) -> None:
        self._texts = scored.texts
        rows: Iterable[Any] = scored.articles.itertuples()
        self._articles = {row.article_id: row for row in rows if row.article_id in article_ids}
        outlet_of = {article_id: row.outlet or NO_GROUP for article_id, row in self._articles.items()}
        hits = _of_articles(scored.hits, outlet_of)
        self._rated, self._named = counted_hits(hits, scored.lexicons), mentions(hits)
        self._said = _of_articles(scored.attributions, outlet_of)
        self._figures = {each.item: each for each in figures(self._said)}
        self._seed, self._most = seed, most

    def behind(self, measure: str, item: str, voice: str, outlet: str, *, heading: str = "") -> Evidence:
        """The evidence of the figure over all periods: hits for rates and labels, attributions for sourcing."""
        show = self._attribution if measure == "sourcing" else self._hit
        cases = self._cases(measure, item, voice)
        cases = cases[cases["outlet"] == outlet]
        key = key_of(measure, item, voice, outlet)
        inside, outside = cases[cases["counted"]], cases[~cases["counted"]]
        drawn, others = (tuple(show(row) for row in self._drawn(rows, key).itertuples()) for rows in (inside, outside))
        return Evidence(key, heading or f"{outlet}: {item}", len(inside), drawn, len(outside), others)

    def _cases(self, measure: str, item: str, voice: str) -> pd.DataFrame:
        """What a figure rests on; `counted` marks what its numerator counts."""
        if measure == "rate":
            return in_voice(self._rated[self._rated["item"] == item], voice).assign(counted=True)
        if measure == "sourcing":
            figure = self._figures.get(item)
            return figure.cases(self._said) if figure else named(self._said).assign(counted=True)
        sign = 1 if item.endswith(FAVOURABLE) else -1
        mine = self._named["sure"] & (self._named["item"] == item.removesuffix(FAVOURABLE))
        found = in_voice(self._named[mine], voice)
        return found.assign(counted=found["loading"] * sign > 0)

    def _drawn(self, rows: pd.DataFrame, key: str) -> pd.DataFrame:
        seed = int.from_bytes(hashlib.sha256(f"{self._seed}{key}".encode()).digest()[:4], "big")
        return rows.sample(min(self._most, len(rows)), random_state=seed).sort_index()

    def _hit(self, row: Any) -> Passage:
        text = self._texts[row.article_id]
        note = f"entry {row.entry}" + (", negated" if row.negated else "")
        return self._passage(row, (row.start, row.end), text, note)

    def _attribution(self, row: Any) -> Passage:
        text = self._texts[row.article_id]
        spans = [*row.source_spans, *row.cue_spans, *row.content_spans]
        start, end = int(min(spans)), int(max(spans))
        how = [row.kind, row.naming, row.source_type, row.stance if row.stance != Stance.NEUTRAL else ""]
        how += [flag for flag, is_so in (("hedged", row.cue_hedged), ("negated", row.cue_negated)) if is_so]
        note = f"{', '.join(part for part in how if part)}: {row.source_name or 'no name'}"
        return self._passage(row, (start, min(end, start + _LONGEST)), text, note)

    def _passage(self, row: Any, span: tuple[int, int], text: str, note: str) -> Passage:
        article = self._articles[row.article_id]
        start, end = span
        left, right = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
        return Passage(
            outlet=article.outlet or NO_GROUP,
            published="" if article.published != article.published else str(article.published.date()),
            title=article.title,
            url=article.url if article.url.startswith(("http://", "https://")) else "",
            article_id=row.article_id,
            voice=getattr(row, "voice", ""),
            zone=row.zone,
            before=("…" if start > _BEFORE else "") + left.rpartition("\n")[2],
            marked=text[start:end],
            after=right.partition("\n")[0] + ("…" if end + _AFTER < len(text) else ""),
            note=note,
        )


def _of_articles(frame: pd.DataFrame, outlet_of: Mapping[str, str]) -> pd.DataFrame:
    kept = frame[frame["article_id"].isin(list(outlet_of))]
    return kept.assign(outlet=kept["article_id"].map(outlet_of))
