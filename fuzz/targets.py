"""What fuzzing runs: functions of bytes that anything may be handed to, and must neither fail nor contradict itself.

A `FramingError` is an answer. Whatever else is raised is a fault, and so is a span outside its text.
"""

# ruff: noqa: S101 - an assertion tells a fault
from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from framing.annotate import Annotator
from framing.corpus import ReadOptions, read_corpus
from framing.errors import FramingError
from framing.lexicon import check_lexicon, load_shipped
from framing.tables import rows
from framing.tables.blocks import block
from framing.text.parsing import parse_text
from framing.text.tokens import count_words
from framing.types import Article, Quotation

_TODAY = date(2026, 1, 1)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="framing-fuzz-")


def _file(name: str, data: bytes) -> Path:
    path = Path(_folder().name) / name
    path.write_bytes(data)
    return path


def _reads(name: str, data: bytes) -> None:
    """A corpus read is counted right: each row is an article, or one of the issues."""
    options = ReadOptions(today=_TODAY, date_order="dmy", keep_language="any")
    with suppress(FramingError):
        corpus = read_corpus(_file(name, data), options)
        ids = [article.id for article in corpus]
        assert len(set(ids)) == len(ids) == corpus.articles_read
        assert corpus.rows_read == corpus.articles_read + corpus.rows_refused
        assert len(corpus.issues) >= corpus.rows_refused


def csv(data: bytes) -> None:
    """Read bytes as a CSV file."""
    _reads("n.csv", data)


def jsonl(data: bytes) -> None:
    """Read bytes as JSON Lines."""
    _reads("n.jsonl", data)


def parquet(data: bytes) -> None:
    """Read bytes as a Parquet file."""
    _reads("n.parquet", data)


def text(data: bytes) -> None:
    """Read bytes as a file of unknown kind, gzip among them."""
    _reads("n", data)


def warc(data: bytes) -> None:
    """Read bytes as an archive of web pages."""
    _reads("n.warc", data)


def _article(data: bytes) -> Article:
    title, _, body = data.decode("utf-8", "replace").partition("\n\n")
    return Article("1", outlet="Post", title=title if body else "", body=body or title)


def quotations(data: bytes) -> None:
    """Pair the quotation marks of a text."""
    parsed = parse_text(_article(data))
    size = len(parsed.text)
    open_ends: list[Quotation] = []
    for each in parsed.quotations:
        assert 0 <= each.start <= each.inner_start <= each.inner_end <= each.end <= size
        assert any(p.start <= each.start and each.end <= p.end for p in parsed.layout.paragraphs)
        open_ends = [one for one in open_ends if one.end > each.start]
        assert each.depth == len(open_ends), "nested, or apart"
        open_ends.append(each)
    ends = [0]
    for sentence in parsed.sentences:
        assert ends[-1] <= sentence.start < sentence.end <= size
        ends.append(sentence.end)


def lexicon(data: bytes) -> None:
    """Check bytes as a lexicon: every problem is told, none raised."""
    with suppress(FramingError):
        for problem in check_lexicon(_file("lexicon.yaml", data)):
            assert str(problem)


@cache
def _annotator() -> Annotator:
    return Annotator(load_shipped())


def tagger(data: bytes) -> None:
    """Annotate a text, and write it into tables."""
    article = _article(data)
    found = _annotator()(article)
    size = len(article.text)
    spans = [(hit.start, hit.end) for hit in found.hits]
    for attribution in found.attributions:
        spans += [*attribution.source, *attribution.cue, *attribution.content]
    assert all(0 <= start < end <= size for start, end in spans)
    assert sum(found.exposure.values()) <= count_words(article.text)
    assert block([rows(article, found)])["articles"].num_rows == 1


_LEXICON = b"""name: a
version: 1.0.0
language: en
licence: CC-BY-4.0
citation: none
description: words
entries:
- id: a.x
  pattern: "thug*"
  category: label
  loading: -1
  referent: gov
  evidence: {kind: J, note: judged}
  examples: {match: ["The thugs left."], skip: ["It rained."]}
"""
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
    b"Content-Length: 70\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It rained all day.</p>\r\n\r\n"
)
_TEXTS = (
    "Rain\n\n“It rained,” the mayor said. He added: 'No.'\n".encode(),
    b"\"a\" 'b' ``c'' \xe2\x80\x98d\xe2\x80\x99 \xc2\xabe\xc2\xbb <p>f</p> [g] (h) U.N. said that thugs left.",
    b'"' * 40 + b"\n" + b"(" * 40,
)
TARGETS: Mapping[str, tuple[Callable[[bytes], None], Sequence[bytes]]] = {
    "csv": (csv, (b'id,outlet,date,text\n1,A,3/4/2016,"It, ""rained""."\n', b"text;outlet\n\xff;A\n")),
    "jsonl": (jsonl, (b'{"id": 1, "text": "It rained.", "date": "2016-04-03"}\n[]\n',)),
    "parquet": (parquet, (b"PAR1\x15\x04PAR1",)),
    "text": (text, (b"Rain\n\nIt rained.\n", b"\x1f\x8b\x08\x00", b"\xff\xfea\x00")),
    "quotations": (quotations, _TEXTS),
    "lexicon": (lexicon, (_LEXICON, b"entries: [&a [*a]]", b"name: !!python/object:os.x {}")),
    "tagger": (tagger, _TEXTS),
    **({"warc": (warc, (_WARC, b"\x1f\x8b\x08" + bytes(20)))} if find_spec("fastwarc") else {}),
}
