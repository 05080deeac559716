"""A term in its passages (keyword in context), each with the voice it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from framing.annotate import Annotator
from framing.engine.articles import MAX_TEXT
from framing.errors import FramingError, LexiconError
from framing.lexicon import Entry, Lexicon, Matcher
from framing.lexicon.patterns import PatternError, forms
from framing.tables import ScoredCorpus
from framing.text.folding import fold
from framing.text.sentences import split_sentences
from framing.text.tokens import tokenise
from framing.text.zones import lay_out
from framing.types import Article, Hit

_WILD = re.compile(r"[*?]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence of a term: `left`, `term`, `right` are the article's text, unprintable characters as spaces."""

    article_id: str
    outlet: str
    published: str
    zone: str
    voice: str
    start: int
    end: int
    left: str
    term: str
    right: str


def concordance(
    scored: ScoredCorpus, term: str, *, outlets: Sequence[str] = (), width: int = 50, exact: bool = False
) -> Iterator[Line]:
    """Every occurrence of a term, in the order of the corpus; `width` code points of context on each side.

    The term is a lexicon pattern: words, with `*` and `?`; a voice is decided anew as the corpus was scored, and
    texts too long to be scored stay out.
    Raises FramingError for an outlet that is not in the corpus, LexiconError for a term that is no pattern.
    """
    needed = _literals(term)
    entry = Entry(id=term, patterns=(term,), exact=exact)
    lexicon = Lexicon(name="kwic", version="0", language="", entries=(entry,))
    matcher, annotator = Matcher([lexicon]), Annotator([lexicon])
    known = {outlet for part in scored.parts("articles", ["outlet"]) for outlet in part["outlet"].unique()}
    if unknown := [outlet for outlet in outlets if outlet not in known]:
        raise FramingError(f"no outlet {unknown[0]!r} in {scored.folder}; there are {', '.join(sorted(known))}")
    for article in scored.each_article():
        if outlets and article.outlet not in outlets:
            continue
        text = article.text
        if len(text) > MAX_TEXT:
            continue
        folded = fold(text)
        if not any(literal in folded.text for literal in needed):  # cheap: most articles lack the term
            continue
        if matcher.find(text, tokenise(folded), split_sentences(text, lay_out(article))):
            yield from (_line(article, text, hit, width) for hit in annotator(article).hits)


def _literals(term: str) -> list[str]:
    """What a folded text holds one of wherever the term stands: of each of its forms the longest run of letters."""
    try:
        found = forms(term)
    except PatternError as error:
        raise LexiconError(f"this term cannot be looked for: {error}") from None
    return [max((run for word in form.words for run in _WILD.split(word)), key=len) for form in found]


def _line(article: Article, text: str, hit: Hit, width: int) -> Line:
    return Line(
        article_id=article.id,
        outlet=article.outlet,
        published=article.published.isoformat() if article.published else "",
        zone=hit.zone.value,
        voice=hit.voice.value,
        start=hit.start,
        end=hit.end,
        left=_one_line(text[max(0, hit.start - width) : hit.start]),
        term=_one_line(text[hit.start : hit.end]),
        right=_one_line(text[hit.end : hit.end + width]),
    )


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
