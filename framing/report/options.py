"""What the report shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from framing.report.selection import COMPARED
from framing.stats import ComparisonOptions


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the report shows.

    comparison: how figures are made. title: of the page. passages: at most so many behind each figure, drawn with the
    comparison's seed; fewer where the page would grow past 5 MB. items: at most so many referents, and as many
    categories. outlets: at most so many, those with most articles. gold: folders of coded gold samples, whose figures
    are shown raw and corrected. methods: also write the methods paragraph, and its citations, beside the page.
    overwrite: also replace a file that is no report.
    """

    comparison: ComparisonOptions = field(default_factory=lambda: ComparisonOptions(voices=COMPARED))
    title: str = ""
    passages: int = 4
    items: int = 8
    outlets: int = 24
    gold: tuple[Path, ...] = ()
    methods: bool = False
    overwrite: bool = False
