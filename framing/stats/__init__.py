"""Estimates, contrasts and their uncertainty, from a scored corpus."""

from framing.stats.compare import Comparison, compare
from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.options import ComparisonOptions

__all__ = ["Comparison", "ComparisonOptions", "EstimateOptions", "compare", "estimate_ratio"]
