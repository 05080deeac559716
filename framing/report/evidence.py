"""The passages behind each figure: a seeded sample, in the words and place of the article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.stats.labels import FAVOURABLE
from framing.stats.samples import NO_GROUP
from framing.stats.sourcing import OFFICIAL

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

_BEFORE, _AFTER = 160, 160  # code points shown around a hit
_LONGEST = 420  # code points shown of an attribution's content
_ATTRIBUTED = ("quoted", "paraphrased")


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
        self._hits = _of_articles(scored.hits, outlet_of)
        self._attributions = _of_articles(scored.attributions, outlet_of)
        self._seed, self._most = seed, most

    def behind(self, measure: str, item: str, voice: str, outlet: str, *, heading: str = "") -> Evidence:
        """The evidence of the figure over all periods: hits for rates and labels, attributions for sourcing."""
        if measure == "sourcing":
            cases, show = _sourcing(self._attributions, item), self._attribution
        else:
            cases, show = _mentions(_in_voice(self._hits, voice), measure, item), self._hit
        cases = cases[cases["outlet"] == outlet]
        key = key_of(measure, item, voice, outlet)
        inside, outside = cases[cases["counted"]], cases[~cases["counted"]]
        drawn, others = (tuple(show(row) for row in self._drawn(rows, key).itertuples()) for rows in (inside, outside))
        return Evidence(key, heading or f"{outlet}: {item}", len(inside), drawn, len(outside), others)

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
        who = row.source_name or "no source"
        return self._passage(row, (start, min(end, start + _LONGEST)), text, f"{row.kind}, {row.naming}: {who}")

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


def _mentions(hits: pd.DataFrame, measure: str, item: str) -> pd.DataFrame:
    """The hits that a rate counts, or the mentions of a share; `counted` marks those in the numerator."""
    denied = hits["negated"].astype(bool)
    loading = hits["loading"].where(~denied, 0)
    if measure == "rate":
        found = hits["lexicon"] + "/" + hits["category"] == item
        loaded = loading != 0 if (hits.loc[found, "loading"] != 0).any() else ~denied
        return hits[found & loaded].assign(counted=True)
    name = item.removesuffix(FAVOURABLE)
    sign = 1 if item.endswith(FAVOURABLE) else -1
    named = (hits["referent"] == name) | (hits["lexicon"] + "/" + hits["referent"] == name)
    mentions = hits.assign(counted=loading * sign > 0)
    return mentions[named & hits["resolved"].astype(bool)]


def _in_voice(hits: pd.DataFrame, voice: str) -> pd.DataFrame:
    if voice == "all":
        return hits
    return hits[hits["voice"].isin(_ATTRIBUTED if voice == "attributed" else (voice,))]


def _sourcing(found: pd.DataFrame, item: str) -> pd.DataFrame:
    """The attributions in the denominator of a sourcing figure; `counted` marks those in the numerator."""
    name = item.removesuffix(" share")
    if item == "attributions":
        return found.assign(counted=True)
    if name == "direct":
        return found.assign(counted=found["kind"] == "direct")
    if name in ("anonymous", "named"):
        return found.assign(counted=found["naming"] == name)[found["naming"] != "none"]
    types = OFFICIAL if name == "official" else (name,)
    return found.assign(counted=found["source_type"].isin(types))[found["source_type"] != ""]
