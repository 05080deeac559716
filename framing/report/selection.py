"""Which items the report shows: those that say most, named in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from framing.stats.adoption import ADOPTION, OWN_TO_ATTRIBUTED
from framing.stats.coded import joined
from framing.stats.diversity import IN_ARTICLE, OVERALL
from framing.stats.labels import FAVOURABLE
from framing.stats.net_loading import NET
from framing.stats.reading import opened
from framing.stats.sourcing import (
    DOUBTING_OF,
    NO_SOURCE,
    SIDE_SHARE,
    SIDE_WORDS,
    SOURCE_WORDS,
    TYPE_WORDS,
    UNKNOWN_TYPE,
)

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

VOICES = ("outlet", "attributed")
COMPARED = (*VOICES, "all")  # "all" tells how much there is of an item
HOW = ("attributions", "direct share", "hedged share", "doubting share", "headline or lead share")
WHO = ("named share", "anonymous share", "unsourced share", "official share", "affected share", IN_ARTICLE, OVERALL)
MAX_TYPES = 6  # source types shown, as many as can be told apart by colour


@dataclass(frozen=True, slots=True)
class Selection:
    """Items shown by measure, in order; `labels` names items in words; `left_out` counts the rest by measure.

    `sourcing` holds the main figures; `types`, `sources` and `sides` those of the words that each is given.
    """

    labelling: tuple[str, ...]
    rate: tuple[str, ...]
    sourcing: tuple[str, ...]
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> set[tuple[str, str, str]]:
        """(measure, item, voice) of every figure shown."""
        voiced = {("labelling", i, v) for i in self.labelling for v in VOICES}
        voiced |= {("rate", i, v) for i in self.rate for v in VOICES}
        voiced |= {(ADOPTION, i, OWN_TO_ATTRIBUTED) for i in self.labelling} | {
            (NET, i, "outlet") for i in self.labelling
        }
        return voiced | {("sourcing", item, "all") for item in self.all_sourcing}

    @property
    def all_sourcing(self) -> tuple[str, ...]:
        """Every item of sourcing that is shown."""
        return (*self.sourcing, *self.types, *self.sources, *self.sides)

    def shows(self, row: Any) -> bool:
        """Whether a row of the estimates is shown."""
        return (row.measure, row.item, row.voice) in self.keys

    def name(self, item: str) -> str:
        """An item in words."""
        plain = item.removesuffix(FAVOURABLE)
        return self.labels.get(plain, plain.replace("_", " "))

    def title(self, item: str) -> str:
        """An item in words, as a heading."""
        name = self.name(item)
        return name[:1].upper() + name[1:]


def select(scored: ScoredCorpus, comparison: Comparison, *, most: int) -> Selection:
    """Referents with most mentions, categories with most hits (labels of referents left out), source figures.

    The rate per 1,000 words of a label grows with the topic's share of the news, so labels are shown as shares
    of mentions alone.
    """
    overall = comparison.estimates[comparison.estimates["period"] == "all"]
    everywhere = overall[overall["voice"] == "all"]

    def ranked(measure: str, column: str) -> list[str]:
        rows = everywhere[everywhere["measure"] == measure]
        sums = rows.groupby("item")[column].sum()
        return [str(item) for item in sums[sums > 0].sort_values(ascending=False, kind="stable").index]

    hits = opened(scored).hits
    of_referents = hits[(hits["referent"] != "") | (hits["candidates"] != "")]
    labels_of_referents = set(joined(of_referents["lexicon"], of_referents["category"], "/"))
    referents = [item for item in ranked("labelling", "denominator") if not item.endswith(FAVOURABLE)]
    categories = [item for item in ranked("rate", "numerator") if item not in labels_of_referents]
    have = set(ranked("sourcing", "denominator"))
    words = ranked("sourcing", "numerator")
    sides = [item.removeprefix(SIDE_WORDS) for item in words if item.startswith(SIDE_WORDS)]
    return Selection(
        labelling=tuple(referents[:most]),
        rate=tuple(categories[:most]),
        sourcing=tuple(item for item in (*HOW, *WHO) if item in have),
        types=_types([item for item in words if item.startswith(TYPE_WORDS)]),
        sources=tuple(item for item in words if item.startswith(SOURCE_WORDS))[:most],
        sides=tuple(
            begin + name for begin in (SIDE_SHARE, SIDE_WORDS, DOUBTING_OF) for name in sides if begin + name in have
        ),
        labels=labels_of(scored),
        left_out={"labelling": len(referents[most:]), "rate": len(categories[most:])},
    )


def _types(items: Sequence[str]) -> tuple[str, ...]:
    """The types with most words, then words of sources of no known type."""
    last = tuple(TYPE_WORDS + name for name in (UNKNOWN_TYPE, NO_SOURCE))
    known = [item for item in items if item not in last]
    return (*known[:MAX_TYPES], *(item for item in last if item in items))


def in_order(estimates: pd.DataFrame, items: Sequence[str]) -> pd.DataFrame:
    """The rows of some items, in the order of these."""
    rows = estimates[estimates["item"].isin(list(items))]
    return rows.iloc[rows["item"].map({item: place for place, item in enumerate(items)}).argsort(kind="stable")]


def labels_of(scored: ScoredCorpus) -> dict[str, str]:
    """What items are called: referents by their label, categories by name."""
    labels = {}
    for lexicon in scored.lexicons:
        for referent in lexicon.referents.values():
            labels[referent.id] = referent.label
            labels[f"{lexicon.name}/{referent.id}"] = f"{referent.label} ({lexicon.name})"
        for category in lexicon.categories:
            labels[f"{lexicon.name}/{category}"] = category.replace("_", " ").capitalize()
    return labels


def categories_of(scored: ScoredCorpus) -> dict[str, str]:
    """What the lexicons say that their categories hold, by item of the rates."""
    return {f"{lexicon.name}/{name}": said for lexicon in scored.lexicons for name, said in lexicon.categories.items()}


def shared_with_labels(scored: ScoredCorpus, items: Sequence[str]) -> dict[str, float]:
    """The share of each category's hits that overlap a label of a referent: both figures rest on the same words."""
    found, shared = Counter[str](), Counter[str]()
    columns = ["article_id", "lexicon", "category", "referent", "candidates", "start", "end"]
    for hits in scored.parts("hits", columns):
        named = hits["lexicon"] + "/" + hits["category"]
        place = ["article_id", "start", "end"]
        labelled: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for article, start, end in hits.loc[(hits["referent"] != "") | (hits["candidates"] != ""), place].to_numpy():
            labelled[article].append((start, end))
        some = named.isin(list(items))
        for item, (article, start, end) in zip(named[some], hits.loc[some, place].to_numpy(), strict=True):
            found[item] += 1
            shared[item] += any(s < end and start < e for s, e in labelled.get(article, ()))
    return {item: shared[item] / found[item] for item in items if shared[item]}
