"""Gold samples, agreement of coders, and figures corrected for the tool's own errors."""

from framing.validation.audit import audit, records
from framing.validation.coders import agreement, check_agreement
from framing.validation.codes import read_codes, settle
from framing.validation.corrected import Corrected, corrected_ratio, labelled
from framing.validation.correction import Correction, CorrectionOptions, correct
from framing.validation.gold import GoldSample, SampleOptions, draw_gold, read_gold_sample
from framing.validation.loop import validate
from framing.validation.sampling import units_needed
from framing.validation.sheets import SheetOptions, write_sheets
from framing.validation.targets import Target, parse_target

__all__ = [
    "Corrected",
    "Correction",
    "CorrectionOptions",
    "GoldSample",
    "SampleOptions",
    "SheetOptions",
    "Target",
    "agreement",
    "audit",
    "check_agreement",
    "correct",
    "corrected_ratio",
    "draw_gold",
    "labelled",
    "parse_target",
    "read_codes",
    "read_gold_sample",
    "records",
    "settle",
    "units_needed",
    "validate",
    "write_sheets",
]
