"""A whole plan, run over a scored corpus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.stats.analysis.families import run_family
from framing.stats.analysis.plan import Plan, Sources, Words, read_plan
from framing.stats.analysis.specifications import run_specifications
from framing.stats.analysis.trends import run_trend
from framing.stats.balance import story_balance
from framing.stats.equal_coverage import source_diversity
from framing.stats.keywords import KeywordOptions, keywords
from framing.stats.notes import notes_on_sample
from framing.stats.options import THE_REST, ComparisonOptions
from framing.stats.samples import draw_sample
from framing.stats.words import WordOptions, words_of
from framing.tables import ScoredCorpus

if TYPE_CHECKING:
    import pandas as pd


_SECTION = {"diversity": "sources", "balance": "sources"}


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a plan gave: tables by name, notes on the corpus, and the plan.

    Tables are contrasts, robustness, curves, specifications, series, interruption, changes, events, words,
    diversity and balance, as far as the plan asks for them; each holds the rows of all its sections.
    """

    tables: Mapping[str, pd.DataFrame]
    notes: list[str]
    plan: Plan


def analyse(scored: ScoredCorpus | str | Path, plan: Plan | str | Path) -> Analysis:
    """Run a plan, or the TOML file that holds one, over a scored corpus.

    Raises
    ------
    FramingError
        the file asks for something that has no meaning, or that the corpus does not have; the message names file,
        section and key
    """
    import pandas as pd

    corpus = ScoredCorpus(scored) if isinstance(scored, str | Path) else scored
    chosen = read_plan(plan) if isinstance(plan, str | Path) else plan
    parts: dict[str, list[pd.DataFrame]] = {}

    def add(tables: Mapping[str, pd.DataFrame]) -> None:
        for name, table in tables.items():
            if len(table):
                parts.setdefault(name, []).append(table)

    @contextmanager
    def missing(kind: str, names: Mapping[str, str]) -> Iterator[None]:
        """A row with a note in place of what the corpus does not have."""
        try:
            yield
        except FramingError as error:
            add({kind: pd.DataFrame([{**names, "note": str(error)}])})

    for family in chosen.contrasts:
        with missing("contrasts", {"family": family.name}):
            contrasts, left = run_family(corpus, family, chosen)
            add({"contrasts": contrasts, "robustness": left})
            if family.specification:
                curves, specifications = run_specifications(corpus, family, chosen)
                add({"curves": curves, "specifications": specifications})
    for trend in chosen.series:
        with missing("series", {"trend": trend.name, "item": trend.item}):
            add(run_trend(corpus, trend, chosen))
    for words in chosen.words:
        with missing("words", {"section": words.name}):
            add({"words": _words(corpus, words, chosen)})
    for sources in chosen.sources:
        with missing("diversity", {"section": sources.name}):
            add({"diversity": _diversity(corpus, sources, chosen)})
        if sources.sides:
            with missing("balance", {"section": sources.name}):
                add({"balance": _balance(corpus, sources, chosen)})
    _check_any(parts, chosen)
    tables = {name: pd.concat(found, ignore_index=True) for name, found in parts.items()}
    options = ComparisonOptions(period="all", against="none")
    return Analysis(tables, notes_on_sample(draw_sample(corpus, options), options), chosen)


def _check_any(parts: Mapping[str, Sequence[pd.DataFrame]], plan: Plan) -> None:
    """Raise FramingError with what the first section lacks where no section has a figure of an outlet."""
    first = ""
    for kind, tables in parts.items():
        for table in tables:
            notes = table["note"].fillna("").tolist() if "note" in table else [""]
            named = "outlet" in table and bool(table["outlet"].fillna("").astype(str).ne("").any())
            if kind != "robustness" and (not all(notes) or named):
                return
            where = next((str(table[key].iloc[0]) for key in ("family", "trend", "section") if key in table), kind)
            first = first or f"{plan.path}, [{_SECTION.get(kind, kind)}.{where}]: {notes[0]}"
    raise FramingError(first or f"{plan.path}: nothing was found")


def _words(corpus: ScoredCorpus, words: Words, plan: Plan) -> pd.DataFrame:
    reference = THE_REST if words.against == "rest" else words.against
    counts = words_of(corpus, WordOptions(subset=words.subset))
    options = KeywordOptions(level=plan.level, stories=words.stories, seed=plan.seed, replicates=plan.replicates)
    return keywords(counts, words.outlet, reference, options).head(words.top).assign(section=words.name)


def _diversity(corpus: ScoredCorpus, sources: Sources, plan: Plan) -> pd.DataFrame:
    return source_diversity(corpus, _options(sources, plan)).assign(section=sources.name)


def _balance(corpus: ScoredCorpus, sources: Sources, plan: Plan) -> pd.DataFrame:
    first, second = sources.sides
    return story_balance(corpus, (first, second), options=_options(sources, plan)).assign(section=sources.name)


def _options(sources: Sources, plan: Plan) -> ComparisonOptions:
    return ComparisonOptions(subset=sources.subset, level=plan.level, seed=plan.seed, replicates=plan.replicates)
