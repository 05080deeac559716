"""`write_report`: a scored corpus as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.report import charts, wording
from framing.report.evidence import Evidence, EvidenceSource, key_of
from framing.report.findings import find
from framing.report.selection import COMPARED, select, shared_with_labels
from framing.report.sourcing import sourcing_tables
from framing.report.target import cannot_write, check_target
from framing.stats import ComparisonOptions, compare
from framing.stats.options import THE_REST
from framing.stats.samples import NO_GROUP, repeats
from framing.tables import ScoredCorpus

if TYPE_CHECKING:
    import pandas as pd

    from framing.stats import Comparison


Cells = dict[tuple[str, str, str, str], Any]  # (measure, item, voice, outlet) -> its row of the estimates


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What the report shows.

    comparison: how figures are made. title: of the page. passages: at most so many behind each figure,
    drawn with the comparison's seed. items: at most so many referents, and as many categories. outlets: at most so
    many, those with most articles. overwrite: also replace a file that is no report.
    """

    comparison: ComparisonOptions = field(default_factory=lambda: ComparisonOptions(voices=COMPARED))
    title: str = ""
    passages: int = 4
    items: int = 8
    outlets: int = 24
    overwrite: bool = False


def write_report(scored: ScoredCorpus | str | Path, path: str | Path, options: ReportOptions | None = None) -> Path:
    """Write the report on a scored corpus (or the path of one) to `path`, and return that.

    The page needs no network: style, script and charts are in it. Every text from the corpus is escaped, and
    a content security policy lets nothing load or run but the page's own script. Raises `FramingError` where
    it cannot be written, would replace what is no report, or would lie in the scored corpus.
    """
    options = options or ReportOptions()
    scored = ScoredCorpus(scored) if isinstance(scored, str | Path) else scored
    target = Path(path)
    check_target(target, scored.folder, overwrite=options.overwrite)
    comparison = compare(scored, options.comparison)
    page = render(scored, comparison, options)
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise cannot_write(target, error) from error
    return target


def render(scored: ScoredCorpus, comparison: Comparison, options: ReportOptions) -> str:
    """The page as a string."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("framing.report", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(figure=wording.figure, interval=wording.interval, basis=wording.basis, key_of=key_of)
    style, script = (_asset(name) for name in ("style.css", "script.js"))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    template = environment.get_template("page.html.j2")
    return template.render(
        style=style, script=script, script_hash=f"sha256-{digest}", **_context(scored, comparison, options)
    )


def _asset(name: str) -> str:
    return resources.files("framing.report").joinpath("page", name).read_text(encoding="utf-8")


def _context(scored: ScoredCorpus, comparison: Comparison, options: ReportOptions) -> dict[str, Any]:
    selection = select(scored, comparison, most=options.items)
    labels = selection.labels
    largest = scored.articles["outlet"].replace("", NO_GROUP).value_counts().index[: options.outlets]
    estimates = comparison.estimates[comparison.estimates["outlet"].isin(largest)]
    overall = estimates[estimates["period"] == "all"]
    rows: Iterable[Any] = overall.itertuples()
    cells: Cells = {(row.measure, row.item, row.voice, row.outlet): row for row in rows if selection.shows(row)}
    outlets = sorted({str(key[3]) for key in cells})
    corpus = _corpus(scored, comparison)
    evidence = _evidence(scored, options, cells, labels)
    return {
        "title": options.title or _title(corpus["outlets"]),
        "corpus": corpus,
        "notes": _notes(scored, comparison),
        "findings": find(comparison, selection.keys, labels),
        "n_contrasts": len(comparison.contrasts),
        "outlets": outlets,
        "cells": cells,
        "selection": selection,
        "sourcing_tables": sourcing_tables(selection),
        "charts": charts.draw_all(estimates, selection),
        "outlets_left_out": max(0, corpus["outlets"] - len(outlets)),
        "evidence": evidence,
        "evident": {item.key for item in evidence},
        "shared_with_labels": shared_with_labels(scored, selection.rate),
        "issues": _issues(scored),
        "lexicons": scored.lexicons,
        "any_bounds": any(
            row.bound_high > row.bound_low for row in cells.values() if row.voice == "outlet" and row.denominator > 0
        ),
        "against_rest": bool((comparison.contrasts["reference"] == THE_REST).any()),
        "methods": sorted({str(method).partition(", design effect")[0] for method in overall["method"].unique()}),
        "options": comparison.options,
        "manifest": json.dumps(scored.manifest, indent=1, ensure_ascii=False),
    }


def _title(outlets: int) -> str:
    how = {0: "How the articles", 1: "How one outlet"}.get(outlets, f"How {outlets:,} outlets")
    return f"{how} word{'s' if outlets == 1 else ''} and source{'s' if outlets == 1 else ''} the news"


def _notes(scored: ScoredCorpus, comparison: Comparison) -> list[str]:
    """What to read with care; the corpus's warnings first, without those that the comparison's notes repeat."""
    warnings = [w for w in scored.manifest["health"]["warnings"] if not w.startswith("quotation marks are missing")]
    return [*warnings, *comparison.notes]


def _corpus(scored: ScoredCorpus, comparison: Comparison) -> dict[str, Any]:
    """The facts of the corpus: sizes, dates, and a row for every outlet."""
    articles = scored.articles
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
        "from": _day(dates.min()) if len(dates) else "",
        "to": _day(dates.max()) if len(dates) else "",
        "undated": int(articles["published"].isna().sum()),
        "by_outlet": by_outlet,
        "inputs": scored.manifest["inputs"],
        "duplicates": comparison.options.duplicates,
    }


def _day(moment: Any) -> str:
    return "" if moment != moment else str(moment.date())


def _evidence(scored: ScoredCorpus, options: ReportOptions, cells: Cells, labels: dict[str, str]) -> list[Evidence]:
    """The passages behind every figure shown that there is something to show for."""
    articles = scored.articles
    if options.comparison.duplicates == "drop":
        articles = articles[~repeats(articles)]
    ids = set(articles["article_id"])
    source = EvidenceSource(scored, ids, seed=options.comparison.seed, most=options.passages)
    found = []
    for key, row in cells.items():
        if row.numerator > 0 or (row.unit.startswith("share") and row.denominator > 0):
            name = wording.name_of(*key[:3], labels)
            found.append(source.behind(*key, heading=f"{key[3]}: {name}"))
    return found


def _issues(scored: ScoredCorpus) -> list[tuple[str, int, str]]:
    """Kinds of data problems: code, how many, and the first message."""
    issues: pd.DataFrame = scored.issues
    return [(str(code), len(rows), str(rows["message"].iloc[0])) for code, rows in issues.groupby("code", sort=True)]
