"""From filled sheets to corrected figures in one call, with a record of what they rest on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import FramingError
from framing.validation.audit import audit
from framing.validation.coders import agreement, check_agreement, lone_coder
from framing.validation.codes import Coded, Settled, read_codes, settle
from framing.validation.correction import Correction, CorrectionOptions, correct
from framing.validation.gold import GoldSample, read_gold_sample
from framing.validation.registry import file_hash, register
from framing.validation.targets import HITS

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

RECORD = "validation.json"


@dataclass(frozen=True, slots=True)
class Ready:
    """A sample whose codes were read, whose coders agree well enough, and what gold they make."""

    gold: GoldSample
    coded: Coded
    agreement: pd.DataFrame
    settled: Settled
    notes: tuple[str, ...]
    overridden: bool


def ready(gold: GoldSample | Path, files: Sequence[Path] = (), *, override_agreement: bool = False) -> Ready:
    """Read the codes of a sample and settle them into gold.

    Raises
    ------
    FramingError
        coders agree too little, and `override_agreement` is not set; else as `read_codes`
    """
    drawn = gold if isinstance(gold, GoldSample) else read_gold_sample(gold)
    coded = read_codes(drawn, files)
    table = agreement(drawn, coded)
    notes = [alone] if (alone := lone_coder(coded.coders)) else check_agreement(table, override=override_agreement)
    return Ready(drawn, coded, table, settle(drawn, coded), tuple(notes), override_agreement)


def validate(
    gold: GoldSample | Path,
    scored: ScoredCorpus,
    files: Sequence[Path] = (),
    *,
    override_agreement: bool = False,
    options: CorrectionOptions | None = None,
) -> Correction:
    """Read the codes of a sample, check their agreement, correct, and write `validation.json` into the sample's folder.

    The record names the sample, the codes and the scored corpus by their hashes, and holds agreement, gold and figures;
    the manifest of the scored corpus names the record by its hash.

    Raises
    ------
    FramingError
        coders agree too little, and `override_agreement` is not set; else as `read_codes` and `correct` do
    """
    found, _ = _validated(ready(gold, files, override_agreement=override_agreement), scored, options)
    return found


def validate_audit(ready: Ready, scored: ScoredCorpus) -> tuple[pd.DataFrame, list[str]]:
    """The precision of a sample of hits, see `audit`, written into its record; and what a reader must know."""
    table = audit(ready.gold, ready.settled, scored)
    note = _write(ready, scored, {"precision": _records(table)})
    return table, [*ready.notes, *([note] if note else [])]


def validate_into_record(folder: Path, scored: ScoredCorpus) -> dict[str, Any]:
    """Correct (or audit) a sample anew and return its record; FramingError as `validate`."""
    coded = _ready_again(folder)
    if coded.gold.target.measure == HITS:
        validate_audit(coded, scored)
    else:
        _validated(coded, scored, None)
    record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return record


def validate_again(folder: Path, scored: ScoredCorpus) -> Correction:
    """Correct a sample by the codes that its record names; FramingError as `validate`."""
    found, _ = _validated(_ready_again(folder), scored, None)
    return found


def _ready_again(folder: Path) -> Ready:
    """A sample with the codes that the record before named, if it named others than the folder's sheets, else these.

    Agreement that was overridden stays so as long as no code has changed.
    """
    files, overridden = _before(folder)
    return ready(folder, files, override_agreement=overridden)


def _before(folder: Path) -> tuple[list[Path], bool]:
    """Which files of codes the record of a sample names, none where all are sheets of its own folder.

    Also whether agreement was overridden for codes that are still these.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        files = {folder / code["file"]: code["sha256"] for code in record["codes"]}
        overridden = record["agreement_overridden"] and all(file_hash(path) == was for path, was in files.items())
    except (OSError, ValueError, LookupError, TypeError):
        return [], False
    sheets = set(folder.glob("sheet-*"))
    return ([] if sheets.issuperset(files) else list(files)), bool(overridden)


def _validated(ready: Ready, scored: ScoredCorpus, options: CorrectionOptions | None) -> tuple[Correction, str]:
    found = correct(ready.gold, ready.settled, scored, options)
    found = replace(found, notes=[*ready.notes, *found.notes])
    tables = {
        "estimates": _records(found.estimates),
        "errors": _records(found.errors),
        "contrasts": [*_listed(found.contrasts), *_listed(found.other_contrasts)],
        "regression": _records(found.regression),
        "calibration": _records(found.calibration),
        "notes": found.notes,
    }
    note = _write(ready, scored, tables)
    return (replace(found, notes=[*found.notes, note]) if note else found), note


def _write(ready: Ready, scored: ScoredCorpus, tables: dict[str, Any]) -> str:
    """Write the record and name it in the manifest; what a reader must know where the latter fails."""
    drawn, coded = ready.gold, ready.coded
    codes = [{"file": _name_of(Path(f), drawn.folder), "sha256": file_hash(Path(f))} for f in coded.files]
    record = {
        "framing": version("news-framing"),
        "target": str(drawn.target),
        "scored": drawn.record["scored"],
        "sample_sha256": drawn.record["sample_sha256"],
        "codes": codes,
        "coders": list(coded.coders),
        "agreement": _records(ready.agreement[ready.agreement["units"] == "all units"]),
        "agreement_overridden": ready.overridden,
        "disputed": list(ready.settled.disputed),
        "uncoded": list(ready.settled.uncoded),
        "gold": ready.settled.gold,
        **tables,
    }
    path = drawn.folder / RECORD
    try:
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}") from error
    entry = {name: record[name] for name in ("target", "sample_sha256", "codes")}
    return register(scored, drawn.folder, entry | {"record_sha256": file_hash(path)})


def _name_of(path: Path, folder: Path) -> str:
    """A file of codes as the record names it: by its place in the sample's folder, else in full."""
    place = path.resolve()
    return place.relative_to(folder.resolve()).as_posix() if folder.resolve() in place.parents else str(place)


def _listed(table: pd.DataFrame) -> list[Any]:
    return list(_records(table))


def _records(table: pd.DataFrame) -> list[Any]:
    found: list[Any] = json.loads(table.to_json(orient="records", double_precision=10))
    return found
