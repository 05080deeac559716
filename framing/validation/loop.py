"""From filled sheets to corrected figures in one call, with a record of what they rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from framing.errors import FramingError
from framing.validation.coders import agreement, check_agreement
from framing.validation.codes import read_codes, settle
from framing.validation.correction import Correction, CorrectionOptions, correct
from framing.validation.gold import GoldSample, read_gold_sample

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

RECORD = "validation.json"


def validate(
    gold: GoldSample | Path,
    scored: ScoredCorpus,
    files: Sequence[Path] = (),
    *,
    override_agreement: bool = False,
    options: CorrectionOptions | None = None,
) -> Correction:
    """Read the codes of a sample, check their agreement, correct, and write `validation.json` into the sample's folder.

    The record names the sample, the codes and the scored corpus by their hashes, and holds agreement, gold and figures.

    Raises
    ------
    FramingError
        coders agree too little, and `override_agreement` is not set; else as `read_codes` and `correct` do
    """
    drawn = gold if isinstance(gold, GoldSample) else read_gold_sample(gold)
    coded = read_codes(drawn, files)
    table = agreement(drawn, coded)
    notes = check_agreement(table, override=override_agreement)
    settled = settle(drawn, coded)
    found = correct(drawn, settled, scored, options)
    found = replace(found, notes=[*notes, *found.notes])
    record = {
        "framing": version("news-framing"),
        "target": str(drawn.target),
        "scored": drawn.record["scored"],
        "sample_sha256": drawn.record["sample_sha256"],
        "codes": [{"file": Path(f).name, "sha256": _hash(Path(f))} for f in coded.files],
        "coders": list(coded.coders),
        "agreement": _records(table[table["units"] == "all units"]),
        "agreement_overridden": override_agreement,
        "disputed": list(settled.disputed),
        "uncoded": list(settled.uncoded),
        "gold": settled.gold,
        "estimates": _records(found.estimates),
        "errors": _records(found.errors),
        "notes": found.notes,
    }
    path = drawn.folder / RECORD
    try:
        path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise FramingError(f"cannot write {path}: {error.strerror or error}") from error
    return found


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _records(table: pd.DataFrame) -> object:
    return json.loads(table.to_json(orient="records", double_precision=10))
