"""The HTML report."""

from framing.report.options import ReportOptions
from framing.report.render import write_report

__all__ = ["ReportOptions", "write_report"]
