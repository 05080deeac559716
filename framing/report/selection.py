"""Which items the report shows: those that say most, named in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from framing.stats.labels import FAVOURABLE

if TYPE_CHECKING:
    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

VOICES = ("outlet", "attributed")
COMPARED = (*VOICES, "all")  # "all" tells how much there is of an item
SOURCING = ("attributions", "direct share", "named share", "anonymous share", "official share")


@dataclass(frozen=True, slots=True)
class Selection:
    """Items shown by measure, in order; `labels` names items in words; `left_out` counts the rest by measure."""

    labelling: tuple[str, ...]
    rate: tuple[str, ...]
    sourcing: tuple[str, ...]
    labels: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> set[tuple[str, str, str]]:
        """(measure, item, voice) of every figure shown."""
        voiced = {("labelling", i, v) for i in self.labelling for v in VOICES}
        voiced |= {("rate", i, v) for i in self.rate for v in VOICES}
        return voiced | {("sourcing", i, "all") for i in self.sourcing}

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

    hits = scored.hits
    of_referents = hits[(hits["referent"] != "") | (hits["candidates"] != "")]
    labels_of_referents = set(of_referents["lexicon"] + "/" + of_referents["category"])
    referents = [item for item in ranked("labelling", "denominator") if not item.endswith(FAVOURABLE)]
    categories = [item for item in ranked("rate", "numerator") if item not in labels_of_referents]
    have = set(ranked("sourcing", "denominator"))
    return Selection(
        labelling=tuple(referents[:most]),
        rate=tuple(categories[:most]),
        sourcing=tuple(item for item in SOURCING if item in have),
        labels=labels_of(scored),
        left_out={"labelling": len(referents[most:]), "rate": len(categories[most:])},
    )


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


def shared_with_labels(scored: ScoredCorpus, items: Sequence[str]) -> dict[str, float]:
    """The share of each category's hits that overlap a label of a referent: both figures rest on the same words."""
    hits = scored.hits.assign(item=scored.hits["lexicon"] + "/" + scored.hits["category"])
    of_referents = hits[(hits["referent"] != "") | (hits["candidates"] != "")]
    labelled: dict[str, list[tuple[int, int]]] = {}
    for row in of_referents[["article_id", "start", "end"]].itertuples(index=False):
        labelled.setdefault(str(row[0]), []).append((int(row[1]), int(row[2])))
    shares = {}
    for item in items:
        rows = hits.loc[hits["item"] == item, ["article_id", "start", "end"]].itertuples(index=False)
        overlaps = [any(s < end and start < e for s, e in labelled.get(a, ())) for a, start, end in rows]
        if any(overlaps):
            shares[item] = sum(overlaps) / len(overlaps)
    return shares
