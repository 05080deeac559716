"""A table as text in a paper's format, or as a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from html import escape
from io import StringIO
from pathlib import Path

from framing.errors import FramingError
from framing.export.harmless import harmless
from framing.export.layout import Layout

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "–": "--",
        "−": "$-$",
        "≤": r"$\leq$",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': r"\textquotedbl{}",
        **{c: f"\\{c}" for c in "&%$#_{}"},
    }
)
_MARKDOWN = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~$!"})


def render(table: Layout, form: str) -> str:
    """The table as text: `tex` (booktabs), `md`, `html` or `csv`. Raises FramingError for another format."""
    if form not in _RENDERED:
        raise FramingError(f"no text format {form!r}; choose one of {', '.join(_RENDERED)}")
    return _RENDERED[form](table)


def write_table(table: Layout, path: str | Path) -> Path:
    """Write the table; the ending of the file decides its format: tex, md, html, csv or xlsx.

    Raises FramingError for another ending, and where the file cannot be written.
    """
    target = Path(path)
    form = target.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise FramingError(f"cannot write a table as {target.name!r}; end its name in .{', .'.join(FORMATS)}")
    try:
        if form == "xlsx":
            _workbook(table, target)
        else:
            # spreadsheets read a CSV as UTF-8 by its mark
            encoding = "utf-8-sig" if form == "csv" else "utf-8"
            target.write_text(render(table, form), encoding=encoding, newline="")
    except OSError as error:
        raise FramingError(f"cannot write {target}: {error.strerror or error}; choose another file") from error
    return target


def _tex(table: Layout) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return " & ".join(_plain(cell).translate(_LATEX) for cell in cells) + r" \\"

    body = "\n".join(map(line, table.rows))
    kinds = "l" * table.stub + "r" * (len(table.columns) - table.stub)
    caption = f"\\caption{{{_plain(table.caption).translate(_LATEX)}}}\n" if table.caption else ""
    notes = "".join(f"\\par\\footnotesize {_plain(note).translate(_LATEX)}\n" for note in table.notes)
    return (
        f"% needs \\usepackage{{booktabs}}\n\\begin{{table}}\n\\centering\n{caption}\\begin{{tabular}}{{{kinds}}}\n"
        f"\\toprule\n{line(table.columns)}\n\\midrule\n{body}\n\\bottomrule\n\\end{{tabular}}\n{notes}\\end{{table}}\n"
    )


def _md(table: Layout) -> str:
    def line(cells: tuple[str, ...]) -> str:
        return f"| {' | '.join(_plain(cell).translate(_MARKDOWN) for cell in cells)} |"

    rule = ["---"] * table.stub + ["---:"] * (len(table.columns) - table.stub)
    head = [f"{_plain(table.caption).translate(_MARKDOWN)}", ""] if table.caption else []
    notes = [part for note in table.notes for part in ("", _plain(note).translate(_MARKDOWN))]
    return "\n".join([*head, line(table.columns), f"| {' | '.join(rule)} |", *map(line, table.rows), *notes, ""])


def _html(table: Layout) -> str:
    def cell(text: str, place: int) -> str:
        name = place < table.stub
        tag, scope = ("th", ' scope="row"') if name else ("td", "")
        return f"<{tag}{scope}>{escape(_plain(text))}</{tag}>"

    head = "".join(f'<th scope="col">{escape(_plain(column))}</th>' for column in table.columns)
    rows = "\n".join(f"<tr>{''.join(cell(text, place) for place, text in enumerate(row))}</tr>" for row in table.rows)
    caption = f"<caption>{escape(_plain(table.caption))}</caption>\n" if table.caption else ""
    notes = "<br>".join(escape(_plain(note)) for note in table.notes)
    foot = f'<tfoot><tr><td colspan="{len(table.columns)}">{notes}</td></tr></tfoot>\n' if notes else ""
    return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n{foot}<tbody>\n{rows}\n</tbody>\n</table>\n"


def _csv(table: Layout) -> str:
    out = StringIO()
    csv.writer(out).writerows([[harmless(_plain(cell)) for cell in row] for row in (table.columns, *table.rows)])
    return out.getvalue()


def _workbook(table: Layout, target: Path) -> None:
    """An Excel file whose cells are all text: none is a formula, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "table"
    lines = [table.columns, *table.rows, *((note,) for note in table.notes)]
    for number, line in enumerate(lines, 1):
        for place, text in enumerate(line, 1):
            cell = sheet.cell(number, place)
            cell.value, cell.data_type = harmless(_plain(text)), "s"
            if number == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(table.columns) + 1):
        widest = max(len(row[place - 1]) for row in table.rows) if table.rows else 0
        sheet.column_dimensions[get_column_letter(place)].width = min(60, max(12, widest + 2))
    sheet.freeze_panes = sheet.cell(2, table.stub + 1)
    book.save(target)


def _plain(text: str) -> str:
    """The text on one line, without characters that cannot be shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


_RENDERED: dict[str, Callable[[Layout], str]] = {"tex": _tex, "md": _md, "html": _html, "csv": _csv}
FORMATS = (*_RENDERED, "xlsx")
