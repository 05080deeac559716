"""What is wrong with the text of an article: said in issues, never changed in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

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
)


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
