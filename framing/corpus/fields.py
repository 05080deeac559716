"""From the cells of one record to the fields of one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from framing.corpus.dates import DateError, parse_date
from framing.corpus.names import clean_names
from framing.corpus.records import Record, as_text
from framing.types import Article, Issue

_MISSING = frozenset({"", "none", "null", "nan", "na", "n/a", "nat"})  # how tables spell "no value"


@dataclass(frozen=True, slots=True)
class FieldReader:
    """How the records of one table become articles: names, order of dates, the day after which is future."""

    name: str
    mapping: Mapping[str, str]
    order: str
    today: date
    outlet: str = ""

    def article(self, record: Record) -> Article | Issue:
        """The article, its id "" where the record has none; or the issue of a record that cannot be one."""
        if record.cells is None:
            return record.issues[0]
        values, nested = self._texts(record)
        for field in ("text", "title"):
            if field in nested:
                return nested[field]
        values, odd = self.names(values, record.row)
        title, body = values.get("title", ""), values.get("text", "")
        if not title.strip() and not body.strip():
            return self.issue(record.row, "empty-text", "has neither text nor title; row left out")
        published, problem = self.published(values.get("date", ""), record.row)
        issues = [*record.issues, *nested.values(), *odd, *([problem] if problem else [])]
        if "text" in self.mapping and not body.strip():
            what = f"column {self.mapping['text']!r} (text) is empty, so the article is its title alone; fill it"
            issues.append(self.issue(record.row, "empty-body", what))
        article_id = values.get("id", "")
        return Article(
            id=article_id,
            published=published,
            title=title if title.strip() else "",
            body=body if body.strip() else "",
            file=self.name,
            row=record.row,
            issues=tuple(_of(issue, article_id) for issue in issues),
            **self.labels(values),
        )

    def names(self, values: Mapping[str, str], row: int) -> tuple[dict[str, str], list[Issue]]:
        """The values with control characters taken out of all but title, text and date, and an issue for each such."""
        clean, said = clean_names(values, self.mapping)
        return clean, [self.issue(row, "control-character", sentence) for sentence in said]

    def labels(self, values: Mapping[str, str]) -> dict[str, str]:
        """The short text fields of an article, stripped, "" for each spelling of a missing value."""
        names = ("outlet", "url", "author", "section", "language", "wire")
        found = {name: _short(values.get(name, "")) for name in names}
        return {**found, "outlet": self.outlet or found["outlet"]}

    def published(self, value: str, row: int) -> tuple[date | None, Issue | None]:
        """The date of a cell, and what is wrong with it."""
        value = value.strip()
        if value.casefold() in _MISSING:
            return None, None
        try:
            found = parse_date(value, self.order)
        except DateError as problem:
            return None, self._date_issue(row, problem.code, value, f"{problem}; the article has no date here")
        if found > self.today:
            why = f"lies after {self.today.isoformat()}; the date is kept, correct it if it is wrong"
            return found, self._date_issue(row, "future-date", value, why)
        return found, None

    def issue(self, row: int, code: str, what: str) -> Issue:
        """An issue that names file and row."""
        return Issue(code, f"{self.name}, row {row}: {what}", file=self.name, row=row)

    def _date_issue(self, row: int, code: str, value: str, why: str) -> Issue:
        shown = value if len(value) <= 60 else value[:60] + "…"
        return self.issue(row, code, f"{shown!r} in column {self.mapping['date']!r} {why}")

    def _texts(self, record: Record) -> tuple[dict[str, str], dict[str, Issue]]:
        """The text of each field, and an issue for each nested cell, which has none."""
        values: dict[str, str] = {}
        nested: dict[str, Issue] = {}
        for field, column in self.mapping.items():
            text = as_text((record.cells or {}).get(column))
            if text is not None:
                values[field] = text
                continue
            what = f"column {column!r} ({field}) holds a nested value, not text; flatten it before reading"
            nested[field] = self.issue(record.row, "nested-value", what)
        return values, nested


def _of(issue: Issue, article_id: str) -> Issue:
    return Issue(issue.code, issue.message, article_id, issue.span, issue.file, issue.row)


def _short(value: str) -> str:
    value = value.strip()
    return "" if value.casefold() in _MISSING else value
