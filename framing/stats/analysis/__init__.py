"""An analysis as a file, kept beside a paper: named families of contrasts, series, words and sources."""

from framing.stats.analysis.plan import Plan, read_plan
from framing.stats.analysis.run import Analysis, analyse

__all__ = ["Analysis", "Plan", "analyse", "read_plan"]
