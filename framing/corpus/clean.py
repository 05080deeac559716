"""What is wrong with the text of an article: said in issues, never changed in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from zlib import compress

from framing.corpus.repeats import is_long, one_paragraph
from framing.corpus.wire import wire_agency
from framing.types import Article, Issue

_CHECKS = (  # code, characters one of which must be there ("": any), pattern, what it is, remedy
    (
        "html-markup",
        "<&",
        re.compile(
            r"</?(?:p|div|br|a|span|b|i|em|strong|img|h[1-6]|ul|ol|li|table|tr|td|script|style|blockquote|figure)"
            r"(?:\s[^<>]{0,500})?/?>|&(?:nbsp|amp|quot|lt|gt|[lr][sd]quo|[mn]dash|#\d{1,6}|#x[0-9a-f]{1,5});",
            re.IGNORECASE,
        ),
        "HTML mark-up",
        "strip tags and entities before reading",
    ),
    (
        "control-characters",
        "",
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        "control characters",
        "remove them; those from U+0080 on tell of a wrong encoding, see --encoding",
    ),
    (
        "replacement-character",
        "\ufffd",
        re.compile("\ufffd"),
        "characters that could not be decoded (U+FFFD)",
        "pass --encoding NAME, or fetch the text again",
    ),
    (
        "mojibake",
        "âÃÂ",
        re.compile(
            r"â€[\u0080-\u009f\u00a0-\u00bf\u0152-\u0178\u2013-\u203a\u20ac\u2122]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]"
        ),
        "characters decoded with the wrong encoding",
        "the text was UTF-8 and read as another encoding: pass --encoding utf-8, or fetch it again where "
        "it is so in the file",
    ),
    (
        "hidden-characters",
        "\u200b\u2060\ufeff",
        re.compile(r"(?<=\w)[\u200b\u2060\ufeff]+(?=\w)"),
        "characters of no width inside words",
        "remove them: they cut a word in two",
    ),
    (
        "text-direction",
        "\u202d\u202e",
        re.compile(r"[\u202d\u202e]"),
        "characters that turn the direction of the text",
        "remove them: what is shown is not what is read",
    ),
)
_LONGEST_RUN = 500  # characters without white space; addresses of pages are shorter
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]")
_SHORT_LINE, _MANY_LINES = 15, 50  # characters a line on average, lines
_REPEATS_FROM, _REPEATS_OF = 1_000, 100_000  # bytes and characters looked at
_REPEATS = 0.12  # share of them that is left when they are packed; that of prose is above 0.3


def clean(article: Article) -> Article:
    """The article with an issue for each kind of damage to its text, and its `wire` agency.

    Each issue counts the places and spans the first one.
    """
    found = tuple(_damage(article))
    wire = wire_agency(article)
    if not found and wire == article.wire:
        return article
    return replace(article, wire=wire, issues=(*article.issues, *found))


def _damage(article: Article) -> Iterator[Issue]:
    """What is wrong with the characters of the text, and with its form."""
    text = article.text
    place = f"{article.file}, row {article.row}" if article.row else article.file
    for code, needed, pattern, what, remedy in _CHECKS:
        if needed and not any(character in text for character in needed):
            continue  # most texts are healthy, and this is many times faster than the pattern
        first = pattern.search(text)
        if first is None:
            continue
        count = sum(1 for _ in pattern.finditer(text, first.start()))
        times = "1 place" if count == 1 else f"{count:,} places"
        yield Issue(
            code,
            f"{place}: {what} in {times}, first {first[0][:20]!r} at character {first.start():,}; {remedy}",
            article_id=article.id,
            span=first.span(),
            file=article.file,
            row=article.row or None,
        )
    for code, what in _deformed(article, text):
        yield Issue(code, f"{place}: {what}", article_id=article.id, file=article.file, row=article.row or None)


def _deformed(article: Article, text: str) -> Iterator[tuple[str, str]]:
    """Codes and sentences on what no newsroom prints; each check is cheap where nothing is wrong."""
    run = max(text.split(), key=len, default="")
    if len(run) >= _LONGEST_RUN and len(run) - len(_SPACELESS.findall(run)) >= _LONGEST_RUN:
        yield "unbroken-run", f"{len(run):,} characters without a space, from {run[:20]!r} on; fetch the text again"
    body = article.body.strip()
    breaks = body.count("\n")
    if breaks >= _MANY_LINES and len(body) < _SHORT_LINE * breaks:
        yield (
            "broken-lines",
            f"{breaks + 1:,} lines of {len(body) / (breaks + 1):.0f} characters on average, so that neither paragraphs "
            "nor sentences can be told; fetch the text with its own line breaks",
        )
    elif not breaks and is_long(article) and one_paragraph(article):
        yield (
            "one-paragraph",
            "the body is one paragraph, so that its lead cannot be told from the rest; fetch the text with its line "
            "breaks",
        )
    begun = text[:_REPEATS_OF].encode("utf-8", "replace")
    if len(begun) >= _REPEATS_FROM and len(compress(begun, 1)) < _REPEATS * len(begun):
        yield "repeated-text", "the text repeats itself over and over; fetch it again"
