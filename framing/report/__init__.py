"""The HTML report."""

from framing.report.render import ReportOptions, write_report

__all__ = ["ReportOptions", "write_report"]
