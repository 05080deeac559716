"""Tables of figures for papers: LaTeX, Markdown, HTML, CSV and Excel."""

from framing.export.files import FORMATS, render, write_table
from framing.export.harmless import harmless
from framing.export.layout import Layout, contrast_table, estimate_table

__all__ = ["FORMATS", "Layout", "contrast_table", "estimate_table", "harmless", "render", "write_table"]
