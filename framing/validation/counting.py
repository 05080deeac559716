"""Every unit of a target: what the tool found in each sentence, or each hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.agency import ANYONE, DEATHS, EXPRESSED, VICTIM, counted_events, counts_towards
from framing.stats.blocks import exposure, in_voice
from framing.stats.labels import FAVOURABLE, mentions
from framing.stats.options import AGENCY, ComparisonOptions
from framing.stats.rates import counted_hits
from framing.stats.samples import Sample, draw_sample
from framing.stats.sourcing import Said, figures
from framing.text.tokens import count_words
from framing.validation.names import nothing_found
from framing.validation.targets import HITS, LABELLING, RATE, SENTENCES, SOURCING, Target

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

_PLACE = ["article_id", "index", "start", "end", "zone"]  # columns of the sentences that are no model's
_OVER_ALL_WORDS = ("scare", "distanced")  # voices whose own words are no denominator
KEY = ["article_id", "start", "end", "entry"]  # what names a unit
THRESHOLD = 0.5  # of a sentence model's probability


def count_units(scored: ScoredCorpus, target: Target, period: str = "all") -> pd.DataFrame:
    """Every unit of a target: each sentence with what the tool found there, or each hit.

    Returns
    -------
    DataFrame
        article_id, start, end, zone, entry ("" for sentences), outlet, period, claim (what the tool says of a hit),
        found (the tool's numerator), base (its denominator: words, mentions, attributions, events, or 1), of sentence
        models score (the probability). Words of a voice are those of the article, shared out over its sentences by
        their length. Articles that repeat another, and, for voices, outlets without quotation marks are left out

    Raises
    ------
    FramingError
        nothing in the corpus is counted under the target; the message names what is
    """
    sample = draw_sample(scored, ComparisonOptions(period=period))
    articles = sample.articles
    groups, periods = np.array(sample.groups), np.array(sample.periods)
    kept = sample.marks if target.voice != "all" else np.ones(len(articles), bool)
    frame = articles[["article_id"]].assign(outlet=groups[sample.group], period=periods[sample.period])[kept]
    if target.measure == HITS:
        return _hits(scored, frame, target)
    models = [target.item] if target.measure == SENTENCES and target.item in scored.sentences else []
    voices = ["voice"] if "voice" in scored.sentences else []
    rows = scored.sentences[_PLACE + voices + models].rename(columns={"index": "sentence"})
    rows = rows.merge(frame, on="article_id", how="inner").sort_values(["article_id", "sentence"], ignore_index=True)
    count = {RATE: _rate, LABELLING: _labelling, SOURCING: _sourcing, AGENCY: _agency, SENTENCES: _model}[
        target.measure
    ]
    return count(scored, sample, rows.assign(entry="", claim=""), target)


def _hits(scored: ScoredCorpus, frame: pd.DataFrame, target: Target) -> pd.DataFrame:
    """Every hit of a lexicon, or of one of its categories; claims say what it is counted as."""
    lexicon, _, category = target.item.partition("/")
    hits = scored.hits[scored.hits["lexicon"] == lexicon]
    hits = hits[hits["category"] == category] if category else hits
    if hits.empty:
        known = (scored.hits["lexicon"] + "/" + scored.hits["category"]).unique()
        raise nothing_found(f"nothing was found under {target}", target.item, sorted(known), kind="hits")
    rows = hits[["article_id", "start", "end", "zone", "entry", "category", "referent", "voice"]].merge(
        frame, on="article_id"
    )
    named = rows["referent"].where(rows["referent"] == "", " of " + rows["referent"].astype(str))
    claim = rows["category"].astype(str) + named.astype(str) + " (entry " + rows["entry"].astype(str) + ")"
    return rows.assign(claim=claim, found=1.0, base=1.0, sentence=-1).sort_values(KEY, ignore_index=True)


def _rate(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    hits = counted_hits(_there(sample, scored.hits), scored.lexicons)
    chosen = in_voice(_of(hits, target), target.voice)
    return _with_words(scored, sample, rows.assign(found=_per_sentence(rows, chosen)), target.voice)


def _labelling(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    named = mentions(_there(sample, scored.hits))
    plain = target.item.removesuffix(FAVOURABLE)
    chosen = in_voice(_of(named[named["sure"]], target, plain), target.voice)
    loaded = chosen["loading"] < 0 if plain == target.item else chosen["loading"] > 0
    found = _per_sentence(rows, chosen[loaded])
    return rows.assign(found=found, base=_per_sentence(rows, chosen))


def _sourcing(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    said = _there(sample, scored.attributions)
    flags = Said(said)
    known = {figure.item: figure for figure in figures([said]) if figure.weight == figure.below}
    if target.item not in known:
        raise nothing_found(f"nothing was found under {target}", target.item, known, kind="items of sourcing")
    figure = known[target.item]
    first = said[["source_start", "cue_start", "content_start"]].min(axis=1)
    said = said.assign(sentence=_sentence_at(rows, said["article_id"], first))
    counted = rows.assign(found=_per_sentence(rows, said[figure.counted(flags)], figure.weight))
    if figure.among is None:
        return _with_words(scored, sample, counted, "all")
    return counted.assign(base=_per_sentence(rows, said[figure.among(flags)], figure.below))


def _agency(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    events = in_voice(counted_events(_there(sample, scored.events), DEATHS), target.voice)
    what, victim, side = target.item.partition(VICTIM)
    mine = events if side == ANYONE else events[events["victim_side"] == side]
    counted = mine[counts_towards(mine, what)]
    if not victim or counted.empty:
        sides = ", ".join([ANYONE, *sorted(set(events["victim_side"]) - {""})])
        raise FramingError(
            f"nothing was found under {target}; items of agency read WHAT{VICTIM}SIDE, "
            f"e.g. {EXPRESSED}{VICTIM}{ANYONE}, with a side of {sides}"
        )
    return rows.assign(found=_per_sentence(rows, counted), base=_per_sentence(rows, mine))


def _model(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    if target.item not in rows:
        names = ", ".join(sorted({str(name) for name in scored.sentences} - {*_PLACE, "voice"})) or "none"
        raise FramingError(f"no sentence model {target.item!r} was run on this corpus (models: {names})")
    if target.voice != "all":
        if "voice" not in rows:
            raise FramingError(f"{scored.folder} does not say in whose voice sentences are; score it again")
        rows = in_voice(rows, target.voice)
    elif "voice" in rows:  # sentences of no voice are furniture of the page
        rows = rows[rows["voice"] != ""]
    rows = rows[rows[target.item].notna()].reset_index(drop=True)
    score = rows[target.item].astype(float)
    return rows.drop(columns=target.item).assign(score=score, found=(score >= THRESHOLD).astype(float), base=1.0)


def _there(sample: Sample, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the articles that are compared."""
    return frame[frame["article_id"].isin(sample.articles["article_id"])]


def _of(frame: pd.DataFrame, target: Target, item: str = "") -> pd.DataFrame:
    """The rows of the target's item."""
    chosen = frame[frame["item"] == (item or target.item)]
    if chosen.empty:
        names = sorted(frame["item"].unique())
        raise nothing_found(
            f"nothing was found under {target}", item or target.item, names, kind=f"items of {target.measure}"
        )
    return chosen


def _per_sentence(rows: pd.DataFrame, chosen: pd.DataFrame, weight: str = "") -> pd.Series:
    """How many of the chosen stand in each sentence; with `weight`, the sum of that column."""
    places = chosen.groupby(["article_id", "sentence"])
    counts = places[weight].sum() if weight else places.size()
    keys = rows.set_index(["article_id", "sentence"]).index
    return counts.reindex(keys, fill_value=0).astype(float).reset_index(drop=True)


def _sentence_at(rows: pd.DataFrame, article: pd.Series, place: pd.Series) -> list[int]:
    """The number of the sentence that a place lies in, or the last before it; -1 for an article that is not there."""
    starts = {name: (g["start"].to_numpy(), g["sentence"].to_numpy()) for name, g in rows.groupby("article_id")}
    found = []
    for name, position in zip(article, place, strict=True):
        if name not in starts:
            found.append(-1)
            continue
        begins, numbers = starts[name]
        found.append(int(numbers[max(0, np.searchsorted(begins, position, side="right") - 1)]))
    return found


def _with_words(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, voice: str) -> pd.DataFrame:
    """The rows with their words in a voice as `base`."""
    texts = scored.texts
    words = np.array([count_words(texts[a][s:e]) for a, s, e in rows[["article_id", "start", "end"]].values], float)
    whole = rows.assign(words=words).groupby("article_id")["words"].transform("sum").to_numpy()
    spoken = dict(
        zip(
            sample.articles["article_id"],
            exposure(sample, "all" if voice in _OVER_ALL_WORDS else voice)[:, 0],
            strict=True,
        )
    )
    article = rows["article_id"].map(spoken).to_numpy(dtype=float)
    return rows.assign(base=article * np.divide(words, whole, out=np.zeros(len(words)), where=whole > 0))
