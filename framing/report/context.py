"""What the page's template is given: figures by cell, findings, evidence, facts of the corpus."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from framing.corpus.problems import all_problems
from framing.report import wording
from framing.report.agency import COLUMNS, AgencyTables, agency_tables, item_of
from framing.report.charts import charts
from framing.report.corrected import corrected_figures
from framing.report.data import chart_data
from framing.report.evidence import Evidence, draw_evidence, pool, within
from framing.report.explained import explained_sentences
from framing.report.facts import corpus_facts, issues, problems
from framing.report.findings import find
from framing.report.held import AMONG, only_in
from framing.report.house_style import house_marks
from framing.report.methods import methods_of
from framing.report.notes import plain_note
from framing.report.selection import Selection, categories_of, select, shared_with_labels
from framing.report.sourcing import meaning_of, sourcing_tables
from framing.report.views import WHOLE, in_subsets, views
from framing.stats.adoption import ADOPTION
from framing.stats.net_loading import NET
from framing.stats.options import THE_REST
from framing.stats.periods import ALL
from framing.stats.reading import opened
from framing.stats.samples import NO_GROUP, draw_sample
from framing.types import Zone
from framing.validation import validated_figures, with_gold

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.options import ReportOptions
    from framing.stats import Comparison
    from framing.tables import ScoredCorpus

MADE_OF_SHARES = (ADOPTION, NET)  # their passages are those of the shares beside them
PASSAGES_BUDGET = 1_900_000  # bytes that all passages take together: the page stays under 5 MB
Cells = dict[tuple[str, str, str, str], Any]  # (measure, item, voice, outlet) -> its row of the estimates
_HELD_AT = {
    "BH": "at a false discovery rate of 5\N{NO-BREAK SPACE}%",
    "BY": "at a false discovery rate of 5\N{NO-BREAK SPACE}% under any dependence",
    "Holm": "with a chance of at most 5\N{NO-BREAK SPACE}% of a single false one (Holm)",
}
_FALSE_SHARE = (
    "If all differences with a q as small as this one are stated, at most about that share of them is expected to be "
    "due to chance."
)
_Q_MEANS = {
    "BH": _FALSE_SHARE,
    "BY": _FALSE_SHARE,
    "Holm": "If all differences with a q as small as this one are stated, the probability that any of them is due to "
    "chance is at most q.",
}
_PARTS = {
    "house": "House-written",
    "one-per-story": "One per story",
    **{str(zone): str(zone).capitalize() for zone in Zone},
}


def page_context(scored: ScoredCorpus, comparison: Comparison, options: ReportOptions) -> dict[str, Any]:
    """Everything that the template prints, by the names it uses."""
    gold, unused = validated_figures(scored, options.gold)
    comparison = with_gold(comparison, gold, unused)
    selection = select(scored, comparison, most=options.items)
    largest = opened(scored).articles["outlet"].replace("", NO_GROUP).value_counts().index[: options.outlets]
    estimates = comparison.estimates[comparison.estimates["outlet"].isin(largest)]
    overall = estimates[estimates["period"] == ALL]
    cells: Cells = {_cell(row): row for row in overall.itertuples() if selection.shows(row)}
    outlets = sorted({key[3] for key in cells})
    agency = agency_tables(scored, comparison.options)
    if agency:
        cells |= {_cell(row): row for row in agency.estimates.itertuples() if str(row.outlet) in outlets}
    others = in_subsets(scored, comparison.options)
    parts, health = views(scored, comparison.options, others), all_problems(scored.manifest)
    facts = corpus_facts(scored, comparison)
    corrected = corrected_figures(gold)
    evidence, drawn = _evidence(scored, options, cells)
    return {
        "title": options.title or _title(facts["outlets"]),
        "corpus": facts,
        "notes": [plain_note(note, selection.labels, scored.lexicons, outlets) for note in _notes(scored, comparison)],
        "problems": problems(scored),
        "findings": find(comparison, selection.keys, selection.labels, problems=health, others=others),
        "partly": list(only_in(comparison, others, selection.keys, selection.labels)),
        "subsets": [AMONG[name] for name in others],
        "n_contrasts": len(comparison.contrasts),
        "badges": {key: wording.badge(rows) for key, rows in overall.groupby(["measure", "item", "voice"])},
        "outlets": outlets,
        "cells": cells,
        "selection": selection,
        "sourcing_tables": sourcing_tables(selection),
        "agency": agency,
        "agency_forms": _by_form(agency),
        "charts": charts(estimates, selection, health),
        "data": chart_data(estimates, parts, selection, outlets, health),
        "parts": _parts(parts, selection),
        "sourcing_parts": {name: _PARTS[name] for name in others},
        "held_at": _HELD_AT[comparison.options.correction],
        "q_means": _Q_MEANS[comparison.options.correction],
        "any_events": any(map(wording.is_event, selection.labelling)),
        "part_names": {name: title for name, title in _PARTS.items() if _has_part(parts, name)},
        "outlets_left_out": max(0, facts["outlets"] - len(outlets)),
        "evidence": evidence,
        "evident": {item.key for item in evidence},
        "passages": pool(evidence),
        "drawn_at_most": drawn,
        "categories": (categories := categories_of(scored)),
        "meaning": partial(meaning_of, categories=categories),
        "name_of": partial(wording.name_of, labels=selection.labels),
        "shared_with_labels": shared_with_labels(scored, selection.rate),
        "house_marks": house_marks(scored, selection.labelling, outlets),
        "corrected": corrected,
        "explained": explained_sentences(scored, options.comparison, outlets, most=options.passages),
        "issues": issues(scored),
        "lexicons": scored.lexicons,
        "any_bounds": any(
            row.bound_high > row.bound_low for row in cells.values() if row.voice == "outlet" and row.denominator > 0
        ),
        "any_net": any(row.measure == NET for row in cells.values()),
        "against_rest": bool((comparison.contrasts["reference"] == THE_REST).any()),
        "methods": methods_of(scored, comparison, selection, corrected),
        "options": comparison.options,
        "manifest": json.dumps(
            {name: value for name, value in scored.manifest.items() if name != "health"}, indent=1, ensure_ascii=False
        ),
    }


def _cell(row: Any) -> tuple[str, str, str, str]:
    return row.measure, row.item, row.voice, str(row.outlet)


def _title(outlets: int) -> str:
    how = {0: "How the articles", 1: "How one outlet"}.get(outlets, f"How {outlets:,} outlets")
    return f"{how} word{'s' if outlets == 1 else ''} and source{'s' if outlets == 1 else ''} the news"


def _notes(scored: ScoredCorpus, comparison: Comparison) -> list[str]:
    """What to read with care; the corpus's warnings first, without those that the comparison's notes repeat."""
    warnings = [w for w in scored.manifest["health"]["warnings"] if not w.startswith("quotation marks are missing")]
    return [*warnings, *(note for note in comparison.notes if note not in warnings)]


def _by_form(agency: AgencyTables | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """A table for each form of agency: its name, and (item, side of the victims) of each column."""
    sides = agency.sides if agency else ()
    return [(form, [(item_of(form, side), side) for side in sides]) for form in COLUMNS]


def _parts(parts: pd.DataFrame, selection: Selection) -> dict[tuple[str, str, str, str], Any]:
    """(measure, item, outlet, zone or subset) -> its row, in the outlet's own voice or, for sourcing, any."""
    wanted = {("labelling", item, "outlet") for item in selection.labelling}
    wanted |= {("rate", item, "outlet") for item in selection.rate}
    wanted |= {("sourcing", item, "all") for item in selection.sourcing}
    rows: Iterable[Any] = parts.itertuples() if len(parts) else ()
    return {
        (row.measure, row.item, str(row.outlet), row.zone if row.subset == WHOLE else row.subset): row
        for row in rows
        if row.period == ALL and (row.measure, row.item, row.voice) in wanted
    }


def _has_part(parts: pd.DataFrame, name: str) -> bool:
    return bool(len(parts) and (parts["zone"].eq(name) | parts["subset"].eq(name)).any())


def _evidence(scored: ScoredCorpus, options: ReportOptions, cells: Cells) -> tuple[list[Evidence], int]:
    """The passages behind every figure shown that there is something to show for, and how many at most of a kind."""
    wanted = [
        (cell[:3], cell[3])
        for cell, row in cells.items()
        if row.measure not in MADE_OF_SHARES
        and (row.numerator > 0 or (row.unit.startswith("share") and row.denominator > 0))
    ]
    sample = draw_sample(opened(scored), options.comparison)
    figures = dict.fromkeys(key for key, _ in wanted)
    behind = draw_evidence(scored, sample, figures, seed=options.comparison.seed, most=options.passages)
    return within([behind[key][outlet] for key, outlet in wanted], options.passages, PASSAGES_BUDGET)
