"""What several commands share: the gold samples that correct their figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from framing.stats import Comparison
    from framing.stats.analysis import Analysis
    from framing.tables import ScoredCorpus

gold_option = click.option(
    "--gold",
    "gold",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Folder of a coded sample (see `framing validate`) whose figures are shown corrected; repeat for several. "
    "Default: those that the scored corpus names.",
)


def golden(scored: ScoredCorpus, found: Comparison, folders: tuple[Path, ...]) -> Comparison:
    """The comparison with badges, and corrected figures beside raw ones where there is gold."""
    from framing.validation import validated_figures, with_gold

    return with_gold(found, *validated_figures(scored, folders))


def golden_tables(scored: ScoredCorpus, found: Analysis, folders: tuple[Path, ...]) -> Analysis:
    """The analysis with a column `gold`, and corrected figures where there is gold."""
    from framing.validation import corrected_rows, validated_figures

    gold, notes = validated_figures(scored, folders)
    return replace(found, tables=corrected_rows(dict(found.tables), gold), notes=[*found.notes, *notes])
