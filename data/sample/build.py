"""Compile the marked-up articles in `source/` to `articles.csv` and `gold.jsonl`.

    python data/sample/build.py

A file is one event; an article is a line `### CODE date | author | section`, its title and its body, marked
up by hand: `[[S1:source]] [[Q1 naming source_type:cue]] [[C1:content]]` are the parts of its attribution 1,
`{{referent.label|voice:words}}` is a hit, `[[P:...]]` a caption, `[[B:...]]` boilerplate. Tags nest.
"""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOTE = "synthetic: invented article, outlet, people and events"
OUTLETS = {
    "HH": "Harbour Herald",
    "MC": "Meridian Courier",
    "LP": "Lantern Post",
    "NW": "Northern Wire Gazette",
}
COLUMNS = ("id", "outlet", "date", "title", "text", "url", "author", "section", "synthetic")
AGAINST = ("terrorists", "terror_outfit", "regime", "brazen", "reckless", "senseless", "shameful")
FAVOUR = ("freedom_fighters", "courageous", "heroic")
TAG = re.compile(
    r"\[\[(?P<role>[SQCPB])(?P<number>\d?)(?P<attributes>(?: \w+)*):"
    r"|\{\{(?P<entry>[\w.]+)\|(?P<voice>\w+):"
    r"|(?P<close>\]\]|\}\})"
)
# A quotation, closed or running on to the end of its paragraph.
QUOTATION = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|''.*?(?:''|$)", re.MULTILINE)
WORD = re.compile(r"\w+(?:['’-]\w+)*")


@dataclass(frozen=True)
class Mark:
    """A tag and the half-open span of code points that it holds."""

    tag: dict[str, str]
    start: int
    end: int


def parse(source: str) -> tuple[str, list[Mark]]:
    """The text without its mark-up, and the marks in the order in which they open."""
    parts, marks, stack, length, at = [], [], [], 0, 0
    for match in TAG.finditer(source):
        parts.append(source[at : match.start()])
        length += len(parts[-1])
        at = match.end()
        if match["close"] is None:
            stack.append(({k: v or "" for k, v in match.groupdict().items()}, length))
            continue
        tag, start = stack.pop()
        if (match["close"] == "}}") != bool(tag["entry"]):
            raise ValueError(f"{match['close']} closes the wrong tag near {source[at - 60 : at]!r}")
        marks.append(Mark(tag, start, length))
    if stack:
        raise ValueError(f"unclosed tag {stack[0][0]} in {source[:80]!r}")
    return "".join([*parts, source[at:]]), sorted(marks, key=lambda mark: (mark.start, -mark.end))


def zone(text: str, start: int, captions: list[list[int]]) -> str:
    """The zone of a position: the title is the headline, the paragraph after it the lead."""
    if any(a <= start < b for a, b in captions):
        return "caption"
    return {0: "headline", 1: "lead"}.get(text.count("\n\n", 0, start), "body")


def kind(text: str, spans: list[list[int]]) -> str:
    """direct where at least 95 % of the content's words are in quotation marks, indirect where none is."""
    inside = total = 0
    for start, end in spans:
        quoted = [m.span() for m in QUOTATION.finditer(text[start:end])]
        for word in WORD.finditer(text[start:end]):
            total += 1
            inside += any(a <= word.start() < b for a, b in quoted)
    return "direct" if inside >= 0.95 * total else "mixed" if inside else "indirect"


def attribution(text: str, marks: list[Mark]) -> dict[str, Any]:
    """The gold row of one attribution from the marks that carry its number."""
    spans = {role: [[m.start, m.end] for m in marks if m.tag["role"] == role] for role in "SQC"}
    attributes = " ".join(m.tag["attributes"] for m in marks).split()
    if not (spans["Q"] and spans["C"]) or len(attributes) != 2:
        raise ValueError(f"attribution without cue, content, naming or type: {marks} in {text[:80]!r}")
    row: dict[str, Any] = {"kind": kind(text, spans["C"])}
    row["naming"], row["source_type"] = attributes
    for role, name in (("S", "source"), ("Q", "cue"), ("C", "content")):
        row[name] = spans[role]
        row[f"{name}_text"] = [text[a:b] for a, b in spans[role]]
    return row


def gold(text: str, marks: list[Mark]) -> dict[str, Any]:
    """Hits, attributions, captions and boilerplate of one article, each in text order."""
    areas = {role: [[m.start, m.end] for m in marks if m.tag["role"] == role] for role in "PB"}
    hits = []
    for mark in (m for m in marks if m.tag["entry"]):
        entry = mark.tag["entry"]
        group, name = entry.split(".")
        category = "evaluative" if group == "evaluative" else "label"
        hits.append(
            {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "entry": entry}
            | {"category": category, "referent": group if category == "label" else ""}
            | {"loading": (name in FAVOUR) - (name in AGAINST), "voice": mark.tag["voice"]}
            | {"zone": zone(text, mark.start, areas["P"])}
        )
    numbers = list(dict.fromkeys(m.tag["number"] for m in marks if m.tag["number"]))
    rows = [attribution(text, [m for m in marks if m.tag["number"] == number]) for number in numbers]
    return {"hits": hits, "attributions": rows, "captions": areas["P"], "boilerplate": areas["B"]}


def compile_article(event: str, block: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The CSV row and the gold row of one block of a source file."""
    head, title, body = block.split("\n", 2)
    (code, day), author, section = head.split("|")[0].split(), *map(str.strip, head.split("|")[1:])
    text, marks = parse(f"{title}\n\n{body.strip()}")
    plain_title, plain_body = text.split("\n\n", 1)
    name, number = OUTLETS[code], event[:2]
    url = f"https://example.org/{name.lower().replace(' ', '-')}/{day}/{event[3:]}"
    row = (f"{code.lower()}-{number}", name, day, plain_title, plain_body, url, author, section, NOTE)
    known = {"id": row[0], "outlet": name, "date": day, "event": event}
    return dict(zip(COLUMNS, row, strict=True)), known | gold(text, marks)


def compile_sample(folder: Path = HERE / "source") -> tuple[str, str]:
    """The contents of articles.csv and gold.jsonl, events in order."""
    table, lines = io.StringIO(), []
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for path in sorted(folder.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("### ")[1:]:
            row, known = compile_article(path.stem, block)
            writer.writerow(row)
            lines.append(json.dumps(known, ensure_ascii=False) + "\n")
    return table.getvalue(), "".join(lines)


if __name__ == "__main__":
    articles, annotations = compile_sample()
    (HERE / "articles.csv").write_text(articles, encoding="utf-8", newline="\n")
    (HERE / "gold.jsonl").write_text(annotations, encoding="utf-8", newline="\n")
