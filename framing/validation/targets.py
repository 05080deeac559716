"""What a gold sample is to check: one figure of the toolkit, counted sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import FramingError
from framing.stats.blocks import exposure, in_voice
from framing.stats.labels import mentions
from framing.stats.options import ComparisonOptions
from framing.stats.rates import counted_hits
from framing.stats.samples import Sample, draw_sample
from framing.stats.sourcing import SIDE_SHARE, figures
from framing.text.tokens import count_words

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

RATE, LABELLING, SOURCING, SENTENCES, HITS = "rate", "labelling", "sourcing", "sentences", "hits"
ATTRIBUTIONS = "attributions"
_PLACE = ["article_id", "index", "start", "end", "zone"]  # columns of the sentences that are no model's
KEY = ["article_id", "start", "end", "entry"]  # what names a unit
THRESHOLD = 0.5  # of a sentence model's probability


@dataclass(frozen=True, slots=True)
class Question:
    """A column that coders fill: its name, what is asked, and the largest answer (None: any whole number)."""

    name: str
    text: str
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A figure: its measure, item and voice, named as `compare` names them; or the hits of a lexicon, one by one."""

    measure: str
    item: str
    voice: str = "outlet"

    def __str__(self) -> str:
        return f"{self.measure}:{self.item}" + (f"@{self.voice}" if self.measure in (RATE, LABELLING) else "")

    @property
    def unit(self) -> str:
        """What the figure is counted in."""
        if self.measure == RATE:
            return f"per 1,000 words, voice {self.voice}"
        if self.measure == SOURCING:
            return "per 1,000 words" if self.item == ATTRIBUTIONS else f"share of {_whole(self.item)}"
        return {LABELLING: "share of mentions", HITS: "share of hits"}.get(self.measure, "share of sentences")

    @property
    def scale(self) -> float:
        """What a plain ratio is multiplied by to be in the unit."""
        return 1000.0 if self.unit.startswith("per 1,000") else 1.0

    @property
    def questions(self) -> tuple[Question, ...]:
        """What a coder is asked of a unit: first the numerator, then, where it is counted by hand, the denominator."""
        voice = _VOICES[self.voice]
        if self.measure == RATE:
            return (Question("count", f"How many words or phrases of the kind {self.item!r} stand in it, {voice}?"),)
        if self.measure == LABELLING:
            return (
                Question("loaded", f"How many of the mentions of {self.item!r}, {voice}, are by a loaded label?"),
                Question("mentions", f"How many mentions of {self.item!r} by a name or label are in it, {voice}?"),
            )
        if self.measure == SENTENCES:
            return (Question("label", f"Does the label {self.item!r} hold for it? 1 yes, 0 no.", 1),)
        if self.measure == HITS:
            return (Question("right", "Is the passage what the claim says? 1 yes, 0 no or not to be decided.", 1),)
        if self.item == ATTRIBUTIONS:
            return (Question("attributions", "How many attributions begin in it (what somebody said, wrote, thinks)?"),)
        return (
            Question("counted", f"How many of these count towards the {self.item}?"),
            Question("among", f"How many {_whole(self.item)} begin in it?"),
        )

    @property
    def has_base(self) -> bool:
        """Whether coders count the denominator too."""
        return len(self.questions) == 2


# what sourcing figures are shares of; those of a type of source are shares of the attributions with a known one
_WHOLES = {
    "attributions": ("direct share", "unsourced share", "hedged share", "headline or lead share"),
    "attributions with a source": ("anonymous share", "named share"),
    "attributions whose cue doubts or endorses": ("doubting share",),
}


def _whole(item: str) -> str:
    """What a sourcing figure is a share of, in words."""
    for whole, items in _WHOLES.items():
        if item in items or (item.startswith("doubting") and "doubting share" in items):
            return whole
    side = item.startswith(SIDE_SHARE)
    return "attributions whose source is of a known side" if side else "attributions whose source is of a known type"


_VOICES = {
    "outlet": "in the outlet's own voice",
    "attributed": "quoted or paraphrased",
    "quoted": "in quotations",
    "paraphrased": "in reported speech outside quotation marks",
    "all": "in any voice",
}


def parse_target(text: str) -> Target:
    """A target from its text: MEASURE:ITEM, or MEASURE:ITEM@VOICE for rate and labelling.

    Measures are rate, labelling, sourcing (ITEM as `compare` names it, e.g. "direct share"; "attributions" for their
    number), sentences (ITEM is a sentence model) and hits (ITEM is a lexicon, or LEXICON/CATEGORY).

    Raises
    ------
    FramingError
        the text has another form

    >>> parse_target("labelling:settlers@quoted")
    Target(measure='labelling', item='settlers', voice='quoted')
    """
    measure, colon, rest = text.partition(":")
    voiced = measure in (RATE, LABELLING)
    item, _, voice = rest.partition("@") if voiced else (rest, "", "")
    voice = voice or "outlet"
    forms = "rate:ITEM[@VOICE], labelling:REFERENT[@VOICE], sourcing:ITEM, sentences:MODEL, hits:LEXICON[/CATEGORY]"
    if not colon or not item or measure not in (RATE, LABELLING, SOURCING, SENTENCES, HITS):
        raise FramingError(f"target {text!r} names no figure; give one of {forms}")
    if voice not in _VOICES:
        raise FramingError(f"target {text!r}: unknown voice {voice!r}; choose from {', '.join(_VOICES)}")
    return Target(measure, item, voice)


def count_units(scored: ScoredCorpus, target: Target, period: str = "all") -> pd.DataFrame:
    """Every unit of a target: each sentence with what the tool found there, or each hit.

    Returns
    -------
    DataFrame
        article_id, start, end, zone, entry ("" for sentences), outlet, period, claim (what the tool says of a hit),
        found (the tool's numerator), base (its denominator: words, mentions, attributions, or 1). Words of a voice
        are those of the article, shared out over its sentences by their length. Articles that repeat another, and,
        for voices, outlets without quotation marks are left out

    Raises
    ------
    FramingError
        nothing in the corpus is counted under the target; the message names what is
    """
    sample = draw_sample(scored, ComparisonOptions(period=period))
    articles = sample.articles
    groups, periods = np.array(sample.groups), np.array(sample.periods)
    kept = sample.marks if target.measure != SENTENCES and target.voice != "all" else np.ones(len(articles), bool)
    frame = articles[["article_id"]].assign(outlet=groups[sample.group], period=periods[sample.period])[kept]
    if target.measure == HITS:
        return _hits(scored, frame, target)
    models = [target.item] if target.measure == SENTENCES and target.item in scored.sentences else []
    rows = scored.sentences[_PLACE + models].rename(columns={"index": "sentence"})
    rows = rows.merge(frame, on="article_id", how="inner").sort_values(["article_id", "sentence"], ignore_index=True)
    count = {RATE: _rate, LABELLING: _labelling, SOURCING: _sourcing, SENTENCES: _model}[target.measure]
    return count(scored, sample, rows.assign(entry="", claim=""), target)


def _hits(scored: ScoredCorpus, frame: pd.DataFrame, target: Target) -> pd.DataFrame:
    """Every hit of a lexicon, or of one of its categories; claims say what it is counted as."""
    lexicon, _, category = target.item.partition("/")
    hits = scored.hits[scored.hits["lexicon"] == lexicon]
    hits = hits[hits["category"] == category] if category else hits
    if hits.empty:
        known = (scored.hits["lexicon"] + "/" + scored.hits["category"]).unique()
        raise FramingError(
            f"nothing was found under {target}; there are {', '.join(sorted(known)) or 'no hits at all'}"
        )
    rows = hits[["article_id", "start", "end", "zone", "entry", "category", "referent", "voice"]].merge(
        frame, on="article_id"
    )
    named = rows["referent"].where(rows["referent"] == "", " of " + rows["referent"].astype(str))
    claim = rows["category"].astype(str) + named.astype(str) + " (entry " + rows["entry"].astype(str) + ")"
    return rows.assign(claim=claim, found=1.0, base=1.0, sentence=-1).sort_values(KEY, ignore_index=True)


def _rate(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    hits = counted_hits(scored.hits, scored.lexicons)
    chosen = in_voice(_of(hits, target), target.voice)
    return _with_words(scored, sample, rows.assign(found=_per_sentence(rows, chosen)), target.voice)


def _labelling(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    named = mentions(scored.hits)
    chosen = in_voice(_of(named[named["sure"]], target), target.voice)
    found = _per_sentence(rows, chosen[chosen["loading"] < 0])
    return rows.assign(found=found, base=_per_sentence(rows, chosen))


def _sourcing(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    said = scored.attributions
    known = {figure.item: figure for figure in figures(said) if not figure.weight}
    if target.item not in known:
        raise FramingError(f"nothing was found under {target}; items of sourcing are {', '.join(known) or '-'}")
    figure = known[target.item]
    first = said[["source_start", "cue_start", "content_start"]].min(axis=1)
    said = said.assign(sentence=_sentence_at(rows, said["article_id"], first))
    counted = rows.assign(found=_per_sentence(rows, said[figure.counted]))
    if figure.among is None:
        return _with_words(scored, sample, counted, "all")
    return counted.assign(base=_per_sentence(rows, said[figure.among]))


def _model(scored: ScoredCorpus, sample: Sample, rows: pd.DataFrame, target: Target) -> pd.DataFrame:
    if target.item not in rows:
        names = (
            ", ".join({str(name) for name in scored.sentences} - {"article_id", "index", "start", "end", "zone"})
            or "none"
        )
        raise FramingError(f"no sentence model {target.item!r} was run on this corpus (models: {names})")
    labels = (rows[target.item] >= THRESHOLD).astype(float)
    return rows.drop(columns=target.item).assign(found=labels, base=1.0)


def _of(frame: pd.DataFrame, target: Target) -> pd.DataFrame:
    """The rows of the target's item."""
    chosen = frame[frame["item"] == target.item]
    if chosen.empty:
        names = sorted(frame["item"].unique())
        raise FramingError(f"nothing was found under {target}; items of {target.measure} are {', '.join(names) or '-'}")
    return chosen


def _per_sentence(rows: pd.DataFrame, chosen: pd.DataFrame) -> pd.Series:
    """How many of the chosen stand in each sentence."""
    counts = chosen.groupby(["article_id", "sentence"]).size()
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
    spoken = dict(zip(sample.articles["article_id"], exposure(sample, voice)[:, 0], strict=True))
    article = rows["article_id"].map(spoken).to_numpy(dtype=float)
    return rows.assign(base=article * np.divide(words, whole, out=np.zeros(len(words)), where=whole > 0))
