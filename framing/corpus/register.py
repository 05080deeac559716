"""Ids that name one article each, and bodies that were seen before."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from dataclasses import replace

from framing.types import Article, Issue


def may_collide(article_id: str, stem: str) -> bool:
    """Whether an id of the input looks like one that the register may give."""
    base = re.sub(r"#\d+$", "", article_id)
    number = base.removeprefix(f"{stem}-")
    return base != article_id or (base != number and number.isdecimal())


class Register:
    """Gives every article an id of its own and points copies to the first article with the same body.

    `reserved` holds the ids of the input that look like given ones: those are never given. Memory grows
    by one id and one digest of 16 bytes an article.
    """

    def __init__(self, stem: str, reserved: Container[str] = frozenset()) -> None:
        self._stem = stem
        self._reserved = reserved
        self._places: dict[str, tuple[str, int, str]] = {}  # file, row and outlet
        self._next: dict[str, int] = {}
        self._bodies: dict[bytes, str] = {}

    def enter(self, article: Article) -> Article:
        """The article with its id, `duplicate_of`, and an issue where either repeats an earlier one."""
        article = self._with_id(article)
        self._places[article.id] = (article.file, article.row, article.outlet)
        return self._with_original(article)

    def _with_id(self, article: Article) -> Article:
        if not article.id:
            given = f"{self._stem}-{article.row}"
            taken = given in self._places or given in self._reserved
            return _renamed(article, self._free(given) if taken else given)
        if article.id not in self._places:
            return article
        file, row, _ = self._places[article.id]
        first = _other(file, row)
        new = self._free(article.id)
        issue = Issue(
            "duplicate-id",
            f"{_place(article.file, article.row)}: id {article.id!r} is that of {first} already; "
            f"the article is called {new!r}; give each article an id of its own",
            article_id=new,
            file=article.file,
            row=article.row or None,
        )
        article = _renamed(article, new)
        return replace(article, issues=(*article.issues, issue))

    def _free(self, base: str) -> str:
        number = self._next.get(base, 2)
        while (found := f"{base}#{number}") in self._places or found in self._reserved:
            number += 1
        self._next[base] = number + 1
        return found

    def _with_original(self, article: Article) -> Article:
        folded = " ".join(article.body.split()).casefold()
        if not folded:
            return article
        digest = hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        original = self._bodies.setdefault(digest, article.id)
        if original == article.id:
            return article
        file, row, outlet = self._places[original]
        what, remedy = f"in {_other(file, row)}", "leave duplicates out of a comparison, or remove one"
        if outlet != article.outlet:
            what = f"of outlet {outlet!r} in {_other(file, row)}"
            remedy = "one outlet re-posted the other's, or both ran agency copy: leave it out, or say so"
        issue = Issue(
            "duplicate-body",
            f"{_place(article.file, article.row)}: article {article.id!r} has the same body as {original!r} "
            f"{what}; {remedy}",
            article_id=article.id,
            file=article.file,
            row=article.row or None,
        )
        return replace(article, duplicate_of=original, issues=(*article.issues, issue))


def _renamed(article: Article, new: str) -> Article:
    issues = tuple(replace(issue, article_id=new) for issue in article.issues)
    return replace(article, id=new, issues=issues)


def _place(file: str, row: int) -> str:
    return f"{file}, row {row}" if row else file


def _other(file: str, row: int) -> str:
    return f"row {row}" if row else file
