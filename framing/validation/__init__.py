"""Gold samples, agreement of coders, and figures corrected for the tool's own errors."""

from framing.validation.adjudication import write_adjudication
from framing.validation.audit import audit, records
from framing.validation.coders import agreement, check_agreement, lone_coder
from framing.validation.codes import ADJUDICATOR, read_codes, settle
from framing.validation.corrected import Corrected, corrected_ratio
from framing.validation.correction import Correction, CorrectionOptions, correct
from framing.validation.gold import GoldSample, SampleOptions, draw_gold, read_gold_sample
from framing.validation.golden import Validated, corrected_rows, validated_figures, with_gold
from framing.validation.loop import ready, validate, validate_again, validate_audit
from framing.validation.sampling import units_needed
from framing.validation.sheets import SheetOptions, check_spans, write_sheets
from framing.validation.targets import Target, parse_target
from framing.validation.units import labelled

__all__ = [
    "ADJUDICATOR",
    "Corrected",
    "Correction",
    "CorrectionOptions",
    "GoldSample",
    "SampleOptions",
    "SheetOptions",
    "Target",
    "Validated",
    "agreement",
    "audit",
    "check_agreement",
    "check_spans",
    "correct",
    "corrected_ratio",
    "corrected_rows",
    "draw_gold",
    "labelled",
    "lone_coder",
    "parse_target",
    "read_codes",
    "read_gold_sample",
    "ready",
    "records",
    "settle",
    "units_needed",
    "validate",
    "validate_again",
    "validate_audit",
    "validated_figures",
    "with_gold",
    "write_adjudication",
    "write_sheets",
]
