"""The charts of `framing plot` that are not drawn from a comparison: of words, and of figures that gold corrects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from framing.tables import ScoredCorpus

WORD_CHARTS = ("keyness", "scatter", "dispersion")
CORRECTED = "corrected"
_GROUPS = ("auto", "each", "rest", "none")  # of --against that name no outlet
_WORDS = 8  # of a dispersion chart, where none are named


def word_figure(
    scored: ScoredCorpus, chart: str, words: Sequence[str], outlets: Sequence[str], against: str, subset: str
) -> Figure:
    """The words that set one outlet apart from another or all others, or where some words stand.

    Raises FramingError unless `outlets` names one for keyness and scatter.
    """
    from matplotlib import rc_context

    from framing.plot._dispersion import dispersion
    from framing.plot._keyness import keyness
    from framing.plot._scatter import scatter
    from framing.plot.style import SETTINGS, describe, figure
    from framing.stats.dispersion import places
    from framing.stats.keywords import keywords, keywords_of_groups
    from framing.stats.words import WordOptions, words_of

    counts = words_of(scored, WordOptions(subset=subset))
    with rc_context(SETTINGS):
        if chart == "dispersion":
            chosen = list(words) or list(keywords_of_groups(counts)["word"].drop_duplicates()[:_WORDS])
            rows = places(counts, chosen)
            rows = rows[rows["outlet"].isin(list(outlets))] if outlets else rows
            drawn = figure(150, 14 + 4.5 * len(chosen) * max(1, rows["outlet"].nunique()))
            dispersion(rows, drawn.subplots())
            return describe(drawn, f"Dispersion: where {', '.join(chosen)} stand in the articles of each outlet.")
        if len(outlets) != 1:
            raise FramingError(f"a {chart} chart shows the words of one outlet; name it with --outlets NAME")
        table = keywords(counts, outlets[0], "the rest" if against in _GROUPS else against)
        drawn = figure(120, 100)
        (keyness if chart == "keyness" else scatter)(table, drawn.subplots())
    first = ", ".join(table["word"].head(_WORDS))
    return describe(drawn, f"Words of {outlets[0]} against {table['reference'].iloc[0]}: first {first}.")


def corrected_of_gold(scored: ScoredCorpus, folders: Sequence[Path]) -> Figure:
    """Raw figures beside those that a coded sample corrects. Raises FramingError unless one folder is named."""
    from framing.cli._validate_figures import corrected_title
    from framing.plot._corrected import corrected_figure
    from framing.validation import read_gold_sample, validate_again

    if len(folders) != 1:
        raise FramingError("a corrected chart shows one coded sample; name its folder with --gold")
    correction = validate_again(folders[0], scored)
    if "corrected" not in correction.estimates:
        raise FramingError(f"no outlet has enough gold in {folders[0]} to be corrected; code more units")
    title = corrected_title(correction.estimates, str(read_gold_sample(folders[0]).target))
    return corrected_figure(correction.estimates, title=title)
