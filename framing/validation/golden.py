"""Figures of a comparison beside those that gold corrects: which are VALIDATED, and by how much they move."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from framing.errors import FramingError
from framing.stats import Comparison
from framing.stats.agency import PREDICATE
from framing.stats.options import AGENCY, LOADED
from framing.validation.coders import lone_coder
from framing.validation.registry import file_hash, registered
from framing.validation.targets import HITS, RATE, SENTENCES, SOURCING, Target, parse_target

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

RECORD = "validation.json"
_SAME = 1e-6  # relative distance up to which two figures are one
_BOUNDS = ("corrected", "corrected_low", "corrected_high")
_LABELLED = (SOURCING, AGENCY, PREDICATE, LOADED)  # measures that rest on the tool's labels, not on a lexicon's records
LOADED_ITEM = "loaded sentences"  # what `compare` calls the share of the model `loaded`


@dataclass(frozen=True, slots=True)
class Validated:
    """What a coded sample says, as its record has it: tables as lists of rows.

    estimates, contrasts, errors: as of `Correction`, contrasts of every pairing; of samples of hits, precision: as of
    `audit`.
    """

    folder: Path
    target: Target
    record: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, str]:
        """Measure, item and voice of the figure, as `compare` names them."""
        measure, item, voice = self.target.measure, self.target.item, self.target.voice
        if measure == SENTENCES:
            return LOADED, LOADED_ITEM if item == LOADED else item, voice
        if measure == AGENCY and item.startswith(PREDICATE):
            measure = PREDICATE
        return measure, item, "all" if measure == SOURCING else voice

    def rows(self, table: str) -> pd.DataFrame:
        """A table of the record."""
        import pandas as pd

        return pd.DataFrame(self.record.get(table, []))


def validated_figures(scored: ScoredCorpus, folders: Sequence[Path] = ()) -> tuple[list[Validated], list[str]]:
    """What coded samples of a scored corpus say, and notes on those that cannot be used.

    folders: of samples that are corrected anew; without any, the records of those that the manifest names, as far as
    neither they nor the codes behind them have changed since.

    Raises
    ------
    FramingError
        a folder that was named cannot be used: no sample, no codes, another corpus, coders who agree too little
    """
    from framing.validation.loop import validate_into_record

    if folders:
        return [_of(folder, validate_into_record(folder, scored)) for folder in folders], []
    found, notes = [], []
    for folder, entry in registered(scored):
        if "record_sha256" not in entry:
            continue  # drawn, and not yet coded
        try:
            if file_hash(folder / RECORD) != entry["record_sha256"]:
                raise FramingError(f"{RECORD} is not the file that was written")
            for code in entry["codes"]:
                if file_hash(folder / code["file"]) != code["sha256"]:
                    raise FramingError(f"{code['file']} has changed since")
            found.append(_of(folder, json.loads((folder / RECORD).read_text(encoding="utf-8"))))
        except (FramingError, ValueError, KeyError) as error:
            again = "audit" if str(entry.get("target", "")).startswith(HITS) else "correct"
            notes.append(
                f"gold of {entry.get('target', '?')} in {folder} is not used: {error}; "
                f"run `framing validate {again}` again, or name it with --gold"
            )
    return found, notes


def _of(folder: Path, record: dict[str, Any]) -> Validated:
    return Validated(folder, parse_target(record["target"]), record)


def with_gold(comparison: Comparison, found: Sequence[Validated], notes: Sequence[str] = ()) -> Comparison:
    """The comparison with what gold says of its figures.

    estimates: `validated` (units read) and `precision` of every figure that gold corrects, 0 and NaN of others that
    rest on the tool's labels; with any gold, columns corrected, corrected_low, corrected_high. contrasts: with any
    gold, corrected, corrected_low, corrected_high and corrected_q; where they are known, a pair `differs` only if it
    does so corrected too. Gold of a sample holds for outlets over the whole corpus: where the comparison counts other
    articles its figures stay as they are, and a note says so.
    """
    estimates, contrasts = comparison.estimates, comparison.contrasts
    bare = estimates["measure"].isin(list(_LABELLED)) & estimates["validated"].isna()
    estimates = estimates.assign(validated=estimates["validated"].where(~bare, 0.0))
    said = [*comparison.notes, *notes]
    if found:
        estimates = estimates.assign(**dict.fromkeys(_BOUNDS, np.nan))
        contrasts = contrasts.assign(**dict.fromkeys((*_BOUNDS, "corrected_q"), np.nan))
    for each in found:
        if lone_coder(each.record.get("coders", ())):
            said.append(f"gold of {each.target} is by one coder: how far others agree is not known")
        if each.target.measure == HITS:
            estimates = _with_precision(estimates, each)
            continue
        estimates, other = _with_estimates(estimates, each)
        if other:
            said.append(f"gold of {each.target} does not hold here: it was drawn from other articles or outlets")
            continue
        contrasts, lost = _with_contrasts(contrasts, each)
        if lost:
            said.append(f"{lost} differences in {each.target} do not hold once corrected, and are not stated")
    return replace(comparison, estimates=estimates, contrasts=contrasts, notes=said)


def _chosen(table: pd.DataFrame, each: Validated) -> pd.Series[bool]:
    measure, item, voice = each.key
    return (table["measure"] == measure) & (table["item"] == item) & (table["voice"] == voice)


def _with_estimates(estimates: pd.DataFrame, each: Validated) -> tuple[pd.DataFrame, bool]:
    """The estimates with corrected figures; whether the figures of the sample are others than these."""
    mine = each.rows("estimates").set_index(["outlet", "period"])
    errors = each.rows("errors").set_index(["outlet", "period"])
    made, strange = estimates.copy(), False
    for index, row in estimates[_chosen(estimates, each)].iterrows():
        place = (row["outlet"], row["period"])
        if place not in mine.index:
            continue
        gold = mine.loc[place]
        if not _alike(gold["raw"], row["value"]):
            strange = True
        elif _is_number(gold.get("corrected")):
            made.loc[index, ["validated", "precision"]] = [float(gold["n_gold"]), errors.loc[place, "precision"]]
            made.loc[index, list(_BOUNDS)] = [gold["corrected"], gold["low"], gold["high"]]
    return (estimates, True) if strange else (made, False)


def _with_contrasts(contrasts: pd.DataFrame, each: Validated) -> tuple[pd.DataFrame, int]:
    """The contrasts with corrected differences; how many no longer differ."""
    rows = each.rows("contrasts")
    if rows.empty or contrasts.empty:
        return contrasts, 0
    mine = {(row["outlet"], row["reference"], row["period"]): row for row in rows.to_dict("records")}
    made, lost = contrasts.copy(), 0
    for index, row in contrasts[_chosen(contrasts, each)].iterrows():
        gold, sign = mine.get((row["outlet"], row["reference"], row["period"])), 1
        if gold is None:
            gold, sign = mine.get((row["reference"], row["outlet"], row["period"])), -1
        if gold is None:
            continue
        bounds = sorted((sign * gold["low"], sign * gold["high"]))
        made.loc[index, list(_BOUNDS)] = [sign * gold["difference"], *bounds]
        made.loc[index, "corrected_q"] = gold["q_value"]
        holds = bool(row["differs"]) and bool(gold["differs"]) and sign * gold["difference"] * row["difference"] > 0
        lost += int(bool(row["differs"]) and not holds)
        made.loc[index, "differs"] = holds
    return made, lost


def _with_precision(estimates: pd.DataFrame, each: Validated) -> pd.DataFrame:
    """The rates whose hits were read one by one: how many, and the share that was right."""
    made, rows = estimates.copy(), each.rows("precision")
    by = "outlet" if "/" in each.target.item else "category"
    known = {str(row["value"]): row for _, row in rows[(rows["by"] == by) & (rows["n"] > 0)].iterrows()}
    lexicon, _, category = each.target.item.partition("/")
    for index, row in estimates[estimates["measure"] == RATE].iterrows():
        mine, _, kind = str(row["item"]).partition("/")
        if mine != lexicon or category not in ("", kind):
            continue
        read = known.get(str(row["outlet"]) if by == "outlet" else kind)
        if read is not None:
            made.loc[index, ["validated", "precision"]] = [float(read["n"]), float(read["precision"])]
    return made


def corrected_rows(tables: dict[str, pd.DataFrame], found: Sequence[Validated]) -> dict[str, pd.DataFrame]:
    """The tables of an analysis with what gold says of their figures.

    Tables of contrasts and series get a column `gold`, "VALIDATED n=…" or "UNVALIDATED"; with any gold also corrected,
    corrected_low and corrected_high: in contrasts of the raw difference over all articles, in series of each period.
    """
    made = dict(tables)
    for name in ("contrasts", "series"):
        if name in tables:
            made[name] = _marked(tables[name], name, list(found))
    return made


def _marked(table: pd.DataFrame, name: str, found: list[Validated]) -> pd.DataFrame:
    marked = table.assign(gold="UNVALIDATED")
    if found:
        marked = marked.assign(**dict.fromkeys(_BOUNDS, np.nan))
    for each in (each for each in found if each.target.measure != HITS):
        read = {row["outlet"]: row["n_gold"] for row in each.record["estimates"] if row["period"] == "all"}
        known = dict(_corrected_by_place(each, name))
        for index, row in table[_chosen(table, each)].iterrows():
            who = [row["outlet"]] + ([row["reference"]] if name == "contrasts" else [])
            values = known.get((*who, "all") if name == "contrasts" else (row["outlet"], row["period"]))
            plain = name == "series" or (row["estimator"] == "raw" and row["subset"] == "all")
            if values is None or not plain:
                continue
            marked.loc[index, list(_BOUNDS)] = values
            number = sum(int(read.get(outlet) or 0) for outlet in who)
            marked.loc[index, "gold"] = f"VALIDATED n={number:,}"
    return marked


def _corrected_by_place(each: Validated, name: str) -> Iterator[tuple[tuple[str, ...], list[float]]]:
    if name == "series":
        for row in each.record["estimates"]:
            if _is_number(row.get("corrected")):
                yield (row["outlet"], row["period"]), [row["corrected"], row["low"], row["high"]]
        return
    for row in each.record["contrasts"]:
        place = (row["outlet"], row["reference"], row["period"])
        yield place, [row["difference"], row["low"], row["high"]]
        yield (place[1], place[0], place[2]), [-row["difference"], -row["high"], -row["low"]]


def _alike(one: Any, other: Any) -> bool:
    if not _is_number(one) or not _is_number(other):
        return _is_number(one) == _is_number(other)
    return bool(abs(one - other) <= _SAME * max(1.0, abs(other)))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and value == value
