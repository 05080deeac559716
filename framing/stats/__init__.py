"""Estimates, contrasts and their uncertainty, from a scored corpus."""

from framing.stats.compare import Comparison, compare
from framing.stats.estimates import EstimateOptions, estimate_ratio
from framing.stats.options import ComparisonOptions
from framing.stats.sourcing import sourcing_by_article

__all__ = ["Comparison", "ComparisonOptions", "EstimateOptions", "compare", "estimate_ratio", "sourcing_by_article"]
