"""A gold sample on disk: which units were drawn with what probability, and the record of how.

GOLD/sample.json    what is checked, how it was drawn, from which scored corpus, hashes
GOLD/sample.csv     the drawn units: where they lie, stratum, probability, what the tool found (not for coders)
GOLD/codebook.md    what coders are asked
GOLD/sheet-CODER.csv, .xlsx, GOLD/label-studio.json, .xml, GOLD/doccano.jsonl    what coders fill
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing import _shown
from framing.errors import FramingError
from framing.validation.counting import KEY, count_units
from framing.validation.registry import file_hash, manifest_hash, register
from framing.validation.sampling import draw
from framing.validation.targets import Target, parse_target

if TYPE_CHECKING:
    import pandas as pd

    from framing.tables import ScoredCorpus

RECORD, SAMPLE = "sample.json", "sample.csv"
FORMAT = 1
_COLUMNS = (
    "unit",
    "article_id",
    "start",
    "end",
    "zone",
    "entry",
    "claim",
    "outlet",
    "period",
    "found",
    "base",
    "stratum",
)
COLUMNS = (*_COLUMNS, "probability")


@dataclass(frozen=True, slots=True)
class SampleOptions:
    """How a sample is drawn: units an outlet, the period that strata are cut by, the seed of the draw."""

    per_outlet: int = 100
    period: str = "all"
    seed: int = 0


@dataclass(frozen=True, slots=True)
class GoldSample:
    """A drawn sample as it is read: one row a unit, in the order of their names."""

    folder: Path
    target: Target
    options: SampleOptions
    units: pd.DataFrame
    record: Mapping[str, Any]

    def _repr_html_(self) -> str:
        return _shown.table(
            f"Gold sample of {self.target}: {len(self.units):,} units in {self.folder}",
            ("outlet", "units drawn"),
            self.units.groupby("outlet").size().items(),
            notes=[f"{self.options.per_outlet} units per outlet asked for, seed {self.options.seed}"],
        )


def draw_gold(scored: ScoredCorpus, target: Target, folder: Path, options: SampleOptions | None = None) -> GoldSample:
    """Draw a gold sample of a scored corpus, and write its key and record to a new folder, which the manifest names.

    Raises
    ------
    FramingError
        the folder exists, or cannot be written; nothing is counted under the target; too few units are asked for
    """
    options = options or SampleOptions()
    population = _drawn(scored, target, options)
    taken = population[population["probability"] > 0].sample(frac=1, random_state=options.seed).reset_index(drop=True)
    units = taken.assign(unit=[f"u{number:05d}" for number in range(1, len(taken) + 1)])[list(COLUMNS)]
    strata = population.groupby("stratum")["probability"].agg(units="size", drawn=lambda p: int((p > 0).sum()))
    try:
        folder.mkdir()
        units.to_csv(folder / SAMPLE, index=False)
        record = {
            "format": FORMAT,
            "framing": version("news-framing"),
            "target": str(target),
            "options": {"per_outlet": options.per_outlet, "period": options.period, "seed": options.seed},
            "scored": manifest_hash(scored),
            "strata": strata.astype(int).reset_index().to_dict("records"),
            "sample_sha256": file_hash(folder / SAMPLE),
        }
        (folder / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except FileExistsError:
        raise FramingError(f"{folder} exists; give the gold sample a new folder") from None
    except OSError as error:
        raise FramingError(f"cannot write {folder}: {error.strerror or error}; choose another folder") from error
    register(scored, folder, {"target": str(target), "sample_sha256": record["sample_sha256"]})
    return GoldSample(folder, target, options, units, record)


def read_gold_sample(folder: Path) -> GoldSample:
    """A gold sample from its folder.

    Raises
    ------
    FramingError
        the folder holds none, or its key was changed after the draw
    """
    import pandas as pd

    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        target, options = parse_target(record["target"]), SampleOptions(**record["options"])
        if record["format"] != FORMAT:
            raise FramingError(f"{folder / RECORD} has format {record['format']}, this version reads {FORMAT}")
        if file_hash(folder / SAMPLE) != record["sample_sha256"]:
            raise FramingError(
                f"{folder / SAMPLE} is not the file that was drawn: its probabilities can no longer be trusted; "
                "restore it (codes belong in the sheets)"
            )
        text = dict.fromkeys(("unit", "article_id", "zone", "entry", "claim", "outlet", "period", "stratum"), str)
        units = pd.read_csv(folder / SAMPLE, dtype=text, keep_default_na=False)
    except OSError as error:
        raise FramingError(
            f"{folder} holds no gold sample ({error.strerror or error}); draw one with `framing validate sample`"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise FramingError(f"{folder / RECORD} is no record of a gold sample ({error}); draw a new one") from error
    return GoldSample(folder, target, options, units, record)


def population_of(gold: GoldSample, scored: ScoredCorpus) -> pd.DataFrame:
    """Every unit that the sample was drawn from, drawn again; `unit` is empty where a unit was not drawn.

    Raises
    ------
    FramingError
        the scored corpus is not the one that the sample was drawn from
    """
    if manifest_hash(scored) != gold.record["scored"]:
        raise FramingError(
            f"{gold.folder} was drawn from another scored corpus than {scored.folder}; give the one it was drawn from"
        )
    population = _drawn(scored, gold.target, gold.options)
    return population.merge(gold.units[[*KEY, "unit"]], on=KEY, how="left").fillna({"unit": ""})


def _drawn(scored: ScoredCorpus, target: Target, options: SampleOptions) -> pd.DataFrame:
    """Every unit, with stratum and probability."""
    units = count_units(scored, target, options.period)
    return draw(units, options.per_outlet, options.seed, shares=target.has_base)
