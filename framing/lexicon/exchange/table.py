"""Words in tables: `word,category,weight` rows, and LIWC-22's `.dicx` with a column a category."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from framing.lexicon.exchange.terms import Draft, Term, TermList
from framing.lexicon.nodes import Log
from framing.lexicon.values import number_of

_WORD = ("word", "term", "pattern", "token", "entry", "dicterm")
_CATEGORY = ("category", "categories", "cat", "class", "label")
_WEIGHT = ("weight", "score", "value")
_DELIMITERS = (",", ";", "\t")
_AFTER_FIRST = re.compile(r'"?\w+"?\s*([,;\t])')


def read_csv(text: str, log: Log) -> TermList:
    """The terms of a table with the columns word, category and, optionally, weight; a first row of names may lack."""
    draft = Draft(log)
    rows = list(_rows(text, log))
    columns, width = [0, 1, 2], 3
    if rows and rows[0][1][0].lower() in _WORD:
        width = max(3, len(rows[0][1]))
        columns = _columns(rows.pop(0), log)
    for line, cells in rows:
        if len(cells) > width:
            log.error(line, "columns", f"the row has {len(cells)} cells of {width}: quote a cell that holds commas")
            continue
        word, category, weight = (cells[at] if 0 <= at < len(cells) else "" for at in columns)
        if not category:
            log.error(line, "no-category", f"{word!r} has no category: put one in the second column")
        elif weight and number_of(weight) is None:
            log.error(line, "bad-value", f"the weight of {word!r} is {weight!r}: give a number such as -0.5")
        elif name := draft.category(category, line):
            draft.literal_star(word, line)
            draft.term(Term(word, name, number_of(weight), line=line))
    return draft.finish()


def _columns(header: tuple[int, list[str]], log: Log) -> list[int]:
    """Where word, category and weight stand, -1 for none; other columns are named in a warning."""
    line, names = header[0], [name.lower() for name in header[1]]
    found = [next((at for at, name in enumerate(names) if name in known), -1) for known in (_WORD, _CATEGORY, _WEIGHT)]
    if found[1] < 0:
        log.error(line, "columns", f"no column is named category; there are: {', '.join(names)}")
    others = [name for at, name in enumerate(names) if at not in found and name]
    if others:
        log.warning(line, "columns", f"columns that are not read: {', '.join(others)}")
    return found


def write_csv(terms: TermList) -> str:
    """The terms as a table with a row of names; the column of weights only where there are any."""
    weighted = any(term.weight is not None for term in terms.terms)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["word", "category", *(["weight"] if weighted else [])])
    for term in terms.terms:
        writer.writerow([term.word, term.category, *([_written(term.weight)] if weighted else [])])
    return out.getvalue()


def unheld_by_csv(term: Term) -> str:
    """What of the term a table cannot hold; "" where it holds all."""
    return "" if term.before_of is None else "a condition on the word after"


def read_dicx(text: str, log: Log) -> TermList:
    """The terms of a `.dicx` file: X puts the word of the row into the category of the column, a number weighs it."""
    draft = Draft(log)
    rows = list(_rows(text, log))
    if not rows or rows[0][1][0].lower() != "dicterm" or len(rows[0][1]) < 2:
        line = rows[0][0] if rows else 1
        log.error(line, "columns", "a .dicx starts with the row DicTerm,category,category …")
        return draft.finish()
    line, (_, *names) = rows[0]
    for name in {name for name in names if names.count(name) > 1}:
        log.error(line, "duplicate-id", f"two columns are named {name!r}: rename one")
    names = [draft.category(name, line) for name in names]
    for line, (word, *cells) in rows[1:]:
        marks = [(at, cell) for at, cell in enumerate(cells) if cell and number_of(cell) != 0]
        if marks and marks[-1][0] >= len(names):
            log.error(line, "columns", f"{word!r} has more cells than there are categories: quote a cell with commas")
            continue
        if not marks:
            log.error(line, "no-category", f"{word!r} is in no category: put an X in a column, or delete the row")
        for at, cell in marks:
            if cell.upper() != "X" and number_of(cell) is None:
                log.error(line, "bad-value", f"{cell!r} in the row of {word!r}: give X, a number, or nothing")
            else:
                draft.term(Term(word, names[at], number_of(cell), line=line))
    return draft.finish()


def write_dicx(terms: TermList) -> str:
    """The terms as a `.dicx` file, a row a word."""
    rows: dict[str, dict[str, str]] = {}
    for term in terms.terms:
        rows.setdefault(term.word, {})[term.category] = "X" if term.weight is None else _written(term.weight)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["DicTerm", *terms.categories])
    writer.writerows([word, *(marks.get(name, "") for name in terms.categories)] for word, marks in rows.items())
    return out.getvalue()


def unheld_by_dicx(term: Term) -> str:
    """What of the term a `.dicx` cannot hold; "" where it holds all."""
    if "?" in term.word or "*" in term.word.rstrip("*"):
        return "a wildcard other than * at the end"
    if term.weight == 0:
        return "a weight of 0"
    return unheld_by_csv(term)


def _rows(text: str, log: Log) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line it starts on, its cells without outer white space."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    after = _AFTER_FIRST.match(first)
    delimiter = after[1] if after else max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        log.error(
            line, "csv-syntax", f"the row that starts here cannot be read ({error}): is a quotation mark missing?"
        )


def _written(weight: float | None) -> str:
    return "" if weight is None else repr(weight)
