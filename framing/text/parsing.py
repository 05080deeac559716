"""Everything that the text room says of an article, in one value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.text.quotations import find_quotations
from framing.text.sentences import split_sentences
from framing.text.zones import lay_out
from framing.types import Article, Issue, Layout, Quotation, Sentence


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A text with its zones, sentences and quotations, and the problems met; all spans point into `text`."""

    text: str
    layout: Layout
    sentences: Sequence[Sentence]
    quotations: Sequence[Quotation]
    issues: Sequence[Issue] = ()


def parse_text(article: Article) -> ParsedText:
    """Return zones, sentences and quotations of an article; never raises on odd text."""
    text, layout = article.text, lay_out(article)
    quotations, issues = find_quotations(text, layout)
    return ParsedText(text, layout, split_sentences(text, layout), quotations, issues)
