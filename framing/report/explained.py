"""Loaded sentences on the page: shares by outlet, and a seeded sample with what each word adds to the prediction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from framing.report.untrusted import shown
from framing.stats.loaded import LOADED_NOTE, SHARE, compare_loaded
from framing.stats.options import LOADED, NOBODY
from framing.stats.periods import ALL
from framing.stats.reading import opened
from framing.stats.samples import NO_GROUP, draw_sample

if TYPE_CHECKING:
    import pandas as pd

    from framing.classify.explain import Explanation
    from framing.stats import ComparisonOptions
    from framing.tables import ScoredCorpus

MOST = 48  # sentences on the page
_THRESHOLD = 0.5  # probability from which on a sentence counts as loaded
_LONGEST, _LONGEST_TITLE, _LONGEST_URL = 600, 160, 1_000  # code points shown
_MARKED = 12  # words of a sentence that are marked, those that add or take most
_LEAST = 0.2  # log odds that are worth a mark
_STEPS = (0.5, 1.0, 2.0)  # log odds from which on a shade is deeper

_Explainer = Callable[[str], "Explanation"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some text of a sentence: of a marked word what it adds to the log odds, as text, and the class of its shade."""

    text: str
    adds: str = ""
    shade: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence in stretches, its probability, and where it stands."""

    outlet: str
    published: str
    title: str
    url: str
    article_id: str
    probability: float
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class ExplainedSentences:
    """What the page shows of loaded sentences in the outlets' own voice.

    `shares` has the row of the estimates of each outlet; `sentences` are drawn from the `total` that the outlets shown
    have; `weighed` says whether contributions could be told: the corpus was scored with the weights at hand.
    """

    shares: dict[str, Any]
    sentences: tuple[ExplainedSentence, ...]
    total: int
    weighed: bool
    note: str = LOADED_NOTE


def explained_sentences(
    scored: ScoredCorpus, options: ComparisonOptions, outlets: Sequence[str], *, most: int
) -> ExplainedSentences | None:
    """Loaded sentences of a corpus scored with the model of that name; None without it.

    outlets: those that the page shows. most: sentences of an outlet at most, fewer where there are many outlets; drawn
    at random from those of probability .5 or more in the outlet's own voice, by the seed of the options. The tables
    are read a part at a time.
    """
    if LOADED not in scored.manifest["models"]:
        return None
    chosen = replace(options, voices=("outlet",), against=NOBODY)
    rows = compare_loaded(scored, chosen, threshold=_THRESHOLD).estimates
    rows = rows[(rows["period"] == ALL) & (rows["item"] == SHARE) & rows["outlet"].isin(list(outlets))]
    sample = draw_sample(opened(scored), chosen)
    counted = sample.articles.loc[sample.marks, ["article_id", "outlet"]]  # else nobody knows whose voice it is
    counted = counted.assign(outlet=counted["outlet"].replace("", NO_GROUP))
    counted = counted[counted["outlet"].isin(list(outlets))]
    each = min(most, max(1, MOST // max(len(outlets), 1)))
    drawn, total = _drawn(scored, counted, each, chosen.seed)
    explainer = _explainer(scored)
    sentences = sorted(_told(scored, drawn, explainer), key=lambda one: (one.outlet, -one.probability, one.article_id))
    return ExplainedSentences(
        {str(row.outlet): row for row in rows.itertuples()}, tuple(sentences), total, bool(explainer)
    )


def _drawn(scored: ScoredCorpus, counted: pd.DataFrame, most: int, seed: int) -> tuple[pd.DataFrame, int]:
    """The first `most` loaded sentences of each outlet in an order set by the seed, and how many there are."""
    import pandas as pd

    key, total, kept = hashlib.sha256(str(seed).encode()).hexdigest()[:16], 0, pd.DataFrame()
    for part in scored.parts("sentences", ["article_id", "start", "end", "voice", LOADED]):
        loaded = part[(part["voice"] == "outlet") & (part[LOADED] >= _THRESHOLD)].merge(counted, on="article_id")
        places = (loaded["article_id"] + "\x1f" + loaded["start"].astype(str)).to_numpy(dtype=object)
        total += len(loaded)
        order = pd.util.hash_array(places, hash_key=key, categorize=False)
        together = pd.concat([kept, loaded.assign(order=order)]).sort_values(["order", "article_id"], kind="stable")
        kept = together.groupby("outlet").head(most)
    return kept, total


def _told(scored: ScoredCorpus, drawn: pd.DataFrame, explainer: _Explainer | None) -> Iterable[ExplainedSentence]:
    """Yield the sentences drawn, from the parts that their articles stand in."""
    columns = ["article_id", "published", "title", "url"]
    for articles, texts in zip(scored.parts("articles", columns), scored.parts("texts"), strict=True):
        rows: Iterable[Any] = drawn.merge(articles, on="article_id").merge(texts, on="article_id").itertuples()
        for row in rows:
            text = row.text[row.start : row.end]
            safe = row.url.startswith(("http://", "https://")) and len(row.url) <= _LONGEST_URL
            yield ExplainedSentence(
                row.outlet,
                "" if row.published != row.published else str(row.published.date()),
                shown(row.title, _LONGEST_TITLE),
                row.url if safe else "",
                shown(row.article_id, _LONGEST_TITLE),
                float(row.loaded),
                tuple(_stretches(text, explainer)),
            )


def _explainer(scored: ScoredCorpus) -> _Explainer | None:
    """What explains the corpus's probabilities; None where its weights, or what runs them, are not at hand."""
    from framing.classify.named import explainer_of

    return explainer_of(scored.manifest["sentence_models"].get(LOADED, ""))


def _stretches(text: str, explainer: _Explainer | None) -> Iterable[Stretch]:
    """Yield the beginning of a sentence as it is shown, words that add or take most marked."""
    words = explainer(text).words if explainer else ()
    strong = sorted((w for w in words if abs(w.value) >= _LEAST and w.end <= _LONGEST), key=lambda w: -abs(w.value))
    at = 0
    for word in sorted(strong[:_MARKED], key=lambda w: w.start):
        yield Stretch(text[at : word.start])
        depth = 1 + sum(abs(word.value) >= step for step in _STEPS)
        yield Stretch(
            text[word.start : word.end],
            f"{word.value:+.1f}".replace("-", "\N{MINUS SIGN}"),
            f"{'adds' if word.value > 0 else 'takes'} by{depth}",
        )
        at = word.end
    yield Stretch(shown(text, _LONGEST)[at:])
