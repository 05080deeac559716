"""The facts of the corpus that the page tells: sizes, dates, and what may be wrong with it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from framing.stats.reading import opened
from framing.stats.samples import NO_GROUP, repeats

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison
    from framing.tables import ScoredCorpus


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem that an audit found: what it affects, how many times it was, and what is said of each."""

    code: str
    affects: str
    effect: str
    messages: tuple[str, ...]


def corpus_facts(scored: ScoredCorpus, comparison: Comparison) -> dict[str, Any]:
    """The facts of the corpus: sizes, dates, and a row for every outlet."""
    articles = opened(scored).articles
    dates = articles["published"].dropna()
    by_outlet = [
        {
            "outlet": outlet or NO_GROUP,
            "articles": len(rows),
            "words": int(rows["words"].sum()),
            "from": _day(rows["published"].min()),
            "to": _day(rows["published"].max()),
            "duplicates": int(repeats(rows).sum()),
            "wire": int((rows["wire"] != "").sum()),
        }
        for outlet, rows in articles.groupby("outlet")
    ]
    return {
        "articles": len(articles),
        "outlets": sum(row["outlet"] != NO_GROUP for row in by_outlet),
        "words": int(articles["words"].sum()),
        "repeats": sum(row["duplicates"] for row in by_outlet),
        "from": _day(dates.min()) if len(dates) else "",
        "to": _day(dates.max()) if len(dates) else "",
        "undated": int(articles["published"].isna().sum()),
        "by_outlet": by_outlet,
        "inputs": scored.manifest["inputs"],
        "counts": scored.manifest["counts"],
        "duplicates": comparison.options.duplicates,
    }


def problems(scored: ScoredCorpus) -> list[Problem]:
    """What the audit of the corpus found, a kind at a time, those that stand against a comparison first."""
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for each in scored.manifest["health"].get("problems", ()):
        found[each["code"], ", ".join(each["affects"]), each["effect"]].append(each["message"])
    rows = [Problem(*key, tuple(messages)) for key, messages in found.items()]
    return sorted(rows, key=lambda row: (row.effect == "annotates", -len(row.messages), row.code))


def issues(scored: ScoredCorpus) -> list[tuple[str, int, str]]:
    """Kinds of data problems of articles: code, how many, and the first message."""
    rows: pd.DataFrame = scored.issues
    return [(str(code), len(some), str(some["message"].iloc[0])) for code, some in rows.groupby("code", sort=True)]


def _day(moment: Any) -> str:
    return "" if moment != moment else str(moment.date())
